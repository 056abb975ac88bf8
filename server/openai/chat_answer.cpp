#include "openai/chat_answer.h"

#include "access/credentials.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto kKeepAlive = 15s; // proxies close what is silent for longer
} // namespace

ChatAnswer::ChatAnswer(const OpenAiParts &parts, Chats &chats, ExchangePtr exchange,
                       std::shared_ptr<const ChatRequest> request, const SessionId &session)
    : m_parts(parts), m_chats(chats), m_exchange(std::move(exchange)),
      m_request(std::move(request)), m_session(session), m_id(u"chatcmpl-"_s + randomUuid()),
      m_narration([this](const BlobHash &picture) { return pictureLink(picture); },
                  base() + u"/ui/#"_s + session.value),
      m_keepAlive(parts.api.clock)
{
    connect(&m_parts.api.journal, &Journal::appended, this, [this](const Event &event) {
        if (event.session == m_session)
            hear(m_narration.take(event));
    });
    connect(&m_parts.api.registry, &SessionRegistry::progressed, this,
            [this](const SessionId &id, const ModelProgress &step) {
                if (id == m_session)
                    hear(m_narration.take(step));
            });
    connect(&m_parts.api.registry, &SessionRegistry::removed, this, [this](const SessionId &id) {
        if (id == m_session)
            end();
    });
    connect(&m_parts.api.registry, &SessionRegistry::endLost, this, [this](const SessionId &id) {
        if (id == m_session)
            finish();
    });
    connect(&m_keepAlive, &Alarm::rang, this, [this] { m_exchange->write(": alive\n\n"); });
}

ChatAnswer::~ChatAnswer() = default;

void ChatAnswer::begin()
{
    m_stage = Stage::Answering;
    m_exchange->onGone = [this] {
        (void)m_parts.api.actions.interrupt(m_session, actorOf(*m_exchange));
        end();
    };
    const HttpFields fields =
        HttpFields{{"cache-control", "no-store"}, {"x-accel-buffering", "no"}} + sessionField();
    if (m_request->isStream && m_exchange->begin(200, "text/event-stream", fields)) {
        m_keepAlive.startEvery(kKeepAlive);
        sendChunk({{u"role"_s, u"assistant"_s}, {u"content"_s, m_narration.text()}}, QJsonValue());
    }
    if (m_narration.end())
        finish();
}

void ChatAnswer::giveUp()
{
    m_stage = Stage::Done;
    deleteLater();
}

void ChatAnswer::hear(const QString &piece)
{
    if (m_stage != Stage::Answering)
        return;
    if (m_request->isStream && !piece.isEmpty())
        sendChunk({{u"content"_s, piece}}, QJsonValue());
    if (m_narration.end())
        finish();
}

void ChatAnswer::sendChunk(const QJsonObject &delta, const QJsonValue &finish)
{
    m_exchange->write(completion().chunk(delta, finish));
}

void ChatAnswer::finish()
{
    if (m_stage != Stage::Answering)
        return;
    m_chats.remember(*m_request, m_narration.text(), m_session);
    if (!m_request->isStream) {
        const QJsonObject whole = completion().whole(m_narration.text(), m_narration.usage());
        m_exchange->sendJson(200, whole, sessionField());
        return end();
    }
    sendChunk({}, u"stop"_s);
    if (m_request->wantsUsage)
        m_exchange->write(completion().usageChunk(m_narration.usage()));
    m_exchange->write("data: [DONE]\n\n");
    end();
}

void ChatAnswer::end()
{
    if (m_stage == Stage::Done)
        return;
    m_stage = Stage::Done;
    m_exchange->onGone = nullptr;
    m_exchange->end();
    deleteLater();
}

/// One that opens the picture without a token, once and for a short while.
QString ChatAnswer::pictureLink(const BlobHash &picture)
{
    const QByteArray path = "/blobs/" + picture.value.toLatin1();
    const QString address = base() + QString::fromLatin1(path);
    if (!m_parts.credentials.areNeeded())
        return address;
    return address + u"?ticket="_s + QString::fromLatin1(m_parts.credentials.tickets().issue(path));
}

Completion ChatAnswer::completion() const
{
    const auto record = m_parts.api.registry.record(m_session);
    return {.id = m_id,
            .model = record ? record->options.model : m_request->model,
            .created = m_parts.api.clock.now().toSecsSinceEpoch()};
}

HttpFields ChatAnswer::sessionField() const
{
    return {{"x-pilothouse-session", m_session.value.toLatin1()}};
}

QString ChatAnswer::base() const
{
    const QString scheme = m_parts.credentials.isHttps(m_exchange->head()) ? u"https"_s : u"http"_s;
    return scheme + u"://"_s + QString::fromLatin1(m_exchange->head().host);
}

} // namespace pilothouse

#include "moc_chat_answer.cpp"
