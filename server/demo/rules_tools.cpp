#include "demo/request_check.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QStringList kHostedFields{u"type"_s,         u"name"_s,           u"cache_control"_s,
                                u"strict"_s,       u"input_examples"_s, u"allowed_callers"_s,
                                u"defer_loading"_s};

QString typeOf(const QJsonValue &tool)
{
    return tool.toObject().value("type"_L1).toString();
}

/// Computer tool: no name, no display; configs name known members, not all of them off.
void toolsetEntry(RequestCheck &check, const QJsonObject &tool, const QString &path)
{
    check.allowOnly(tool, {u"type"_s, u"configs"_s, u"cache_control"_s, u"allowed_callers"_s},
                    path);
    const QJsonObject configs = tool.value("configs"_L1).toObject();
    check.allowOnly(configs, toolsetMembers(), path + u".configs"_s);
    QSet<bool> deferred;
    qsizetype off = 0;
    for (const QString &member : toolsetMembers()) {
        const QJsonObject config = configs.value(member).toObject();
        check.allowOnly(config, {u"enabled"_s, u"defer_loading"_s}, path + u".configs."_s + member);
        if (config.value("enabled"_L1).toBool(true))
            deferred << config.value("defer_loading"_L1).toBool();
        else
            ++off;
    }
    if (off == toolsetMembers().size())
        check.refuse("toolset-configs", path + u".configs: at least one member must be enabled"_s);
    if (deferred.size() > 1)
        check.refuse("toolset-configs",
                     path + u".configs: defer_loading must be equal on all enabled members"_s);
    if (!check.model.toolset && !check.model.id.isEmpty())
        check.refuse(
            "tool-model",
            u"'%1' does not support tool types: computer_toolset_20260801."_s.arg(check.model.id));
}

/// Older computer tools: the size is required, the flag too, and a model that takes it.
void oldComputerEntry(RequestCheck &check, const QJsonObject &tool, const QString &path)
{
    static const QHash<QString, QByteArray> kBetas{
        {u"computer_20251124"_s, "computer-use-2025-11-24"},
        {u"computer_20250124"_s, "computer-use-2025-01-24"},
        {u"computer_20241022"_s, "computer-use-2024-10-22"}};
    const QString type = typeOf(tool);
    QStringList fields = kHostedFields;
    fields << u"display_width_px"_s << u"display_height_px"_s << u"display_number"_s;
    if (type == "computer_20251124"_L1)
        fields << u"enable_zoom"_s;
    check.allowOnly(tool, fields, path);
    if (!check.hasBeta(kBetas.value(type)))
        check.refuse(
            "tool-beta",
            u"%1: Input tag '%2' found using 'type' does not match any of the expected tags"_s.arg(
                path, type));
    for (const QString &side : {u"display_width_px"_s, u"display_height_px"_s}) {
        if (tool.value(side).toInt() < 1)
            check.refuse("tool-display", u"%1.%2: Field required"_s.arg(path, side));
    }
    if (!check.model.id.isEmpty() && type != check.model.computerTool)
        check.refuse("tool-model",
                     u"'%1' does not support tool types: %2."_s.arg(check.model.id, type));
}

/// Conversation rules 8; Browser toolset and the rest (custom tools).
void customEntry(RequestCheck &check, const QJsonObject &tool, const QString &path)
{
    check.allowOnly(tool,
                    kHostedFields + QStringList{u"description"_s, u"input_schema"_s,
                                                u"eager_input_streaming"_s},
                    path);
    static const QRegularExpression kName(u"^[a-zA-Z0-9_-]{1,64}$"_s);
    if (!kName.match(tool.value("name"_L1).toString()).hasMatch())
        check.refuse("tool-name",
                     path + u".name: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'"_s);
    const QJsonObject schema = tool.value("input_schema"_L1).toObject();
    if (schema.value("type"_L1).toString() != "object"_L1)
        check.refuse("tool-schema", path + u".input_schema.type: Input should be 'object'"_s);
}

/// Browser toolset and the rest: hosted tools have one right name each.
void hostedEntry(RequestCheck &check, const QJsonObject &tool, const QString &path)
{
    static const QHash<QString, QString> kNames{
        {u"bash_20250124"_s, u"bash"_s},
        {u"text_editor_20250124"_s, u"str_replace_editor"_s},
        {u"text_editor_20250429"_s, u"str_replace_based_edit_tool"_s},
        {u"text_editor_20250728"_s, u"str_replace_based_edit_tool"_s},
        {u"memory_20250818"_s, u"memory"_s}};
    static const QRegularExpression kServerTools(
        u"^(web_search|web_fetch|code_execution|tool_search_tool|advisor|mcp_toolset|browser_toolset)"_s);
    const QString type = typeOf(tool);
    if (kServerTools.match(type).hasMatch())
        return; // not ours to send; nothing is known that could be checked
    if (!kNames.contains(type))
        return check.refuse(
            "tool-type",
            u"%1: Input tag '%2' found using 'type' does not match any of the expected tags"_s.arg(
                path, type));
    QStringList fields = kHostedFields;
    if (type == "text_editor_20250728"_L1)
        fields << u"max_characters"_s;
    check.allowOnly(tool, fields, path);
    if (tool.value("name"_L1).toString() != kNames.value(type))
        check.refuse("tool-name", u"%1.name: Input should be '%2'"_s.arg(path, kNames.value(type)));
}

void entry(RequestCheck &check, const QJsonObject &tool, const QString &path)
{
    const QString type = typeOf(tool);
    if (type.startsWith("computer_toolset_"_L1))
        return toolsetEntry(check, tool, path);
    if (!type.startsWith("computer_"_L1))
        return type.isEmpty() || type == "custom"_L1 ? customEntry(check, tool, path)
                                                     : hostedEntry(check, tool, path);
    oldComputerEntry(check, tool, path);
    if (tool.value("name"_L1).toString() != "computer"_L1)
        check.refuse("tool-name", path + u".name: Input should be 'computer'"_s);
}

/// Conversation rules 8: names are unique. Computer tool: one toolset, and nothing else of its
/// name.
void conflicts(RequestCheck &check)
{
    QSet<QString> names;
    for (const QJsonValue &tool : check.tools()) {
        const QString name = typeOf(tool).startsWith("computer_toolset_"_L1)
                                 ? u"computer"_s
                                 : tool.toObject().value("name"_L1).toString();
        if (names.contains(name) && !name.isEmpty())
            check.refuse("tool-conflict", u"tools: Tool names must be unique."_s);
        names << name;
    }
    if (check.declaresToolset() && check.hasBeta("fine-grained-tool-streaming-2025-05-14"))
        check.refuse("toolset-beta",
                     u"fine-grained-tool-streaming-2025-05-14 cannot be combined with a toolset"_s);
}

/// Request parameters; Computer tool: what may be forced.
void toolChoice(RequestCheck &check)
{
    if (!check.body.contains("tool_choice"_L1))
        return;
    const QJsonObject choice = check.body.value("tool_choice"_L1).toObject();
    const QString type = choice.value("type"_L1).toString();
    const bool forced = type == "any"_L1 || type == "tool"_L1;
    check.allowOnly(choice, {u"type"_s, u"name"_s, u"disable_parallel_tool_use"_s},
                    u"tool_choice"_s);
    if (!forced && type != "auto"_L1 && type != "none"_L1)
        check.refuse("tool-choice", u"tool_choice: Input tag '%1' is not expected"_s.arg(type));
    if (check.tools().isEmpty())
        check.refuse("tool-choice", u"tool_choice may only be specified while providing tools"_s);
    if (forced && !check.model.forcedToolChoice)
        check.refuse("forced-tool-choice",
                     u"tool_choice: type \"tool\" and \"any\" are not supported for this model."_s);
    if (type != "tool"_L1)
        return;
    const QString name = choice.value("name"_L1).toString();
    const QJsonArray tools = check.tools();
    const bool known = std::any_of(tools.begin(), tools.end(), [&name](const QJsonValue &tool) {
        return tool.toObject().value("name"_L1).toString() == name; // a toolset's entry has no name
    });
    if (!known)
        check.refuse("tool-choice",
                     u"tool_choice: Tool '%1' not found in provided tools"_s.arg(name));
}

} // namespace

void checkToolDeclarations(RequestCheck &check)
{
    const QJsonArray tools = check.tools();
    for (qsizetype i = 0; i < tools.size(); ++i)
        entry(check, tools.at(i).toObject(), u"tools.%1"_s.arg(i));
    conflicts(check);
    toolChoice(check);
}

} // namespace pilothouse
