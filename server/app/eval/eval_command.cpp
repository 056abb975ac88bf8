#include "app/eval/eval_command.h"

#include "app/complain.h"
#include "app/engine.h"
#include "app/eval/result_file.h"
#include "app/eval/result_table.h"
#include "app/eval/task_run.h"
#include "app/model_provider.h"
#include "app/signals.h"
#include "core/task_scope.h"

#include <algorithm>
#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUnreadable = 2;
constexpr int kInterrupted = 130;

void printOut(const QString &text)
{
    std::fputs(qPrintable(text), stdout);
    std::fflush(stdout);
}

/// The suite at work: as many tasks at once as asked for.
class Evaluation
{
public:
    Evaluation(Engine &engine, ResultFile &results, QList<SkillTask> tasks, TaskRunOptions options)
        : m_engine(engine), m_results(results), m_left(std::move(tasks)),
          m_options(std::move(options))
    {
        QObject::connect(&m_signals, &StopSignals::received, &m_signals, [this] {
            m_isInterrupted = true;
            m_tasks.stop();
        });
    }

    QCoro::Task<> allDone(int parallel)
    {
        for (int i = 0; i < parallel; ++i)
            m_tasks.launch([this](std::stop_token stop) { return worker(stop); });
        co_await m_tasks.allEnded(m_engine.clock());
    }

    bool isInterrupted() const { return m_isInterrupted; }
    const Result<> &written() const { return m_written; }

private:
    QCoro::Task<> worker(std::stop_token stop)
    {
        while (!m_left.isEmpty() && !stop.stop_requested()) {
            SkillTask task = m_left.takeFirst();
            const auto result = co_await runSkillTask(m_engine, std::move(task), m_options, stop);
            if (!result)
                co_return;
            printOut(resultLine(*result) + u'\n');
            if (auto written = m_results.add(*result); !written)
                m_written = written;
        }
    }

    Engine &m_engine;
    ResultFile &m_results;
    QList<SkillTask> m_left;
    TaskRunOptions m_options;
    StopSignals m_signals;
    Result<> m_written;
    bool m_isInterrupted = false;
    TaskScope m_tasks;
};

/// Those of `model` that belong to `tasks`.
QList<TaskResult> resultsOf(const QList<TaskResult> &all, const QList<SkillTask> &tasks,
                            const QString &model)
{
    QList<TaskResult> found;
    for (const TaskResult &each : all)
        if (each.model == model && std::any_of(tasks.begin(), tasks.end(), [&](const auto &task) {
                return task.name == each.task;
            }))
            found << each;
    return found;
}

int evalExitCode(const QList<TaskResult> &results)
{
    const auto count = [&results](TaskOutcome outcome) {
        return std::count_if(results.begin(), results.end(),
                             [outcome](const auto &each) { return each.outcome == outcome; });
    };
    const auto bad = count(TaskOutcome::Failed) + count(TaskOutcome::Broken);
    return bad == 0 && count(TaskOutcome::Passed) > 0 ? 0 : 1;
}

void tell(const QList<TaskResult> &all, const QList<SkillTask> &tasks, const QString &model)
{
    const QList<TaskResult> results = resultsOf(all, tasks, model);
    if (results.isEmpty())
        return;
    printOut(u'\n' + taskTable(results, model) + u'\n' + programTable(results, model) + u'\n' +
             modelTable(all));
}

} // namespace

QCoro::Task<int> evaluate(Invocation invocation)
{
    const EvalWishes wishes = invocation.eval;
    const auto suite = readSkillSuite(wishes.folder);
    if (!suite)
        co_return complain(suite.error(), kUnreadable);
    const auto tasks = chosen(*suite, wishes.tasks);
    if (!tasks)
        co_return complain(tasks.error(), kUnreadable);
    auto results = ResultFile::open(wishes.output);
    if (!results)
        co_return complain(results.error(), kUnreadable);
    AgentConfig &agent = invocation.config.agent;
    agent.maxSessions = std::max(agent.maxSessions, wishes.parallel);
    auto engine = co_await Engine::start(invocation.config);
    if (!engine)
        co_return complain(engine.error());

    TaskRunOptions options;
    options.model = wishes.byScript ? u"script"_s : (*engine)->options().model;
    options.byScript = wishes.byScript;
    options.keepSessions = wishes.keepSessions;
    const QList<SkillTask> left = results->unfinished(*tasks, options.model);
    Evaluation evaluation(**engine, *results, left, options); // Ctrl+C counts from here
    const QString notice = providerNotice((*engine)->config().model.provider);
    if (!notice.isEmpty() && !wishes.byScript)
        printOut(notice + u'\n');
    printOut(u"%1: %2 tasks, %3 of them done before\n"_s.arg(options.model)
                 .arg(tasks->size())
                 .arg(tasks->size() - left.size()));
    co_await evaluation.allDone(wishes.parallel);
    tell(results->results(), *tasks, options.model);
    co_await (*engine)->closeDesktops();
    co_await (*engine)->snapshots().stop();
    if (!evaluation.written())
        co_return complain(evaluation.written().error());
    if (evaluation.isInterrupted())
        co_return kInterrupted;
    co_return evalExitCode(resultsOf(results->results(), *tasks, options.model));
}

} // namespace pilothouse
