#pragma once

#include "core/clock.h"
#include "core/wait.h"
#include "wire/to_node.h"
#include "wire/to_server.h"
#include "workbench/workbench.h"

namespace pilothouse {

/// Carries out on a workbench what a server asks for. Tool calls wait for one another. Main thread.
/// Bench and clock outlive it; it outlives what it carries out.
class QuestionRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QuestionRunner)
public:
    QuestionRunner(Workbench &bench, const Clock &clock) : m_bench(bench), m_clock(clock) {}
    /// The answer, without an id.
    QCoro::Task<LinkAnswer> answer(Question question, std::stop_token stop);

signals:
    void toolEnded();

private:
    QCoro::Task<Result<WireFrame>> valueOfAnswer(Question question, std::stop_token stop);
    QCoro::Task<Result<WireFrame>> runTool(ToolCall call, std::stop_token stop);
    QCoro::Task<Result<WireFrame>> lookAtScreen(bool withPointer, std::stop_token stop);
    QHash<QString, CallTarget> targetsIn(const QString &text) const;

    Workbench &m_bench;
    const Clock &m_clock;
    bool m_toolRuns = false;
};

} // namespace pilothouse
