#include "gptme/conversation_stream.h"

#include "access/credentials.h"
#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto kPing = 10s; // clients expect one each 15 s
} // namespace

void ConversationStream::start(const ExchangePtr &exchange, const Parts &parts,
                               const Conversations::Found &conversation, const QString &attachment)
{
    const bool begun = exchange->begin(
        200, "text/event-stream", {{"cache-control", "no-store"}, {"x-accel-buffering", "no"}});
    if (begun)
        new ConversationStream(exchange, parts, conversation, attachment);
}

ConversationStream::ConversationStream(ExchangePtr exchange, const Parts &parts,
                                       const Conversations::Found &conversation,
                                       const QString &attachment)
    : m_exchange(std::move(exchange)), m_parts(parts), m_conversation(conversation),
      m_attachment(attachment), m_ping(parts.clock)
{
    m_exchange->onGone = [this] { end(); };
    m_exchange->onDrain = [this] {
        m_isFull = false;
        pump();
    };
    const auto checkRight = [this] {
        if (!m_parts.credentials.mayStay(m_exchange->principal(), m_exchange->head()))
            end();
    };
    connect(&m_parts.credentials, &Credentials::loggedOut, this, checkRight);
    connect(&m_ping, &Alarm::rang, this, [this, checkRight] {
        send(R"({"type":"ping"})");
        checkRight();
    });
    connect(conversation.get(), &ToldSession::grew, this, &ConversationStream::pump);
    connect(conversation.get(), &ToldSession::removed, this, &ConversationStream::end);
    m_ping.startEvery(kPing);
    greet();
}

ConversationStream::~ConversationStream() = default;

void ConversationStream::greet()
{
    const QString lastError = m_conversation->lastError();
    const QJsonObject connected{
        {u"type"_s, u"connected"_s},
        {u"session_id"_s, m_attachment},
        {u"generating"_s, m_conversation->isGenerating()},
        {u"last_error"_s, lastError.isEmpty() ? QJsonValue() : QJsonValue(lastError)},
        {u"pending_tools"_s, m_conversation->pendingTools()}};
    send(compactJson(connected));
    send(R"({"type":"ping"})");
    catchUp();
    pump();
}

/// Where it goes on: after what this attachment was told. Who comes in the middle of a reply hears
/// its beginning, or would miss all of it.
void ConversationStream::catchUp()
{
    const ToldUpTo now = m_conversation->events().now();
    const auto before = m_parts.conversations.attachments().upTo(m_attachment);
    const bool isKnown = before && before->telling == now.telling;
    m_position = isKnown ? before->number : now.number;
    if (!isKnown)
        send(m_conversation->whole());
    const auto saying = m_conversation->retelling().saying();
    const bool hasListened = isKnown && before->hasListened;
    if (!saying || hasListened || m_position < m_conversation->events().replyBegan())
        return;
    send(R"({"type":"generation_started"})");
    if (!saying->isEmpty())
        send(
            compactJson(QJsonObject{{u"type"_s, u"generation_progress"_s}, {u"token"_s, *saying}}));
    m_position = now.number;
}

void ConversationStream::pump()
{
    while (!m_isFull && m_position < m_conversation->events().now().number) {
        const auto event = m_conversation->events().at(m_position + 1);
        m_position = event ? m_position + 1 : m_conversation->events().now().number;
        send(event ? *event : m_conversation->whole());
    }
    m_parts.conversations.attachments().setUpTo(
        m_attachment, {m_conversation->events().now().telling, m_position, true});
}

void ConversationStream::send(const QByteArray &event)
{
    if (!m_exchange->write("data: " + event + "\n\n"))
        m_isFull = true; // until onDrain; or the client is gone
}

void ConversationStream::end()
{
    m_exchange->onGone = nullptr;
    m_exchange->onDrain = nullptr;
    m_exchange->end();
    disconnect(m_conversation.get(), nullptr, this, nullptr);
    deleteLater();
}

} // namespace pilothouse

#include "moc_conversation_stream.cpp"
