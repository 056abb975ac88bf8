#include "app/run_command.h"

#include "app/model_provider.h"
#include "app/approval_prompt.h"
#include "app/complain.h"
#include "app/engine.h"
#include "app/signals.h"
#include "app/terminal_view.h"
#include "core/log.h"
#include "core/wait.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFailed = 1;
constexpr std::chrono::seconds kLastWebhooks{10};

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

QCoro::Task<Result<SessionRecord>> openSession(Engine &engine, QString id)
{
    if (!id.isEmpty())
        co_return engine.sessions().find(SessionId{id});
    const SessionOptions options = engine.options();
    auto created = co_await engine.actions().create(options, kTerminal.toString());
    co_return created;
}

/// What goes with the task. InvalidArgument: a file cannot be read, is too large, or one too many.
Result<QList<QByteArray>> picturesIn(const QStringList &names)
{
    if (names.size() > kMostSentPictures)
        return fail(Errc::InvalidArgument,
                    u"A message takes %1 pictures at the most."_s.arg(kMostSentPictures));
    QList<QByteArray> files;
    for (const QString &name : names) {
        QFile file(name);
        if (!QFileInfo(name).isFile() || !file.open(QFile::ReadOnly))
            return fail(Errc::InvalidArgument, u"The picture %1 cannot be read."_s.arg(name));
        files.append(file.read(kLargestSentPicture + 1)); // what is larger is refused as a message
    }
    return files;
}

/// The task on screen: shows what happens in a session and waits for the run's end.
class TaskOnTerminal
{
public:
    TaskOnTerminal(Engine &engine, const SessionId &session, bool json)
        : m_session(session),
          m_view(json ? TerminalView::Format::Json : TerminalView::Format::Human, stdout),
          m_prompt(engine.actions(), session, STDIN_FILENO), m_done(engine.clock())
    {
        const SessionRegistry &registry = engine.registry();
        QObject::connect(&engine.journal(), &Journal::appended, &m_prompt,
                         [this](const Event &event) { show(event); });
        // No other session is open in this process.
        QObject::connect(
            &registry, &SessionRegistry::progressed, &m_prompt,
            [this](const SessionId &, const ModelProgress &progress) { m_view.show(progress); });
        QObject::connect(&registry, &SessionRegistry::endLost, &m_prompt,
                         [this](const SessionId &, const RunEnded &ended) {
                             complain({Errc::Io, ended.message}); // no event tells of it
                             end(RunOutcome::Error);
                         });
        QObject::connect(&m_signals, &StopSignals::received, &m_prompt, [this, &engine] {
            m_interrupted = true;
            engine.actions().interrupt(m_session, kTerminal.toString());
            m_done.wake();
        });
    }

    void greet(const Engine &engine)
    {
        const Config &config = engine.config();
        m_view.say(u"Pilothouse · session %1 · %2"_s.arg(m_session.value, config.model.model));
        if (const QString notice = providerNotice(config.model.provider); !notice.isEmpty())
            m_view.say(notice);
    }

    QCoro::Task<RunOutcome> finished()
    {
        while (!m_outcome)
            co_await m_done.wait(std::stop_token(), std::chrono::hours(1));
        co_return *m_outcome;
    }

    /// After the task: until somebody asks to stop.
    QCoro::Task<> keepOpen()
    {
        m_view.say(u"The desktop stays open (--keep-open). Ctrl+C ends it."_s);
        while (!m_interrupted)
            co_await m_done.wait(std::stop_token(), std::chrono::hours(1));
    }

    bool interrupted() const { return m_interrupted; }
    /// Before the engine goes.
    QCoro::Task<> allEnded(const Clock &clock) { return m_prompt.allEnded(clock); }

private:
    void show(const Event &event)
    {
        if (event.session != m_session)
            return;
        m_view.show(event);
        if (const auto *question = std::get_if<ApprovalRequested>(&event.body))
            m_prompt.ask(*question);
        else if (const auto *denied = std::get_if<EgressDenied>(&event.body))
            m_prompt.offer(*denied);
        else if (const auto *ended = std::get_if<RunEnded>(&event.body))
            end(ended->outcome);
    }

    void end(RunOutcome outcome)
    {
        m_outcome = outcome;
        m_done.wake();
    }

    SessionId m_session;
    TerminalView m_view;
    ApprovalPrompt m_prompt;
    StopSignals m_signals;
    Waiter m_done;
    std::optional<RunOutcome> m_outcome;
    bool m_interrupted = false;
};

} // namespace

QCoro::Task<int> runTask(Invocation invocation)
{
    const auto pictures = picturesIn(invocation.images);
    if (!pictures)
        co_return complain(pictures.error());
    auto engine = co_await Engine::start(invocation.config);
    if (!engine)
        co_return complain(engine.error());
    const Result<SessionRecord> session = co_await openSession(**engine, invocation.session);
    if (!session)
        co_return complain(session.error());

    TaskOnTerminal task(**engine, session->id, invocation.json);
    task.greet(**engine);
    SessionActions &actions = (*engine)->actions();
    const Result<> begun = co_await actions.submit(session->id, invocation.task, QString(),
                                                   kTerminal.toString(), *pictures);
    if (!begun)
        co_return complain(begun.error());
    (*engine)->webhooks().start();
    const RunOutcome outcome = co_await task.finished();
    if (invocation.keepOpen && !task.interrupted())
        co_await task.keepOpen();
    co_await task.allEnded((*engine)->clock());
    co_await (*engine)->closeDesktops();
    co_await (*engine)->webhooks().stop(kLastWebhooks);
    co_await (*engine)->snapshots().stop();
    co_return exitCode(outcome);
}

} // namespace pilothouse
