#include "core/log.h"
#include "core/wait.h"
#include "kubernetes/claims.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds kBetweenTries = 1s; // to reach a pod that is ready
}

QCoro::Task<NodePlaces::Opened> Claims::place(SessionId session, Open open, std::stop_token stop)
{
    co_await untilLetGo(session, stop);
    Attempt attempt{.session = session,
                    .open = std::move(open),
                    .deadline = Deadline(m_clock, m_settings.cluster.patience)};
    m_held.insert(session);
    const Result<> claimed = co_await claim(attempt, stop);
    if (!claimed) {
        m_held.remove(session);
        co_return fail(claimed.error());
    }
    auto bench = co_await openWhenReady(attempt, stop);
    if (bench)
        co_return bench;
    m_held.remove(session); // nobody waits for it any more
    ++m_leaving[session];
    const bool keeps = !attempt.isNew && m_settings.cluster.keep.count() > 0;
    m_tasks.launch([this, session, keeps](std::stop_token) { return letGo(session, keeps); });
    co_return fail(bench.error());
}

/// Has the session's claim, a new one or the one that is there, be wanted and awake.
QCoro::Task<Result<>> Claims::claim(Attempt &attempt, std::stop_token stop)
{
    const QString target = claimsPath(m_client.space(), claimName(attempt.session));
    while (true) {
        const Result<bool> made = co_await make(attempt.session, stop);
        if (!made)
            co_return fail(made.error());
        attempt.isNew = *made;
        if (attempt.isNew)
            co_return Result<>();
        const Result<QJsonObject> known = co_await ask("GET", target, QJsonObject(), stop);
        if (!known && known.error().code != Errc::NotFound)
            co_return fail(known.error());
        const ClaimState state = known ? claimState(*known) : ClaimState();
        if (known && state.stage != ClaimState::Stage::Over) {
            const Result<> awake = co_await wake(attempt.session, state, stop);
            if (awake || awake.error().code != Errc::NotFound)
                co_return awake;
        } else if (known) { // its name is free when it is gone
            co_await remove(attempt.session);
        }
        if (attempt.deadline.hasPassed())
            co_return fail(Errc::Unavailable,
                           u"The desktop that this session had is still being removed."_s);
        co_await sleepFor(m_clock, kBetweenTries, stop);
    }
}

/// True: it is new. False: there is one.
QCoro::Task<Result<bool>> Claims::make(SessionId session, std::stop_token stop)
{
    const ClaimWish wish{.session = session, .pool = m_settings.cluster.pool, .until = leaseEnd()};
    // What the cluster does not know it would leave out: without an end, a pod could stay for ever.
    const QString target = claimsPath(m_client.space()) + u"?fieldValidation=Strict"_s;
    const Result<QJsonObject> made = co_await ask("POST", target, claimObject(wish), stop);
    if (!made && made.error().code == Errc::Conflict)
        co_return false;
    if (!made)
        co_return fail(made.error());
    co_return true;
}

QCoro::Task<Result<>> Claims::wake(SessionId session, ClaimState state, std::stop_token stop)
{
    const QString target = claimsPath(m_client.space(), claimName(session));
    const Result<QJsonObject> wanted =
        co_await ask("PATCH", target, lifetimePatch(leaseEnd()), stop);
    if (!wanted)
        co_return fail(wanted.error());
    if (state.sandbox.isEmpty())
        co_return Result<>();
    const Result<QJsonObject> awake = co_await ask(
        "PATCH", sandboxPath(m_client.space(), state.sandbox), operatingPatch(true), stop);
    if (!awake && awake.error().code != Errc::NotFound) // the cluster makes another one
        co_return fail(awake.error());
    co_return Result<>();
}

QCoro::Task<NodePlaces::Opened> Claims::openWhenReady(Attempt &attempt, std::stop_token stop)
{
    using Stage = ClaimState::Stage;
    const QString name = claimName(attempt.session);
    Waiter waiter(m_clock);
    connect(&m_watch, &ClaimWatch::changed, &waiter, &Waiter::wake);
    while (!stop.stop_requested() && !attempt.deadline.hasPassed()) {
        const QJsonObject known = m_watch.claim(name);
        const ClaimState state = known.isEmpty() ? ClaimState() : claimState(known);
        attempt.words = state.words;
        if (state.stage == Stage::Failed)
            break;
        if (state.stage != Stage::Ready) {
            co_await waiter.wait(stop, attempt.deadline.left());
            continue;
        }
        auto bench = co_await attempt.open(nodeAt(state.address));
        if (bench || bench.error().code != Errc::Unavailable)
            co_return bench;
        attempt.words = bench.error().message; // it may be of a pod that is going
        co_await sleepFor(m_clock, kBetweenTries, stop);
    }
    if (stop.stop_requested())
        co_return fail(Errc::Stopped, u"Stopped."_s);
    const Error why = co_await failure(attempt, stop);
    co_return fail(why);
}

/// The Sandbox may know more than the claim tells.
QCoro::Task<Error> Claims::failure(Attempt &attempt, std::stop_token stop)
{
    QString words = attempt.words;
    const ClaimState state = claimState(m_watch.claim(claimName(attempt.session)));
    if (!state.sandbox.isEmpty() && state.stage == ClaimState::Stage::Coming) {
        const Result<QJsonObject> sandbox =
            co_await ask("GET", sandboxPath(m_client.space(), state.sandbox), QJsonObject(), stop);
        const QJsonObject status = sandbox ? sandbox->value("status"_L1).toObject() : QJsonObject();
        const QString told = wordsOfConditions(status.value("conditions"_L1).toArray());
        if (!told.isEmpty())
            words = told;
    }
    if (words.isEmpty())
        words = u"the cluster does not say why"_s;
    while (words.endsWith(u'.'))
        words.chop(1);
    co_return Error{Errc::Unavailable,
                    u"The cluster has no desktop for this session: %1."_s.arg(words)};
}

} // namespace pilothouse
