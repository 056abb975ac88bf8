#include "agent/upkeep/session_removal.h"

#include "agent/pictures/session_pictures.h"
#include "core/log.h"
#include "sandbox/desks/saved_files.h"
#include "sandbox/session_home.h"

#include <QCoroFuture>
#include <QDir>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;

QCoro::Task<Result<>> SessionRemoval::removeSession(SessionId session, QString actor)
{
    return remove(session, auditSession(actor, session, AuditAction::SessionDeleted));
}

QCoro::Task<Result<>> SessionRemoval::expireSession(SessionId session)
{
    return remove(session, auditSession(u"server"_s, session, AuditAction::SessionExpired));
}

// Nobody may open the session from here on: it would get a desktop in a home that goes away.
QCoro::Task<Result<>> SessionRemoval::remove(SessionId session, AuditEntry entry)
{
    if (m_parts.registry.isHeld(session))
        co_return fail(Errc::Conflict,
                       u"The files of this session are being put back. Try again in a moment."_s);
    // First: its row may be gone while the rest of it is still being removed.
    if (!m_parts.registry.bar(session))
        co_return fail(Errc::Conflict, u"This session is being deleted already."_s);
    if (const auto found = m_parts.sessions.find(session); !found) {
        m_parts.registry.unbar(session);
        co_return fail(found.error());
    }
    const Result<> erased = co_await erase(session, std::move(entry));
    m_parts.registry.unbar(session);
    if (erased)
        emit m_parts.registry.removed(session);
    co_return erased;
}

// The files first: a crash in between leaves a session that can be deleted once more, while a home
// without a session would stay for ever.
QCoro::Task<Result<>> SessionRemoval::erase(SessionId session, AuditEntry entry)
{
    co_await m_parts.registry.close(session);
    const DesktopConfig desktop = m_desktop;
    const QFuture<Result<>> future = QtConcurrent::run([desktop, session] {
        const Result<> removed = removeHome(desktop, session);
        return removed ? removeSnapshots(desktop, session) : removed;
    });
    Result<> filesRemoved = co_await future;
    if (filesRemoved && m_elsewhere)
        filesRemoved = co_await m_elsewhere(session);
    if (!filesRemoved)
        co_return filesRemoved;
    auto orphans =
        co_await m_parts.sessions.remove(session, m_parts.audit.writing(std::move(entry)));
    if (!orphans)
        co_return fail(orphans.error());
    SessionPictures::removeUnneeded(*orphans, m_parts.sessions, m_parts.blobs);
    qCInfo(logAgent) << "deleted session" << session.value;
    co_return Result<>();
}

QList<SessionId> SessionRemoval::leftHomes() const
{
    QList<SessionId> left;
    const QStringList names = QDir(m_desktop.homesDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const SessionId session{name};
        const auto known = m_parts.sessions.find(session);
        if (known || known.error().code != Errc::NotFound)
            continue;
        if (m_parts.audit.tellsOfDeletion(session).value_or(false))
            left.append(session);
    }
    return left;
}

QCoro::Task<int> SessionRemoval::sweepHomes()
{
    int removed = 0;
    if (m_desktop.homesDir.isEmpty())
        co_return removed;
    const QList<SessionId> left = leftHomes();
    const DesktopConfig desktop = m_desktop;
    for (const SessionId &session : left) {
        const QFuture<Result<>> future =
            QtConcurrent::run([desktop, session] { return removeHome(desktop, session); });
        const Result<> done = co_await future;
        if (done)
            ++removed;
        else
            qCWarning(logAgent) << done.error().message << done.error().detail;
    }
    co_return removed;
}

} // namespace pilothouse
