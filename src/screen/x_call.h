#pragma once

#include "core/wait.h"
#include "screen/x_thread.h"

#include <optional>

namespace pilothouse {

/// One call from the main thread to the X thread. Shared by both: either may be gone first.
template <typename T> struct XCall
{
    std::mutex mutex;         ///< guards the two below
    Waiter *waiter = nullptr; ///< in the waiting coroutine's frame
    std::optional<Result<T>> result;
    std::stop_source stop;

    void finish(Result<T> outcome)
    {
        const std::lock_guard lock(mutex);
        result = std::move(outcome);
        if (waiter)
            waiter->wake();
    }
    Result<T> take()
    {
        const std::lock_guard lock(mutex);
        waiter = nullptr;
        if (result)
            return std::move(*result);
        return fail(Errc::Stopped, QStringLiteral("Stopped; the X server does not answer."));
    }
};

/// Longest call that makes sense (a very long text); every wait has an end.
inline constexpr std::chrono::hours kLongestCall{1};
/// How long a stopped call may take to let go of what it holds, before its caller goes on anyway.
inline constexpr std::chrono::seconds kStopGrace{1};

/// Runs `job` on `thread` after all earlier ones and waits for its result by `clock`. `ending` is
/// asked to stop when the display is destroyed. After the first suspension this touches neither
/// `thread` nor its owner.
template <typename T>
QCoro::Task<Result<T>> callOn(XThread &thread, const Clock &clock, std::stop_token ending,
                              std::function<Result<T>(const std::stop_token &)> job,
                              std::stop_token stop)
{
    const auto call = std::make_shared<XCall<T>>();
    Waiter waiter(clock);
    call->waiter = &waiter;
    const auto ask = [call] { call->stop.request_stop(); };
    const std::stop_callback onStop(stop, ask);
    const std::stop_callback onEnding(ending, ask);
    thread.post([call, job = std::move(job)] { call->finish(job(call->stop.get_token())); });
    const Woken woken = co_await waiter.wait(stop, kLongestCall);
    if (woken != Woken::Ready) {
        ask();
        const std::stop_token never;
        co_await waiter.wait(never, kStopGrace);
    }
    co_return call->take();
}

} // namespace pilothouse
