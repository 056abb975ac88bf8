#include "mcp/agent/run_tasks.h"

#include "mcp/agent/approval_form.h"
#include "mcp/agent/session_report.h"
#include "mcp/results.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPollInterval = 2000; // milliseconds

struct NamedRun
{
    SessionId session;
    EventSeq after = 0;
};

Failure noSuchTask()
{
    return fail(Errc::NotFound, u"There is no such task."_s);
}

Result<NamedRun> named(const QString &id)
{
    bool isNumber = false;
    const NamedRun run{SessionId{id.section(u'.', 0, 0)},
                       id.section(u'.', 1).toLongLong(&isNumber)};
    if (!isNumber || run.after < 0)
        return noSuchTask();
    return run;
}

/// How the first run after that event ended; nothing: it has not.
std::optional<RunEnded> endOf(const McpParts &parts, const NamedRun &run)
{
    const auto events = parts.journal.events(run.session, run.after);
    for (const Event &event : events.value_or(QList<Event>()))
        if (const auto *ended = std::get_if<RunEnded>(&event.body))
            return *ended;
    return std::nullopt;
}

QJsonObject inputRequests(const QJsonArray &questions)
{
    QJsonObject requests;
    for (const QJsonValue &question : questions)
        requests.insert(question["call_id"_L1].toString(),
                        QJsonObject{{u"method"_s, u"elicitation/create"_s},
                                    {u"params"_s, approvalForm(question.toObject())}});
    return requests;
}

} // namespace

QString runTaskId(const SessionId &session, EventSeq after)
{
    return u"%1.%2"_s.arg(session.value).arg(after);
}

McpTasks RunTasks::tasks()
{
    return {
        .state = [this](const QString &id, const QString &address) { return state(id, address); },
        .update =
            [this](QString id, QJsonObject responses, QString actor) {
                return update(std::move(id), std::move(responses), std::move(actor));
            },
        .cancel = [this](const QString &id, const QString &actor) { return cancel(id, actor); }};
}

Result<QJsonObject> RunTasks::state(const QString &id, const QString &address) const
{
    const Result<NamedRun> run = named(id);
    if (!run)
        return fail(run.error());
    const auto session = m_parts.registry.record(run->session);
    if (!session || run->after > session->lastSeq)
        return noSuchTask();
    QJsonObject task{{u"taskId"_s, id},
                     {u"status"_s, u"working"_s},
                     {u"createdAt"_s, isoTime(session->createdAt)},
                     {u"lastUpdatedAt"_s, isoTime(session->updatedAt)},
                     {u"ttlMs"_s, QJsonValue::Null},
                     {u"pollIntervalMs"_s, kPollInterval}};
    const QJsonObject report = sessionReport(m_parts, *session, address);
    if (const auto ended = endOf(m_parts, *run)) {
        const bool isStopped =
            ended->outcome == RunOutcome::Interrupted || ended->outcome == RunOutcome::Cancelled;
        task.insert(u"status"_s, isStopped ? u"cancelled"_s : u"completed"_s);
        task.insert(u"statusMessage"_s, ended->message);
        if (!isStopped)
            task.insert(u"result"_s, mcpResult(mcpFacts(report)));
        return task;
    }
    if (const QJsonArray questions = openQuestions(m_parts, *session); !questions.isEmpty()) {
        task.insert(u"status"_s, u"input_required"_s);
        task.insert(u"inputRequests"_s, inputRequests(questions));
    }
    if (const QJsonValue doing = report.value("doing"_L1); doing.isString())
        task.insert(u"statusMessage"_s, doing);
    return task;
}

QCoro::Task<Result<>> RunTasks::update(QString id, QJsonObject responses, QString actor)
{
    const Result<NamedRun> run = named(id);
    if (!run || !m_parts.registry.record(run->session))
        co_return noSuchTask();
    for (const QString &key : responses.keys()) {
        const auto decision = decisionIn(responses.value(key).toObject(), key);
        if (!decision)
            continue;
        const Result<> stored = co_await m_parts.actions.decide(run->session, *decision, actor);
        if (!stored && stored.error().code != Errc::NotFound)
            co_return stored;
    }
    co_return Result<>();
}

Result<> RunTasks::cancel(const QString &id, const QString &actor)
{
    const Result<NamedRun> run = named(id);
    if (!run || !m_parts.registry.record(run->session))
        return noSuchTask();
    if (endOf(m_parts, *run)) // a later run is not its own
        return {};
    return m_parts.actions.interrupt(run->session, actor);
}

} // namespace pilothouse
