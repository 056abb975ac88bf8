#include "agent/desks/snapshots.h"

#include "core/log.h"
#include "core/wait.h"
#include "sandbox/limits/home_usage.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

#include <algorithm>
#include <numeric>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whether a session's files can be otherwise after it than before.
bool canChangeFiles(const Event &event)
{
    return std::holds_alternative<ToolStarted>(event.body) ||
           std::holds_alternative<ToolResult>(event.body) ||
           std::holds_alternative<ControlChanged>(event.body) ||
           std::holds_alternative<FilesRestored>(event.body);
}

bool changesBetween(const QList<Event> &events, EventSeq after, EventSeq upTo)
{
    return std::ranges::any_of(events, [after, upTo](const Event &event) {
        return event.seq > after && event.seq <= upTo && canChangeFiles(event);
    });
}

Failure stopped()
{
    return fail(Errc::Stopped, u"The server stops."_s);
}

} // namespace

QString placeOf(const SavedFiles &saved)
{
    return saved.snapshotOf ? snapshotPlace(*saved.snapshotOf, saved.id) : deskPlace(saved.id);
}

Snapshots::Snapshots(Parts parts, DesktopConfig desktop)
    : m_parts(parts), m_desktop(std::move(desktop))
{
    m_pool.setMaxThreadCount(2);
    if (m_desktop.saved.snapshots > 0 && !m_desktop.savedDir.isEmpty())
        connect(&m_parts.journal, &Journal::appended, this, &Snapshots::follow);
}

// Before the agent begins, for people may have changed something since; and after it has ended.
void Snapshots::follow(const Event &event)
{
    const bool isTime = std::holds_alternative<UserMessage>(event.body) ||
                        std::holds_alternative<RunEnded>(event.body);
    if (!isTime || m_waiting.contains(event.session))
        return;
    m_waiting.insert(event.session);
    m_tasks.launch([this, session = event.session](std::stop_token) -> QCoro::Task<> {
        const Result<SavedFiles> taken = co_await take(session, By::Itself);
        const bool isWrong = !taken && taken.error().code != Errc::Stopped &&
                             taken.error().code != Errc::NotFound &&
                             taken.error().code != Errc::Conflict;
        if (isWrong)
            qCWarning(logAgent) << "no snapshot of session" << session.value
                                << taken.error().message << taken.error().detail;
    });
}

/// False: it stops. True: the caller has the session, and makes a Turn of it.
QCoro::Task<bool> Snapshots::waitForTurn(SessionId session)
{
    Waiter waiter(m_parts.clock);
    connect(this, &Snapshots::freed, &waiter, &Waiter::wake);
    while (m_busy.contains(session) && !m_stop.stop_requested())
        co_await waiter.wait(m_stop.get_token(), 60s);
    if (m_stop.stop_requested())
        co_return false;
    m_busy.insert(session);
    co_return true;
}

QCoro::Task<Result<SavedFiles>> Snapshots::take(SessionId session, By by)
{
    const bool mine = co_await waitForTurn(session);
    m_waiting.remove(session);
    if (!mine)
        co_return stopped();
    const Turn turn(*this, session);
    const auto record = m_parts.sessions.find(session);
    if (!record)
        co_return fail(record.error());
    const Result<> may = mayLeave(session);
    if (!may)
        co_return fail(may.error());
    if (m_desktop.saved.snapshots <= 0)
        co_return fail(Errc::Conflict, u"This server keeps no snapshots."_s);
    const auto known = m_parts.saved.snapshotsOf(session);
    if (!known)
        co_return fail(known.error());
    std::optional<SavedFiles> latest;
    if (!known->isEmpty()) {
        latest = known->first();
        const auto same = co_await unchanged(*latest, record->lastSeq, by);
        if (!same)
            co_return fail(same.error());
        if (*same)
            co_return **same;
    }
    const Result<> room = co_await makeRoom(*known);
    if (!room)
        co_return fail(room.error());
    Result<SavedFiles> saved = co_await save(session, record->lastSeq, by, std::move(latest));
    co_return saved;
}

/// The latest snapshot, if the files are as in it.
QCoro::Task<Result<std::optional<SavedFiles>>> Snapshots::unchanged(SavedFiles latest, EventSeq now,
                                                                    By by)
{
    const QFuture<Result<TreeFacts>> looking =
        QtConcurrent::run(&m_pool, surveyFiles, m_desktop, *latest.snapshotOf, m_stop.get_token());
    const Result<TreeFacts> found = co_await looking;
    if (!found)
        co_return fail(found.error());
    if (found->digest != latest.digest)
        co_return std::optional<SavedFiles>();
    latest.untilSeq = now;
    latest.isAutomatic = latest.isAutomatic && by == By::Itself;
    const Result<> stored = co_await m_parts.saved.update(latest);
    if (!stored)
        co_return fail(stored.error());
    co_return std::optional<SavedFiles>(std::move(latest));
}

/// For one more.
QCoro::Task<Result<>> Snapshots::makeRoom(QList<SavedFiles> known)
{
    while (known.size() >= m_desktop.saved.snapshots) {
        const auto oldest = std::find_if(known.crbegin(), known.crend(),
                                         [](const SavedFiles &each) { return each.isAutomatic; });
        if (oldest == known.crend())
            co_return fail(Errc::Conflict,
                           u"This session has %1 snapshots, as many as are kept: delete one."_s.arg(
                               m_desktop.saved.snapshots));
        const SavedFiles gone = known.takeAt(known.crend() - oldest - 1);
        const Result<> removed = co_await remove(gone);
        if (!removed)
            co_return removed;
    }
    co_return Result<>();
}

QCoro::Task<Result<SavedFiles>> Snapshots::save(SessionId session, EventSeq now, By by,
                                                std::optional<SavedFiles> former)
{
    SavedFiles saved{.id = randomUuid(), .snapshotOf = session, .origin = session};
    saved.seq = now;
    saved.untilSeq = now;
    saved.isAutomatic = by == By::Itself;
    saved.createdAt = m_parts.clock.now();
    const Result<> begun = co_await m_parts.saved.begin(saved);
    if (!begun)
        co_return fail(begun.error());
    std::optional<FormerSave> shared;
    if (former)
        shared = FormerSave{placeOf(*former), former->createdAt};
    const QFuture<Result<TreeFacts>> saving =
        QtConcurrent::run(&m_pool, saveFiles, m_desktop, session, placeOf(saved), shared,
                          m_desktop.saved.snapshotsBytes(), m_stop.get_token());
    const Result<TreeFacts> facts = co_await saving;
    const Result<> finished = co_await finish(saved, facts, false);
    if (!finished)
        co_return fail(finished.error());
    saved.files = facts->files;
    saved.bytes = facts->bytes;
    saved.digest = facts->digest;
    const Result<> fits = co_await fitIn(saved);
    if (!fits)
        co_return fail(fits.error());
    co_return saved;
}

/// Its row is whole from here on; or nothing is left of it.
QCoro::Task<Result<>> Snapshots::finish(SavedFiles saved, Result<TreeFacts> facts, bool replaces)
{
    Result<> done = facts ? Result<>() : fail(facts.error());
    if (facts) {
        saved.files = facts->files;
        saved.bytes = facts->bytes;
        saved.digest = facts->digest;
        done = co_await m_parts.saved.finish(saved, replaces);
    }
    if (!done)
        co_await remove(saved);
    co_return done;
}

/// Older ones go until all take up no more than they may; then it.
QCoro::Task<Result<>> Snapshots::fitIn(SavedFiles fresh)
{
    const qint64 most = m_desktop.saved.snapshotsBytes();
    while (most > 0) {
        const QFuture<qint64> measuring =
            QtConcurrent::run(&m_pool, snapshotBytes, m_desktop, *fresh.snapshotOf);
        const qint64 used = co_await measuring;
        if (used <= most)
            break;
        const auto known = m_parts.saved.snapshotsOf(*fresh.snapshotOf);
        if (!known)
            co_return fail(known.error());
        const auto oldest =
            std::find_if(known->crbegin(), known->crend(), [&fresh](const SavedFiles &each) {
                return each.isAutomatic && each.id != fresh.id;
            });
        const bool isLast = oldest == known->crend();
        const SavedFiles gone = isLast ? fresh : *oldest;
        const Result<> removed = co_await remove(gone);
        if (!removed)
            co_return removed;
        if (isLast)
            co_return fail(Errc::Io,
                           u"The snapshots of this session may take up %1 MiB together: "
                           "delete some before you take another one."_s.arg(inMebibytes(most)));
    }
    co_return Result<>();
}

QCoro::Task<Result<>> Snapshots::remove(SavedFiles saved)
{
    const Result<> retired = co_await m_parts.saved.retire(saved.id);
    if (!retired)
        co_return retired;
    const QFuture<Result<>> removing =
        QtConcurrent::run(&m_pool, removeSaved, m_desktop, placeOf(saved));
    const Result<> removed = co_await removing;
    if (!removed)
        co_return removed;
    const Result<> forgotten = co_await m_parts.saved.remove(saved.id);
    co_return forgotten;
}

Result<std::optional<SavedFiles>> Snapshots::ofMoment(const QList<Event> &events,
                                                      EventSeq seq) const
{
    if (events.isEmpty())
        return std::optional<SavedFiles>();
    const auto known = m_parts.saved.snapshotsOf(events.first().session);
    if (!known)
        return fail(known.error());
    for (const SavedFiles &each : *known) {
        const bool isWithin = each.seq <= seq && seq <= each.untilSeq;
        const bool isBefore = each.untilSeq < seq && !changesBetween(events, each.untilSeq, seq);
        const bool isAfter = seq < each.seq && !changesBetween(events, seq, each.seq);
        if (isWithin || isBefore || isAfter)
            return std::optional<SavedFiles>(each);
    }
    return std::optional<SavedFiles>();
}

QCoro::Task<> Snapshots::recover()
{
    const QFuture<void> sweeping = QtConcurrent::run(&m_pool, sweepWork, m_desktop);
    co_await sweeping;
    const auto unfinished = m_parts.saved.unfinished();
    if (!unfinished) {
        qCWarning(logAgent) << unfinished.error().message << unfinished.error().detail;
        co_return;
    }
    for (const SavedFiles &each : *unfinished) {
        const Result<> removed = co_await remove(each);
        if (!removed)
            qCWarning(logAgent) << removed.error().message << removed.error().detail;
    }
}

QCoro::Task<> Snapshots::stop()
{
    m_stop.request_stop();
    co_await m_tasks.allEnded(m_parts.clock);
}

} // namespace pilothouse

#include "moc_snapshots.cpp"
