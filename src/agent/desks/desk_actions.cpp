#include "agent/desks/desk_actions.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QCoro::Task<Result<SavedFiles>> DeskActions::take(SessionId session, QString desk, bool replaces,
                                                  QString actor)
{
    Result<SavedFiles> taken = co_await m_parts.snapshots.take(session, Snapshots::By::Person);
    if (!taken)
        co_return taken;
    m_parts.audit.append(auditSnapshot(actor, session, AuditAction::SnapshotTaken, taken->id));
    if (desk.isEmpty())
        co_return taken;
    const auto kept = co_await m_parts.snapshots.keepAsDesk(*taken, desk, replaces);
    if (!kept)
        co_return fail(kept.error());
    m_parts.audit.append(auditDesk(actor, session, AuditAction::DeskSaved, desk));
    taken->name = kept->name;
    co_return taken;
}

QCoro::Task<Result<SessionRecord>> DeskActions::restore(SessionId session, QString snapshot,
                                                        QString actor)
{
    const auto record = m_parts.sessions.find(session);
    if (!record)
        co_return fail(record.error());
    const auto saved = m_parts.snapshots.saved().snapshot(session, snapshot);
    if (!saved)
        co_return fail(saved.error());
    const Session *open = m_parts.registry.find(session);
    if (open && !open->isAtRest())
        co_return fail(Errc::Conflict,
                       u"The session is at work. Stop it, or hand back the wheel, and then put its "
                       "files back."_s);
    if (!m_parts.registry.hold(session))
        co_return fail(Errc::Conflict,
                       u"The files of this session are being put back or deleted already."_s);
    const Result<> done = co_await putBack(*saved, actor);
    m_parts.registry.release(session);
    if (!done)
        co_return fail(done.error());
    co_return m_parts.registry.record(session);
}

/// Nobody can open the session meanwhile.
QCoro::Task<Result<>> DeskActions::putBack(SavedFiles snapshot, QString actor)
{
    const SessionId session = *snapshot.snapshotOf;
    co_await m_parts.registry.close(session);
    const auto before = co_await m_parts.snapshots.take(session, Snapshots::By::Itself);
    const bool isFull = !before && before.error().code == Errc::Conflict;
    if (!before && !isFull)
        co_return fail(before.error());
    // It may have had to go for the one that was just taken.
    const auto still = m_parts.snapshots.saved().snapshot(session, snapshot.id);
    if (!still)
        co_return fail(still.error());
    const Result<> brought = co_await m_parts.snapshots.bring(*still, session);
    if (!brought)
        co_return brought;
    QList<EventBody> bodies;
    bodies.append(FilesRestored{
        .snapshot = snapshot.id, .seq = snapshot.seq, .savedAt = snapshot.createdAt, .by = actor});
    const auto stored = co_await m_parts.journal.append(session, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    m_parts.audit.append(auditSnapshot(actor, session, AuditAction::FilesRestored, snapshot.id));
    co_return Result<>();
}

QCoro::Task<Result<>> DeskActions::removeSnapshot(SessionId session, QString snapshot,
                                                  QString actor)
{
    const auto saved = m_parts.snapshots.saved().snapshot(session, snapshot);
    if (!saved)
        co_return fail(saved.error());
    const Result<> removed = co_await m_parts.snapshots.remove(*saved);
    if (removed)
        m_parts.audit.append(auditSnapshot(actor, session, AuditAction::SnapshotRemoved, snapshot));
    co_return removed;
}

QCoro::Task<Result<>> DeskActions::removeDesk(QString name, QString actor)
{
    const auto desk = m_parts.snapshots.saved().desk(name);
    if (!desk)
        co_return fail(desk.error());
    const Result<> removed = co_await m_parts.snapshots.remove(*desk);
    if (removed)
        m_parts.audit.append(auditDesk(actor, {}, AuditAction::DeskRemoved, desk->name));
    co_return removed;
}

} // namespace pilothouse
