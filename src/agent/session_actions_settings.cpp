// What people change of how a session works.
#include "agent/session_actions.h"
#include "store/session_options.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Pictures that people sent are scaled for the model of then: another may take smaller ones only.
Result<> takesWhatWasSent(const Journal &journal, const SessionId &id, const ModelInfo &model)
{
    const auto events = journal.events(id);
    if (!events)
        return fail(events.error());
    for (const Event &event : *events) {
        const auto *message = std::get_if<UserMessage>(&event.body);
        for (const ImageRef &image : message ? message->images : QList<ImageRef>())
            if (apiPictureSize(image.size, model.imageTier) != image.size)
                return fail(Errc::InvalidArgument,
                            u"%1 takes smaller pictures than were sent here. Start a new session "
                            "with it."_s.arg(model.id));
    }
    return {};
}

} // namespace

QCoro::Task<Result<SessionRecord>> SessionActions::change(SessionId id, SessionOptions wanted,
                                                          QString actor)
{
    const auto session = m_parts.sessions.find(id);
    if (!session)
        co_return fail(session.error());
    std::optional<SettingsChanged> change = changeTo(wanted, session->options);
    if (!change)
        co_return m_parts.registry.record(id);
    if (session->status == SessionStatus::Finished)
        co_return fail(Errc::Conflict, u"This session is finished. Start a new one."_s);
    if (wanted.model != session->options.model) {
        const ModelInfo model = m_parts.models.find(wanted.model);
        if (auto taken = takesWhatWasSent(m_parts.journal, id, model); !taken)
            co_return fail(taken.error());
    }
    change->by = actor;
    QList<EventBody> bodies;
    bodies.append(*change);
    const auto stored = co_await m_parts.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    note(auditSettings(id, *change));
    co_return m_parts.registry.record(id);
}

QCoro::Task<Result<>> SessionActions::askAgain(SessionId id, QString grant, QString actor)
{
    const auto session = m_parts.sessions.find(id);
    if (!session)
        co_return fail(session.error());
    const auto known = std::ranges::find_if(
        session->grants, [&grant](const GrantChanged &g) { return g.grant.id() == grant; });
    if (known == session->grants.end())
        co_return fail(Errc::NotFound, u"Nothing like this is allowed: it is asked about."_s);
    const GrantChanged revoked{.grant = known->grant, .by = actor, .isGranted = false};
    QList<EventBody> bodies;
    bodies.append(revoked);
    const auto stored = co_await m_parts.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    note(auditGrantRevoked(id, revoked));
    co_return Result<>();
}

} // namespace pilothouse
