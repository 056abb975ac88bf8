// What people do with messages.
#include "agent/session_actions.h"

namespace pilothouse {

QCoro::Task<Result<>> SessionActions::submit(SessionId id, QString text, QString apiKey,
                                             QString actor, QList<QByteArray> pictures)
{
    const auto sent = co_await store(id, pictures);
    if (!sent)
        co_return fail(sent.error());
    const auto acceptance = std::make_shared<Acceptance>();
    if (const auto begun = begin(id, text, apiKey, acceptance, sent->images); !begun) {
        m_pictures.drop(*sent);
        co_return begun;
    }
    const Result<> stored = co_await untilSettled(acceptance, m_parts.registry.clock());
    if (!stored) {
        if (acceptance->outcome()) // else it may be stored later
            m_pictures.drop(*sent);
        co_return stored;
    }
    note(auditText(actor, id, AuditAction::MessageSent, text));
    const Result<> kept = co_await m_pictures.keep(*sent);
    co_return kept;
}

QCoro::Task<Result<MessagePictures::Stored>> SessionActions::store(SessionId id,
                                                                   QList<QByteArray> pictures)
{
    const auto session = m_parts.sessions.find(id);
    if (!session)
        co_return fail(session.error());
    if (pictures.isEmpty())
        co_return MessagePictures::Stored();
    const QString model = session->options.model;
    const auto stored = co_await m_pictures.store(pictures, model);
    co_return stored;
}

Result<> SessionActions::begin(const SessionId &id, const QString &text, const QString &apiKey,
                               const std::shared_ptr<Acceptance> &acceptance,
                               const QList<ImageRef> &images)
{
    const Result<Session *> session = m_parts.registry.open(id);
    if (!session)
        return fail(session.error());
    return (*session)->submit(text, apiKey, acceptance, images);
}

} // namespace pilothouse
