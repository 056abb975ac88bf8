#pragma once

#include "agent/approvals.h"
#include "agent/loop_detector.h"
#include "agent/pictures.h"
#include "agent/wheel.h"
#include "agent/workbench.h"
#include "core/clock.h"
#include "model/model_client.h"
#include "store/blob_store.h"
#include "store/journal.h"
#include "store/session_store.h"

#include <variant>

namespace pilothouse {

class Waiter;

/// One run: asks the model, carries out what it asks for, tells it the outcome, until it asks for
/// nothing more, a budget is used up, something fails, or somebody stops it. Everything is stored
/// before it is told or acted upon. While a person has the wheel it asks and does nothing. Main
/// thread; used once; outlives its task.
class AgentLoop
{
    Q_DISABLE_COPY_MOVE(AgentLoop)
public:
    struct Parts
    {
        Journal &journal;
        BlobStore &blobs;
        ModelClient &model;
        Workbench &bench;
        Approvals &approvals;
        Wheel &wheel;
        const Clock &clock;
        Pictures &pictures;
    };

    /// `apiKey` overrides the configured key for this run; it stays in memory.
    AgentLoop(Parts parts, SessionRecord session, QString apiKey, ProgressSink progress);

    /// Runs to the end and returns how it ended, which is also the last event it stored. Every call
    /// of the model has its result in the journal then, also after a stop.
    QCoro::Task<RunEnded> run(std::stop_token stop);

    /// Ends the run before its next step, as paused.
    void pause();

    /// Why the desktop is gone: the run then ends as an error instead of as interrupted.
    /// The caller stops the run as well.
    void setFatal(Error reason) { m_fatal = std::move(reason); }

private:
    /// The next reply with all its blocks stored; nothing: the run is over and m_end says why.
    QCoro::Task<std::optional<ModelReply>> nextReply(std::stop_token stop);
    QCoro::Task<Result<>> store(ModelReply reply);
    /// Lets the model sum up a conversation that has outgrown its request, and begins it anew.
    QCoro::Task<Result<>> summarise(std::stop_token stop);
    /// Answers every call, also after a stop or a failed action.
    QCoro::Task<Result<>> answer(QList<ToolCall> calls, std::stop_token stop);
    QCoro::Task<Result<ToolResult>> answerTo(ToolCall call, std::stop_token stop);
    QCoro::Task<Result<ToolResult>> carryOut(ToolCall call, std::stop_token stop);
    struct Allowed
    {
        ToolCall call;       ///< perhaps edited
        QString remark = {}; ///< of the person who allowed it, for the model
    };
    /// The call as allowed, or the refusal to answer with.
    using Answered = std::variant<Allowed, ToolResult>;
    QCoro::Task<Result<Answered>> approve(ToolCall call, std::stop_token stop);
    /// Returns when the agent has the wheel, or when the run must end.
    QCoro::Task<Result<>> waitForWheel(std::stop_token stop);
    /// The answer to a call that cannot be carried out any more, because the run ends or because a
    /// person has had the wheel since the model last looked; nothing: it can.
    QCoro::Task<Result<std::optional<ToolResult>>> answerInstead(ToolCall call,
                                                                 std::stop_token stop);
    /// Runs the tool; what it does on the screen ends at once when a person takes the wheel, and
    /// leaves no picture.
    QCoro::Task<ToolOutcome> runUnlessTaken(ToolCall call, std::stop_token stop);
    /// A person has it, or had it since the model was last told.
    bool wheelWasTaken() const;
    /// Says that a person had the wheel; the first time in a turn with a picture.
    QCoro::Task<Result<ToolResult>> tellOfWheel(ToolCall call, std::stop_token stop);
    QCoro::Task<Result<ToolResult>> toResult(ToolCall call, ToolOutcome outcome,
                                             std::chrono::milliseconds duration);
    QCoro::Task<Result<>> keepPictures(ToolResult result);
    QCoro::Task<Result<>> append(EventBody body, std::optional<SessionStatus> status = {});

    ModelRequest request();
    void noteGonePictures(Event &event);
    void count(const ModelReply &reply);
    TurnEnded turnEnded(const ModelReply &reply) const;
    Result<Picture> picture(const ImageRef &image);
    std::optional<QString> exceeded() const;
    ToolResult refusal(const ToolCall &call, const QString &text) const;
    ToolResult stopped(const ToolCall &call) const;
    void end(RunOutcome outcome, const QString &message);
    void judge(const ModelReply &reply);
    void retryOrEnd(const ModelReply &reply);
    RunEnded summary(bool stopped) const;

    /// How far the calls of one reply have come.
    struct Batch
    {
        bool halted = false;      // a computer action failed
        QString toldOfWheel = {}; // what is said instead of acting
        bool hasLooked = false;   // after that
    };

    Parts m_parts;
    SessionRecord m_session;
    QString m_apiKey;
    ProgressSink m_progress;
    RunId m_run;
    LoopDetector m_loopDetector;
    QList<Event> m_events; // of the whole session, as stored
    std::chrono::milliseconds m_started{0};
    int m_maxOutputTokens = 0; // 0: as configured
    int m_steps = 0;
    Usage m_usage; // of this run
    double m_costUsd = 0;
    Batch m_batch;
    std::chrono::milliseconds m_waited{0}; // for a person at the wheel
    Waiter *m_waiting = nullptr;           // lives in the frame of waitForWheel()
    bool m_pauseAsked = false;
    std::optional<Error> m_fatal;
    std::optional<RunEnded> m_end;
};

} // namespace pilothouse
