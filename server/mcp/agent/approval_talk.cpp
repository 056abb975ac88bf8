#include "mcp/agent/approval_talk.h"

#include "mcp/agent/approval_form.h"
#include "mcp/agent/session_report.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"approval"_s;

std::optional<QJsonObject> questionOf(const McpParts &parts, const SessionId &id,
                                      const QString &callId)
{
    const auto session = parts.registry.record(id);
    if (!session)
        return std::nullopt;
    for (const QJsonValue &each : openQuestions(parts, *session))
        if (callId.isEmpty() || each["call_id"_L1] == callId)
            return each.toObject();
    return std::nullopt;
}

} // namespace

QCoro::Task<> askUser(McpParts parts, McpToolCall call, SessionId session, QString callId,
                      std::stop_token stop)
{
    const auto question = questionOf(parts, session, callId);
    if (!question || !call.elicit)
        co_return;
    std::stop_source over;
    const std::stop_callback forward(stop, [&over] { over.request_stop(); });
    const QObject untilDone;
    QObject::connect(&parts.journal, &Journal::appended, &untilDone, [&](const Event &event) {
        const auto *decided = std::get_if<ApprovalDecided>(&event.body);
        if (decided && event.session == session && decided->toolUseId == callId)
            over.request_stop();
    });
    const auto answer = co_await call.elicit(approvalForm(*question), over.get_token());
    if (!answer)
        co_return;
    if (const auto decision = decisionIn(*answer, callId))
        co_await parts.actions.decide(session, *decision, call.actor);
}

std::optional<McpInput> inputFor(const McpParts &parts, const McpToolCall &call,
                                 const SessionId &session)
{
    if (call.caller.era != Era::Modern || !call.caller.canElicit)
        return std::nullopt;
    const auto question = questionOf(parts, session, {});
    if (!question)
        return std::nullopt;
    const QString state = session.value + u'\n' + question->value("call_id"_L1).toString();
    return McpInput{.key = kKey,
                    .params = approvalForm(*question),
                    .state = QString::fromLatin1(state.toUtf8().toBase64())};
}

std::optional<AskedAbout> askedAbout(const McpToolCall &call)
{
    const QString state = QString::fromUtf8(QByteArray::fromBase64(call.requestState.toLatin1()));
    const qsizetype end = state.indexOf(u'\n');
    if (end < 0)
        return std::nullopt;
    return AskedAbout{SessionId{state.first(end)}, state.sliced(end + 1)};
}

QCoro::Task<Result<>> takeInput(McpParts parts, McpToolCall call, AskedAbout about)
{
    const QJsonObject answer = call.inputResponses.value(kKey).toObject();
    const auto decision = decisionIn(answer, about.callId);
    if (!decision)
        co_return Result<>();
    const Result<> stored = co_await parts.actions.decide(about.session, *decision, call.actor);
    if (!stored && stored.error().code != Errc::NotFound)
        co_return stored;
    co_return Result<>();
}

} // namespace pilothouse
