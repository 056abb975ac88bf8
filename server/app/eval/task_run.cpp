#include "app/eval/task_run.h"

#include "app/approval_prompt.h"
#include "core/wait.h"

#include <QStandardPaths>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kSetupPatience = 60s;
constexpr auto kCheckPatience = 60s;

QString missingProgram(const SkillTask &task)
{
    for (const QString &program : task.needs)
        if (QStandardPaths::findExecutable(program).isEmpty())
            return program;
    return {};
}

/// The end of the run that goes on in one session.
class RunWatch
{
public:
    RunWatch(Engine &engine, SessionId session)
        : m_session(std::move(session)), m_done(engine.clock())
    {
        QObject::connect(&engine.journal(), &Journal::appended, &m_done,
                         [this](const Event &event) {
                             const auto *ended = std::get_if<RunEnded>(&event.body);
                             if (ended && event.session == m_session)
                                 end(*ended);
                         });
        QObject::connect(&engine.registry(), &SessionRegistry::endLost, &m_done,
                         [this](const SessionId &id, const RunEnded &ended) {
                             if (id == m_session)
                                 end(ended);
                         });
    }

    /// Nothing: stopped before.
    QCoro::Task<std::optional<RunEnded>> finished(std::stop_token stop)
    {
        while (!m_ended && !stop.stop_requested())
            co_await m_done.wait(stop, 1h);
        co_return std::optional<RunEnded>(m_ended);
    }

private:
    void end(const RunEnded &ended)
    {
        m_ended = ended;
        m_done.wake();
    }

    SessionId m_session;
    Waiter m_done;
    std::optional<RunEnded> m_ended;
};

/// One task on its way.
class TaskRun
{
public:
    TaskRun(Engine &engine, SkillTask task, TaskRunOptions options, std::stop_token stop)
        : m_engine(engine), m_task(std::move(task)), m_options(std::move(options)),
          m_stop(std::move(stop)), m_result(emptyResult(m_task, m_options.model))
    {
    }

    QCoro::Task<TaskResult> carriedOut()
    {
        const auto session = co_await m_engine.actions().create(sessionOptions(), actor());
        if (!session) {
            m_result.reason = session.error().message;
            co_return TaskResult(m_result);
        }
        m_session = session->id;
        if (const bool isReady = co_await prepared(); isReady)
            co_await judged();
        if (!m_options.keepSessions)
            co_await m_engine.actions().remove(m_session, actor());
        co_return TaskResult(m_result);
    }

private:
    static QString actor() { return kTerminal.toString(); }

    SessionOptions sessionOptions() const
    {
        SessionOptions options = m_engine.options();
        options.title = u"Task "_s + m_task.name;
        BudgetConfig &budget = options.budget;
        budget.maxSteps =
            budget.maxSteps > 0 ? std::min(budget.maxSteps, m_task.maxSteps) : m_task.maxSteps;
        if (m_options.byScript)
            budget.maxSteps = 0;
        budget.maxTime =
            budget.maxTime > 0s ? std::min(budget.maxTime, m_task.maxTime) : m_task.maxTime;
        return options;
    }

    /// What is wrong with the suite is the reason of a broken result.
    QCoro::Task<bool> prepared()
    {
        for (const SkillTask::File &file : std::as_const(m_task.files)) {
            const auto written = co_await m_engine.actions().writeFile(
                m_session, file.path, file.content, IfThere::Replace, actor());
            if (!written)
                co_return broken(u"%1: %2"_s.arg(file.path, written.error().message));
        }
        if (!m_task.setup.isEmpty()) {
            const auto ready = co_await command(m_task.setup, kSetupPatience);
            if (!ready)
                co_return broken(u"The desktop could not be prepared: "_s +
                                 reasonOf(ready.error()));
            if (ready->code != 0)
                co_return broken(u"The desktop could not be prepared: "_s + ready->said);
        }
        const auto before = co_await command(m_task.check, kCheckPatience);
        if (!before)
            co_return broken(u"The check could not be run: "_s + reasonOf(before.error()));
        if (before->code == 0)
            co_return broken(u"The check passes although nothing was done."_s);
        co_return true;
    }

    QCoro::Task<> judged()
    {
        RunWatch watch(m_engine, m_session);
        const QString message = m_options.byScript ? m_task.steps.join(u'\n') : m_task.ask;
        const Result<> begun =
            co_await m_engine.actions().submit(m_session, message, QString(), actor());
        if (!begun) {
            broken(begun.error().message);
            co_return;
        }
        const auto ended = co_await watch.finished(m_stop);
        if (!ended)
            co_return;
        m_result.steps = ended->steps;
        m_result.usage = ended->usage;
        m_result.costUsd = ended->costUsd;
        m_result.durationMs = ended->durationMs;
        if (ended->outcome == RunOutcome::Error) {
            broken(ended->message);
            co_return;
        }
        co_await check(*ended);
    }

    QCoro::Task<> check(RunEnded ended)
    {
        co_await sleepFor(m_engine.clock(), 500ms, m_stop); // the run is letting go of things
        const auto after = co_await command(m_task.check, kCheckPatience);
        if (!after) {
            broken(u"The check could not be run: "_s + reasonOf(after.error()));
            co_return;
        }
        m_result.outcome = after->code == 0 ? TaskOutcome::Passed : TaskOutcome::Failed;
        if (after->code == 0)
            co_return;
        m_result.reason = after->said.isEmpty() ? u"The check gave no reason."_s : after->said;
        if (!ended.message.isEmpty())
            m_result.reason = ended.message + u' ' + m_result.reason;
    }

    QCoro::Task<Result<ShellLineEnd>> command(QString line, std::chrono::milliseconds patience)
    {
        return m_engine.actions().command(m_session, std::move(line), patience, m_stop, actor());
    }

    static QString reasonOf(const Error &error)
    {
        return error.detail.isEmpty() ? error.message : error.message + u' ' + error.detail;
    }

    bool broken(const QString &reason)
    {
        m_result.outcome = TaskOutcome::Broken;
        m_result.reason = reason;
        return false;
    }

    Engine &m_engine;
    SkillTask m_task;
    TaskRunOptions m_options;
    std::stop_token m_stop;
    TaskResult m_result;
    SessionId m_session;
};

} // namespace

QCoro::Task<std::optional<TaskResult>> runSkillTask(Engine &engine, SkillTask task,
                                                    TaskRunOptions options, std::stop_token stop)
{
    if (const QString missing = missingProgram(task); !missing.isEmpty()) {
        TaskResult skipped = emptyResult(task, options.model);
        skipped.outcome = TaskOutcome::Skipped;
        skipped.reason = missing + u" is not installed"_s;
        skipped.at = engine.clock().now();
        co_return skipped;
    }
    TaskRun run(engine, std::move(task), std::move(options), stop);
    TaskResult result = co_await run.carriedOut();
    result.at = engine.clock().now();
    if (stop.stop_requested())
        co_return std::nullopt;
    co_return result;
}

} // namespace pilothouse
