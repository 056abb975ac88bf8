#include "mcp/agent/agent_tools.h"

#include "mcp/agent/approval_talk.h"
#include "mcp/agent/run_tasks.h"
#include "mcp/agent/run_watch.h"
#include "mcp/agent/session_report.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWait = 45; // seconds: many clients give a call up after 60
constexpr int kListed = 20;

SessionId sessionOf(const McpToolCall &call)
{
    return SessionId{call.text(u"session_id"_s)};
}

int waitOf(const McpToolCall &call)
{
    return call.arguments.value("wait_s"_L1).toInt(kWait);
}

SessionOverrides overridesOf(const McpToolCall &call)
{
    SessionOverrides wishes;
    wishes.approval = approvalPolicyFrom(call.text(u"approval"_s));
    if (const QJsonValue steps = call.arguments.value("max_steps"_L1); steps.isDouble())
        wishes.maxSteps = steps.toInt();
    if (const QJsonValue cost = call.arguments.value("max_cost_usd"_L1); cost.isDouble())
        wishes.maxCostUsd = cost.toDouble();
    return wishes;
}

} // namespace

McpTools AgentTools::tools()
{
    using Deed = QCoro::Task<McpToolReply> (AgentTools::*)(McpToolCall, std::stop_token);
    const QHash<QString, Deed> deeds{{u"run_task"_s, &AgentTools::runTask},
                                     {u"send_message"_s, &AgentTools::sendMessage},
                                     {u"session_status"_s, &AgentTools::sessionStatus},
                                     {u"approve"_s, &AgentTools::approve},
                                     {u"interrupt"_s, &AgentTools::interrupt},
                                     {u"list_sessions"_s, &AgentTools::listSessions}};
    McpTools tools;
    for (const QJsonObject &declaration : mcpDeclarations(u":/pilothouse/mcp/agent.json"_s)) {
        const Deed deed = deeds.value(declaration.value("name"_L1).toString());
        Q_ASSERT(deed != nullptr);
        tools.append({declaration, [this, deed](McpToolCall call, std::stop_token stop) {
                          if (const auto about = askedAbout(call))
                              return goOn(std::move(call), *about, std::move(stop));
                          return (this->*deed)(std::move(call), std::move(stop));
                      }});
    }
    return tools;
}

QCoro::Task<McpToolReply> AgentTools::runTask(McpToolCall call, std::stop_token stop)
{
    const SessionOptions options = m_parts.options(overridesOf(call));
    if (const QList<Misfit> wrong = m_parts.misfits(options); !wrong.isEmpty())
        co_return mcpFailure(wrong.first().option + u": "_s + wrong.first().reason);
    const auto session = co_await m_parts.actions.create(options, call.actor);
    if (!session)
        co_return mcpFailure(session.error());
    const Result<> begun =
        co_await m_parts.actions.submit(session->id, call.text(u"task"_s), QString(), call.actor);
    if (!begun)
        co_return mcpFailure(begun.error());
    call.progress(u"session "_s + session->id.value);
    const McpToolReply reply = co_await follow(call, session->id, waitOf(call), stop);
    co_return reply;
}

QCoro::Task<McpToolReply> AgentTools::sendMessage(McpToolCall call, std::stop_token stop)
{
    const SessionId id = sessionOf(call);
    const Result<> begun =
        co_await m_parts.actions.submit(id, call.text(u"message"_s), QString(), call.actor);
    if (!begun)
        co_return mcpFailure(begun.error());
    const McpToolReply reply = co_await follow(call, id, waitOf(call), stop);
    co_return reply;
}

QCoro::Task<McpToolReply> AgentTools::sessionStatus(McpToolCall call, std::stop_token stop)
{
    const SessionId id = sessionOf(call);
    if (const auto known = m_parts.registry.record(id); !known)
        co_return mcpFailure(known.error());
    const std::chrono::seconds most(call.arguments.value("wait_s"_L1).toInt(0));
    co_await untilRunRests(m_parts, id, most, call.progress, stop);
    co_return report(call, id);
}

QCoro::Task<McpToolReply> AgentTools::approve(McpToolCall call, std::stop_token stop)
{
    const SessionId id = sessionOf(call);
    const Session *open = m_parts.registry.find(id);
    if (open != nullptr && open->outside())
        co_return mcpFailure(
            u"What a client does itself a person allows: on the page, or where the "
            "client asks its user."_s);
    const ApprovalDecided decision{
        .toolUseId = call.text(u"call_id"_s),
        .decision = call.text(u"decision"_s) == "allow"_L1 ? Decision::Allow : Decision::Deny,
        .note = call.text(u"note"_s)};
    const Result<> stored = co_await m_parts.actions.decide(id, decision, call.actor);
    if (!stored)
        co_return mcpFailure(stored.error());
    const McpToolReply reply = co_await follow(call, id, waitOf(call), stop);
    co_return reply;
}

QCoro::Task<McpToolReply> AgentTools::interrupt(McpToolCall call, std::stop_token stop)
{
    const SessionId id = sessionOf(call);
    if (const auto asked = m_parts.actions.interrupt(id, call.actor); !asked)
        co_return mcpFailure(asked.error());
    const std::chrono::seconds soon(10);
    co_await untilRunRests(m_parts, id, soon, call.progress, stop);
    co_return report(call, id);
}

QCoro::Task<McpToolReply> AgentTools::listSessions(McpToolCall call, std::stop_token)
{
    const int limit = call.arguments.value("limit"_L1).toInt(kListed);
    const auto sessions = m_parts.registry.records(limit, 0, SessionOrder::LastUsed);
    if (!sessions)
        co_return mcpFailure(sessions.error());
    QJsonArray rows;
    for (const SessionRecord &session : *sessions)
        rows.append(QJsonObject{{u"session_id"_s, session.id.value},
                                {u"title"_s, session.options.title},
                                {u"status"_s, name(session.status)},
                                {u"updated_at"_s, isoTime(session.updatedAt)}});
    co_return mcpFacts({{u"sessions"_s, rows}});
}

QCoro::Task<McpToolReply> AgentTools::follow(McpToolCall call, SessionId session, int seconds,
                                             std::stop_token stop)
{
    if (const auto begun = m_parts.registry.record(session); begun && call.caller.hasTasks)
        co_return McpToolReply{.task = runTaskId(session, begun->lastSeq)};
    const auto end = m_parts.clock.elapsed() + std::chrono::seconds(seconds);
    for (;;) {
        const auto left = std::max(end - m_parts.clock.elapsed(), std::chrono::milliseconds(0));
        co_await untilRunRests(m_parts, session, left, call.progress, stop);
        const auto record = m_parts.registry.record(session);
        const QJsonArray questions =
            record && call.elicit ? openQuestions(m_parts, *record) : QJsonArray();
        if (questions.isEmpty() || stop.stop_requested())
            break;
        const QString asked = questions.first()["call_id"_L1].toString();
        co_await askUser(m_parts, call, session, asked, stop);
        const auto now = m_parts.registry.record(session);
        if (now && openQuestions(m_parts, *now) == questions) // the user does not say
            break;
    }
    if (*call.isCancelled)
        m_parts.actions.interrupt(session, call.actor);
    McpToolReply reply = report(call, session);
    reply.input = inputFor(m_parts, call, session);
    co_return reply;
}

/// A call that comes again with its user's answer.
QCoro::Task<McpToolReply> AgentTools::goOn(McpToolCall call, AskedAbout about, std::stop_token stop)
{
    const Result<> taken = co_await takeInput(m_parts, call, about);
    if (!taken)
        co_return mcpFailure(taken.error());
    call.caller.canElicit = call.inputResponses["approval"_L1]["action"_L1] != "cancel"_L1;
    const McpToolReply reply = co_await follow(call, about.session, waitOf(call), stop);
    co_return reply;
}

McpToolReply AgentTools::report(const McpToolCall &call, const SessionId &session) const
{
    const auto record = m_parts.registry.record(session);
    return record ? mcpFacts(sessionReport(m_parts, *record, call.address))
                  : mcpFailure(record.error());
}

} // namespace pilothouse
