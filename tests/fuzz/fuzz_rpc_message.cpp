#include "core/json.h"
#include "mcp/caller.h"
#include "mcp/running_calls.h"
#include "mcp/session_id.h"
#include "mcp/tool_schema.h"

#include <cstdlib>

using namespace pilothouse;

// Any bytes as a message of a client, the first line as its header fields: no crash; what is read
// keeps its id, and whoever sent it is of an era that we speak.
namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

const QJsonObject &toolSchema()
{
    static const QJsonObject schema = *parseJsonObject(R"({"type":"object","properties":{
        "text":{"type":"string","minLength":1,"maxLength":9},"kind":{"type":"string","enum":["a"]},
        "x":{"type":"integer","minimum":0,"maximum":9},"s":{"type":"number"},
        "region":{"type":"array","items":{"type":"integer"},"minItems":4,"maxItems":4},
        "look":{"type":"boolean"}},"required":["text"]})");
    return schema;
}

void judgeCaller(const RpcMessage &message, const QByteArray &fields)
{
    const QByteArrayList parts = fields.split('|');
    const McpHeaders headers{.version = parts.value(0),
                             .method = parts.value(1),
                             .name = parts.value(2),
                             .areNeeded = parts.size() > 3};
    const auto caller = callerOf(message, headers);
    check(caller ? mcpVersions().contains(caller->version) : caller.error().code != 0);
    // Answers are of the old era only, whatever their header says.
    const bool isModernCall = caller && !message.isAnswer() && isModern(caller->version);
    check(!caller || (caller->era == Era::Modern) == isModernCall);
    const McpCaller begun = mcpBeginner(parts.value(3));
    check(begun.name.size() <= 60 && mcpBeginner(mcpSessionId(begun)).name == begun.name);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray all(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = all.indexOf('\n');
    const QByteArray text = all.sliced(end + 1);
    const auto message = parseRpcMessage(text);
    if (!message) {
        check(!message.error().message.isEmpty());
        check(parseJsonObject(compactJson(rpcFailure(QJsonValue::Undefined, message.error())))
                  .has_value());
        return 0;
    }
    check(message->isAnswer() || !message->method.isEmpty());
    const auto again = parseRpcMessage(compactJson(rpcResult(message->id, {})));
    check(message->id.isUndefined() || (again && again->id == message->id));
    check(!RunningCalls::keyOf("client", message->id).isEmpty());
    judgeCaller(*message, all.first(std::max<qsizetype>(end, 0)));
    argumentProblem(toolSchema(), message->params);
    return 0;
}
