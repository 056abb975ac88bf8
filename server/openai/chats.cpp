#include "openai/chats.h"

#include <QCryptographicHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPlaces = 10'000;

/// How a client names its chat; empty: not at all.
QString nameOf(const ChatRequest &request, const Exchange &exchange)
{
    const QByteArray chat = exchange.head().value("x-openwebui-chat-id");
    const QByteArray key = chat.isEmpty() ? request.user.toUtf8() : chat;
    if (key.isEmpty())
        return {};
    const QByteArray digest = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex();
    return u"chat-"_s + QString::fromLatin1(digest.first(32));
}

/// What the operator said of chats; else that of all sessions, but who reads text in a chat cannot
/// step in.
ApprovalPolicy chatApproval(std::optional<ApprovalPolicy> said, ApprovalPolicy usual)
{
    if (said)
        return *said;
    return usual == ApprovalPolicy::Auto ? ApprovalPolicy::Sensitive : usual;
}

} // namespace

Chats::Chats(const OpenAiParts &parts) : m_parts(parts), m_places(kMostPlaces) {}

QCoro::Task<Result<Chats::Place>> Chats::place(std::shared_ptr<const ChatRequest> request,
                                               ExchangePtr exchange)
{
    const QByteArray header = exchange->head().value("x-pilothouse-session");
    if (!header.isEmpty()) {
        const auto record = m_parts.api.registry.record(SessionId{QString::fromUtf8(header)});
        if (!record)
            co_return fail(record.error());
        co_return Place{.session = record->id};
    }
    const QString name = nameOf(*request, *exchange);
    const auto known = named(name);
    if (!known)
        co_return fail(known.error());
    if (*known)
        co_return Place{.session = **known};
    const SessionId *place = name.isEmpty() ? m_places.object(request->placeBefore) : nullptr;
    if (place != nullptr && m_parts.api.registry.record(*place))
        co_return Place{.session = *place};
    co_return co_await create(request, name, actorOf(*exchange));
}

QCoro::Task<Result<Chats::Place>> Chats::create(std::shared_ptr<const ChatRequest> request,
                                                QString name, QString actor)
{
    SessionOverrides wishes;
    if (m_parts.models().contains(request->model))
        wishes.model = request->model;
    if (!request->system.isEmpty())
        wishes.systemPromptSuffix = request->system;
    SessionOptions options = m_parts.api.options(wishes);
    options.approval = chatApproval(m_parts.approval, options.approval);
    if (const auto misfits = m_parts.api.misfits(options); !misfits.isEmpty())
        co_return fail(Errc::InvalidArgument, misfits.constFirst().reason);
    const auto made = co_await m_parts.api.actions.create(std::move(options), actor);
    if (!made)
        co_return fail(made.error());
    if (!name.isEmpty()) {
        const NamedConversation conversation{.session = made->id, .name = name};
        const Result<> kept = co_await m_parts.names.put(conversation);
        if (!kept)
            co_return fail(kept.error());
    }
    co_return Place{.session = made->id, .isNew = true};
}

Result<std::optional<SessionId>> Chats::named(const QString &name) const
{
    if (name.isEmpty())
        return std::optional<SessionId>();
    const auto known = m_parts.names.named(name);
    if (!known)
        return fail(known.error());
    return *known ? std::optional<SessionId>((*known)->session) : std::optional<SessionId>();
}

void Chats::remember(const ChatRequest &request, const QString &reply, const SessionId &session)
{
    m_places.insert(request.placeOf(reply), new SessionId(session));
}

} // namespace pilothouse
