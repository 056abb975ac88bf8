#pragma once

#include "agent/call_batch.h"
#include "agent/conversation.h"
#include "agent/run_loop.h"
#include "model/model_client.h"

namespace pilothouse {

/// One run: asks the model, carries out what it asks for, tells it the outcome, until it asks for
/// nothing more, a budget is used up, something fails, or somebody stops it. Everything is stored
/// before it is told or acted upon. While a person has the wheel it asks and does nothing. Main
/// thread; used once; outlives its task.
class AgentLoop final : public RunLoop
{
    Q_DISABLE_COPY_MOVE(AgentLoop)
public:
    struct Options
    {
        QString apiKey = {};        ///< overrides the configured key; stays in memory
        std::stop_token pause = {}; ///< ends the run before its next step, as paused
        ProgressSink progress = {};
    };

    AgentLoop(RunParts parts, SessionRecord session, Options options);

    QCoro::Task<RunEnded> run(std::stop_token stop) override;
    void setBudget(const BudgetConfig &budget) override { m_run.setBudget(budget); }
    void desktopDied(const Error &reason) override { m_run.desktopDied(reason); }

private:
    /// The next reply with all its blocks stored; nothing: none came, or none that can be used.
    QCoro::Task<std::optional<ModelReply>> nextReply(std::stop_token stop);
    QCoro::Task<bool> store(ModelReply reply);
    /// A conversation that has outgrown its request goes on from a summary; else the run ends.
    QCoro::Task<> goOnAfter(Error error, std::stop_token stop);
    /// Lets the model sum up the conversation, and begins it anew.
    QCoro::Task<> summarise(std::stop_token stop);

    ModelRequest request();
    void judge(const ModelReply &reply);
    void endIfIdle(const ModelReply &reply);
    void retryOrEnd(const ModelReply &reply);
    TurnEnded turnEnded(const ModelReply &reply) const;

    RunParts m_parts;
    Options m_options;
    OpenRun m_run;
    Conversation m_conversation;
    LoopDetector m_loopDetector;
    WheelWatch m_wheel;
    int m_maxOutputTokens = 0; // 0: as configured
    int m_pauses = 0;          // in words, in a row
};

} // namespace pilothouse
