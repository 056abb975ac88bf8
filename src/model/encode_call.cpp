#include "model/dialect.h"

#include "core/json.h"
#include "core/tool_actions.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Named
{
    QString name;
    QString toolset = {};
    QJsonObject input;
};

Named inDialect(ToolDialect dialect, const ToolCall &call)
{
    Named named{.name = call.tool, .input = call.input};
    if (call.tool == "computer"_L1 && dialect == ToolDialect::ComputerToolset20260801)
        return {.name = call.action, .toolset = call.tool, .input = call.input};
    if (call.tool == "bash"_L1) {
        if (call.action == "restart"_L1)
            named.input.insert(u"restart"_s, true);
    } else if (call.tool == "edit"_L1) {
        named.input.insert(u"command"_s, call.action);
        if (dialect != ToolDialect::Custom && dialect != ToolDialect::OpenAiComputer)
            named.name = u"str_replace_based_edit_tool"_s;
    } else if (actionNames(call.tool).size() > 1) {
        named.input.insert(u"action"_s, call.action);
    }
    return named;
}

} // namespace

ReplyBlock encodeCall(ToolDialect dialect, const ToolCall &call)
{
    const Named named = inDialect(dialect, call);
    QJsonObject block{{u"type"_s, u"tool_use"_s},
                      {u"id"_s, call.id},
                      {u"name"_s, named.name},
                      {u"input"_s, named.input}};
    if (!named.toolset.isEmpty())
        block.insert(u"toolset_name"_s, named.toolset);
    return {.raw = compactJson(block),
            .type = u"tool_use"_s,
            .call =
                decodeCall(dialect, call.id, named.name, named.toolset, compactJson(named.input))};
}

} // namespace pilothouse
