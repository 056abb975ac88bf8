#include "core/json.h"
#include "fixture_tools.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const char *const kDefaults = R"({"type": "object", "properties": {
    "name": {"type": "string", "default": "John Doe"},
    "age": {"type": "integer", "default": 30},
    "score": {"type": "number", "default": 95.5},
    "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
    "verified": {"type": "boolean", "default": true}}})";

const char *const kChoices = R"({"type": "object", "properties": {
    "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
    "titledSingle": {"type": "string", "oneOf": [{"const": "value1", "title": "First Option"},
        {"const": "value2", "title": "Second Option"}]},
    "legacyEnum": {"type": "string", "enum": ["opt1", "opt2"],
        "enumNames": ["Option One", "Option Two"]},
    "untitledMulti": {"type": "array", "items": {"type": "string",
        "enum": ["option1", "option2", "option3"]}},
    "titledMulti": {"type": "array", "items": {"anyOf": [
        {"const": "value1", "title": "First Choice"},
        {"const": "value2", "title": "Second Choice"}]}}}})";

McpToolReply asking(const QString &key, const QJsonObject &params, const QString &state)
{
    McpToolReply reply;
    reply.input = McpInput{.key = key, .params = params, .state = state};
    return reply;
}

bool isAnswered(const McpToolCall &call, const QString &key)
{
    return call.inputResponses.value(key).isObject();
}

QCoro::Task<McpToolReply> askOnTheStream(McpToolCall call, QJsonObject params, std::stop_token stop)
{
    if (!call.elicit)
        co_return mcpFailure(u"The client cannot ask."_s);
    const auto answer = co_await call.elicit(params, stop);
    const QJsonObject said = answer.value_or(QJsonObject());
    co_return mcpText(u"Elicitation completed: action=%1, content=%2"_s.arg(
        said.value("action"_L1).toString(),
        QString::fromUtf8(compactJson(said.value("content"_L1).toObject()))));
}

McpTool askingOnTheStream(const QString &name, const QJsonObject &form)
{
    return fixtureTool(
        name,
        [form](McpToolCall call, std::stop_token stop) {
            return askOnTheStream(std::move(call), form, std::move(stop));
        },
        fixtureArguments({u"message"_s}));
}

QCoro::Task<McpToolReply> askForAName(McpToolCall call, std::stop_token)
{
    const QJsonValue answer = call.inputResponses.value(u"user_name"_s);
    if (answer.isObject())
        co_return mcpText(u"Hello, %1!"_s.arg(answer[u"content"_s][u"name"_s].toString()));
    co_return asking(u"user_name"_s, fixtureForm(u"What is your name?"_s, {u"name"_s}), u"once"_s);
}

QCoro::Task<McpToolReply> askWithAState(McpToolCall call, std::stop_token)
{
    const QString state = u"what-the-server-knows"_s;
    if (isAnswered(call, u"confirm"_s) && call.requestState == state)
        co_return mcpText(u"state-ok"_s);
    co_return asking(u"confirm"_s, fixtureForm(u"Please confirm"_s, {u"ok"_s}), state);
}

QCoro::Task<McpToolReply> askTwice(McpToolCall call, std::stop_token)
{
    const QString first = u"step1"_s;
    const QString second = u"step2"_s;
    if (isAnswered(call, second) && call.requestState == second)
        co_return mcpText(u"Both are answered."_s);
    if (isAnswered(call, first) && call.requestState == first)
        co_return asking(second, fixtureForm(u"Which is your colour?"_s, {u"color"_s}), second);
    co_return asking(first, fixtureForm(u"What is your name?"_s, {u"name"_s}), first);
}

QJsonObject formOf(const char *schema)
{
    return {{u"mode"_s, u"form"_s},
            {u"message"_s, u"Please answer"_s},
            {u"requestedSchema"_s, fixtureJson(schema)}};
}

} // namespace

McpTools askingFixtures()
{
    const QJsonObject known = fixtureForm(u"Who are you?"_s, {u"username"_s, u"email"_s});
    return {askingOnTheStream(u"test_elicitation"_s, known),
            askingOnTheStream(u"test_elicitation_sep1034_defaults"_s, formOf(kDefaults)),
            askingOnTheStream(u"test_elicitation_sep1330_enums"_s, formOf(kChoices)),
            fixtureTool(u"test_input_required_result_elicitation"_s, askForAName),
            fixtureTool(u"test_input_required_result_request_state"_s, askWithAState),
            fixtureTool(u"test_input_required_result_multi_round"_s, askTwice)};
}

} // namespace pilothouse
