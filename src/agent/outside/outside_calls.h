#pragma once

#include "core/wait.h"
#include "store/event.h"
#include "core/tool_call.h"

#include <deque>
#include <memory>

namespace pilothouse {

/// The calls of somebody outside who operates a desktop, e.g. the model of another program, on
/// their way to the run that carries them out one by one. Shared by the run and those who wait for
/// an answer. Main thread.
class OutsideCalls : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutsideCalls)
public:
    static constexpr size_t kMostWaiting = 16;

    /// One call, with the answer once there is one.
    struct Waiting
    {
        Waiting(ToolCall what, std::stop_token ends, const Clock &clock)
            : call(std::move(what)), stop(std::move(ends)), answered(clock)
        {
        }
        ToolCall call;
        std::stop_token stop; ///< it is given up
        std::optional<Result<ToolResult>> answer = {};
        Waiter answered;
    };

    /// `who`: the program, for people; `clock` outlives it.
    OutsideCalls(QString who, const Clock &clock) : m_who(std::move(who)), m_clock(clock) {}

    const QString &who() const { return m_who; }

    /// Ends with the answer. Conflict: the run has ended, or too many wait. Stopped: given up
    /// before it began.
    static QCoro::Task<Result<ToolResult>> ask(std::shared_ptr<OutsideCalls> calls, ToolCall call,
                                               std::stop_token stop);

    /// The next; null: none is there.
    std::shared_ptr<Waiting> take();
    static void answer(Waiting &waiting, Result<ToolResult> result);
    /// The run has ended, `why` is for whoever waits and comes later.
    void close(const QString &why);

signals:
    void arrived();

private:
    QString m_who;
    const Clock &m_clock;
    std::deque<std::shared_ptr<Waiting>> m_queue;
    std::optional<QString> m_closed;
};

} // namespace pilothouse
