// Desks: snapshots that outlive their session, and how files come into another one.
#include "agent/desks/snapshots.h"

#include "sandbox/limits/home_usage.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Conflict, Io: there are, or would be, too many or too much of them.
Result<> mayKeep(const QList<SavedFiles> &desks, const SavedFiles &more, const QString &name,
                 const SavedLimits &limits)
{
    int count = 1;
    qint64 bytes = more.bytes;
    for (const SavedFiles &each : desks) {
        const bool isReplaced = each.name.compare(name, Qt::CaseInsensitive) == 0;
        count += isReplaced ? 0 : 1;
        bytes += isReplaced ? 0 : each.bytes;
    }
    if (limits.desks <= 0)
        return fail(Errc::Conflict, u"This server keeps no desks."_s);
    if (count > limits.desks)
        return fail(Errc::Conflict,
                    u"There are %1 desks, as many as are kept: delete one."_s.arg(limits.desks));
    if (limits.desksBytes() > 0 && bytes > limits.desksBytes())
        return fail(Errc::Io,
                    u"All desks may take up %1 MiB together, and would take up %2 MiB: "
                    "delete one."_s.arg(inMebibytes(limits.desksBytes()), inMebibytes(bytes)));
    return {};
}

} // namespace

Result<> Snapshots::mayLeave(const SessionId &session) const
{
    if (m_desktop.homesElsewhere)
        return fail(
            Errc::Conflict,
            u"The files of this session are on a node, which keeps no copies of them yet."_s);
    const Result<bool> named = m_parts.journal.namesSecrets(session);
    if (!named)
        return fail(named.error());
    if (*named)
        return fail(Errc::Conflict,
                    u"Programs of this session may have written its secrets to their files: no "
                    "snapshot is taken. For a desk, set up a session without secrets."_s);
    return {};
}

QCoro::Task<Result<SavedFiles>> Snapshots::keepAsDesk(SavedFiles snapshot, QString name,
                                                      bool replaces)
{
    const auto desks = m_parts.saved.desks();
    if (!desks)
        co_return fail(desks.error());
    if (Result<> may = mayKeep(*desks, snapshot, name, m_desktop.saved); !may)
        co_return fail(may.error());
    const auto isCalled = [&name](const SavedFiles &each) {
        return each.name.compare(name, Qt::CaseInsensitive) == 0;
    };
    const auto former = std::ranges::find_if(*desks, isCalled);
    const bool isTaken = former != desks->end();
    if (isTaken && !replaces)
        co_return fail(Errc::Conflict, u"There is a desk of this name already."_s);
    const SavedFiles replaced = isTaken ? *former : SavedFiles();
    SavedFiles desk = snapshot;
    desk.id = randomUuid();
    desk.snapshotOf.reset();
    desk.name = name;
    desk.isAutomatic = false;
    desk.createdAt = m_parts.clock.now();
    const Result<> begun = co_await m_parts.saved.begin(desk);
    if (!begun)
        co_return fail(begun.error());
    const QFuture<Result<TreeFacts>> saving = QtConcurrent::run(
        &m_pool, saveAgain, m_desktop, placeOf(snapshot), placeOf(desk), m_stop.get_token());
    Result<TreeFacts> facts = co_await saving;
    if (facts && facts->digest != snapshot.digest) // removed, or changed by somebody
        facts = fail(Errc::Corrupt, u"The snapshot is not what was saved."_s, snapshot.id);
    const Result<> finished = co_await finish(desk, facts, replaces);
    if (!finished)
        co_return fail(finished.error());
    if (isTaken) {
        const Result<> removed = co_await remove(replaced);
        if (!removed)
            co_return fail(removed.error());
    }
    co_return desk;
}

QCoro::Task<Result<>> Snapshots::bring(SavedFiles saved, SessionId session)
{
    const bool mine = co_await waitForTurn(session);
    if (!mine)
        co_return fail(Errc::Stopped, u"The server stops."_s);
    const Turn turn(*this, session);
    const QFuture<Result<>> bringing = QtConcurrent::run(
        &m_pool, bringFiles, m_desktop, placeOf(saved), saved.digest, session, m_stop.get_token());
    const Result<> brought = co_await bringing;
    co_return brought;
}

QCoro::Task<Result<>> Snapshots::copy(SessionId from, SessionId session)
{
    const bool mine = co_await waitForTurn(session);
    if (!mine)
        co_return fail(Errc::Stopped, u"The server stops."_s);
    const Turn turn(*this, session);
    const QFuture<Result<>> copying =
        QtConcurrent::run(&m_pool, copyFiles, m_desktop, from, session, m_stop.get_token());
    const Result<> copied = co_await copying;
    co_return copied;
}

} // namespace pilothouse
