#include "app/run_command.h"

#include "app/approval_prompt.h"
#include "app/complain.h"
#include "app/engine.h"
#include "app/signals.h"
#include "app/terminal_view.h"
#include "core/log.h"
#include "core/wait.h"

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFailed = 1;
const QString kTerminal = u"terminal"_s; // who did it, in the audit trail

int exitCode(RunOutcome outcome)
{
    switch (outcome) {
    case RunOutcome::Completed:
        return 0;
    case RunOutcome::Budget:
        return 3;
    case RunOutcome::Interrupted:
    case RunOutcome::Paused:
    case RunOutcome::Cancelled:
        return 130;
    case RunOutcome::Error:
        return kFailed;
    }
    return kFailed;
}

QCoro::Task<Result<Session *>> openSession(Engine &engine, QString id)
{
    if (!id.isEmpty())
        co_return engine.registry().open(SessionId{id});
    Result<Session *> created = co_await engine.registry().create(engine.options());
    if (created)
        engine.audit().append(auditSession(kTerminal, (*created)->id(), SessionDeed::Created));
    co_return created;
}

/// The task on screen: connects a session to the terminal and waits for its end.
class TaskOnTerminal
{
public:
    TaskOnTerminal(Engine &engine, Session &session, bool json)
        : m_session(session), m_audit(engine.audit()),
          m_view(json ? TerminalView::Format::Json : TerminalView::Format::Human, stdout),
          m_prompt(session)
    {
        QObject::connect(&engine.journal(), &Journal::appended, &m_prompt,
                         [this](const Event &event) { show(event); });
        QObject::connect(&session, &Session::progressed, &m_prompt,
                         [this](const ModelProgress &progress) { m_view.show(progress); });
        QObject::connect(&session, &Session::runEnded, &m_prompt, [this](const RunEnded &ended) {
            m_ended = ended;
            m_done.wake();
        });
        QObject::connect(&m_signals, &StopSignals::received, &m_prompt, [this] {
            m_interrupted = true;
            if (m_session.isRunning())
                m_audit.append(auditSession(kTerminal, m_session.id(), SessionDeed::Interrupted));
            m_session.interrupt();
            m_done.wake();
        });
    }

    void greet(const Engine &engine)
    {
        const Config &config = engine.config();
        m_view.say(u"Pilothouse · session %1 · %2"_s.arg(m_session.id().value, config.model.model));
        if (config.model.provider == "demo"_L1)
            std::fputs("No ANTHROPIC_API_KEY is set: the built-in demo model answers. It follows "
                       "simple lines\nsuch as \"open terminal\" or \"type hello\", and understands "
                       "nothing else.\n",
                       stderr);
    }

    QCoro::Task<RunEnded> finished()
    {
        while (!m_ended)
            co_await m_done.wait(std::stop_token(), std::chrono::hours(1));
        co_return *m_ended;
    }

    /// After the task: until somebody asks to stop.
    QCoro::Task<> keepOpen()
    {
        m_view.say(u"The desktop stays open (--keep-open). Ctrl+C ends it."_s);
        while (!m_interrupted)
            co_await m_done.wait(std::stop_token(), std::chrono::hours(1));
    }

    bool interrupted() const { return m_interrupted; }

private:
    void show(const Event &event)
    {
        if (event.session != m_session.id())
            return;
        m_view.show(event);
        audit(event.body);
        if (const auto *question = std::get_if<ApprovalRequested>(&event.body))
            m_prompt.ask(*question);
    }

    // What a person did at this terminal; answers that nobody gave are events only.
    void audit(const EventBody &body)
    {
        if (const auto *message = std::get_if<UserMessage>(&body))
            m_audit.append(auditMessage(kTerminal, m_session.id(), message->text));
        if (const auto *question = std::get_if<ApprovalRequested>(&body))
            m_tool = question->tool;
        const auto *decision = std::get_if<ApprovalDecided>(&body);
        if (decision && decision->by == kTerminal)
            m_audit.append(auditApproval(m_session.id(), m_tool, *decision));
    }

    Session &m_session;
    AuditLog &m_audit;
    QString m_tool; // that the last question was about
    TerminalView m_view;
    ApprovalPrompt m_prompt;
    StopSignals m_signals;
    Waiter m_done;
    std::optional<RunEnded> m_ended;
    bool m_interrupted = false;
};

} // namespace

QCoro::Task<int> runTask(Invocation invocation)
{
    auto engine = co_await Engine::start(invocation.config);
    if (!engine)
        co_return complain(engine.error());
    const Result<Session *> session = co_await openSession(**engine, invocation.session);
    if (!session)
        co_return complain(session.error());

    TaskOnTerminal task(**engine, **session, invocation.json);
    task.greet(**engine);
    if (auto submitted = (*session)->submit(invocation.task); !submitted)
        co_return complain(submitted.error());
    const RunEnded ended = co_await task.finished();
    // Nothing was stored when even the end could not be: then nobody has shown the reason yet.
    if (ended.run.isEmpty() && ended.outcome == RunOutcome::Error)
        std::fprintf(stderr, "pilothouse: %s\n", qPrintable(ended.message));
    if (invocation.keepOpen && !task.interrupted())
        co_await task.keepOpen();
    co_await (*engine)->registry().closeAll();
    co_return exitCode(ended.outcome);
}

} // namespace pilothouse
