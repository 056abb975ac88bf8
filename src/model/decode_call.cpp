#include "model/dialect.h"

#include "core/json.h"
#include "core/tool_actions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

/// What the model called, in our own terms. The member names and their fields are those of the
/// toolset's reference; the older single tool carries them in `action`.
namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Small models write "[640, 400]" or "640,400" where an array of numbers is asked for.
void mendPoint(QJsonObject &input, const QString &key)
{
    const QJsonValue value = input.value(key);
    if (!value.isString())
        return;
    static const QRegularExpression number(u"-?\\d+(?:\\.\\d+)?"_s);
    QJsonArray numbers;
    auto match = number.globalMatch(value.toString());
    while (match.hasNext())
        numbers += match.next().captured().toDouble();
    if (!numbers.isEmpty())
        input.insert(key, numbers);
}

void mendCustomInput(QJsonObject &input)
{
    for (const auto &key : {u"coordinate"_s, u"start_coordinate"_s, u"region"_s, u"size"_s})
        mendPoint(input, key);
    for (const auto &key :
         {u"scroll_amount"_s, u"duration"_s, u"repeat"_s, u"offset"_s, u"timeout"_s}) {
        bool isNumber = false;
        const double number = input.value(key).toString().toDouble(&isNumber);
        if (isNumber)
            input.insert(key, number);
    }
}

// Early versions of the tool took the held keys of a click as `key`; models still say it at times.
void moveLegacyModifier(ToolCall &call)
{
    const QStringList takes = findAction(call.tool, call.action)->arguments;
    const bool pointer = takes.contains("coordinate"_L1) && takes.contains("text"_L1);
    if (!pointer || !call.input.contains("key"_L1))
        return;
    const QJsonValue modifier = call.input.take("key"_L1);
    if (!call.input.contains("text"_L1))
        call.input.insert("text"_L1, modifier);
}

void decodeComputer(ToolCall &call, ToolDialect dialect)
{
    call.tool = u"computer"_s;
    const bool member = !call.toolset.isEmpty();
    call.action = member ? call.name : call.input.take("action"_L1).toString();
    if (dialect == ToolDialect::Custom)
        mendCustomInput(call.input);
    if (findAction(call.tool, call.action))
        return moveLegacyModifier(call);
    call.malformed =
        member || !call.action.isEmpty()
            ? unknownCall(call)
            : u"Error: the input has no \"action\". Say what to do, e.g. \"screenshot\"."_s;
}

void decodeBash(ToolCall &call)
{
    call.tool = u"bash"_s;
    const bool restart = call.input.value("restart"_L1).toBool();
    call.action = restart ? u"restart"_s : u"run"_s;
    if (!restart && call.input.value("command"_L1).toString().trimmed().isEmpty())
        call.malformed = u"Error: give a \"command\" to run, or \"restart\": true."_s;
}

void decodeEdit(ToolCall &call)
{
    call.tool = u"edit"_s;
    call.action = call.input.take("command"_L1).toString();
    if (!findAction(call.tool, call.action))
        call.malformed = unknownCall(call);
}

/// One of our own tools: its only action, or the one that the input names.
void decodeOwn(ToolCall &call, const QString &tool, ToolDialect dialect)
{
    call.tool = tool;
    if (dialect == ToolDialect::Custom)
        mendCustomInput(call.input);
    const QStringList actions = actionNames(tool);
    call.action = actions.size() == 1 ? actions.first() : call.input.take("action"_L1).toString();
    if (!findAction(call.tool, call.action))
        call.malformed = unknownCall(call);
}

} // namespace

ToolCall decodeCall(ToolDialect dialect, const QString &id, const QString &name,
                    const QString &toolset, const QByteArray &inputJson)
{
    ToolCall call{.id = id, .toolset = toolset, .name = name};
    const auto input = parseJsonObject(inputJson);
    if (input)
        call.input = *input;

    const bool single = dialect != ToolDialect::ComputerToolset20260801;
    if (toolset == "computer"_L1)
        decodeComputer(call, dialect);
    else if (!toolset.isEmpty())
        return call; // a toolset that we never offered
    else if (name == "computer"_L1 && single)
        decodeComputer(call, dialect);
    else if (name == "computer"_L1) {
        // The API hands a batch it could not take apart through as one call without a toolset.
        call.tool = u"computer"_s;
        call.malformed =
            u"Error: this batch of computer actions could not be read. Call the "
            "computer toolset's members one by one, e.g. left_click, then screenshot."_s;
    } else if (name == "bash"_L1)
        decodeBash(call);
    else if (name == "edit"_L1 || name.startsWith("str_replace_"_L1))
        decodeEdit(call);
    else if (toolNames().contains(name))
        decodeOwn(call, name, dialect);

    if (!input && !call.tool.isEmpty())
        call.malformed =
            u"Error: the input of '%1' is not valid JSON: %2"_s.arg(name, input.error().message);
    return call;
}

} // namespace pilothouse
