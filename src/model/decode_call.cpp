#include "model/dialect.h"

#include "core/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

/// What the model called, in our own terms. The member names and their fields are those of the
/// toolset's reference; the older single tool carries them in `action`.
namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QSet<QString> &computerActions()
{
    static const QSet<QString> actions{u"screenshot"_s,    u"zoom"_s,
                                       u"left_click"_s,    u"right_click"_s,
                                       u"middle_click"_s,  u"double_click"_s,
                                       u"triple_click"_s,  u"left_click_drag"_s,
                                       u"mouse_move"_s,    u"left_mouse_down"_s,
                                       u"left_mouse_up"_s, u"cursor_position"_s,
                                       u"scroll"_s,        u"type"_s,
                                       u"key"_s,           u"hold_key"_s,
                                       u"wait"_s};
    return actions;
}

const QSet<QString> &editCommands()
{
    static const QSet<QString> commands{u"view"_s, u"create"_s, u"str_replace"_s, u"insert"_s};
    return commands;
}

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
    for (const auto &key : {u"coordinate"_s, u"start_coordinate"_s, u"region"_s})
        mendPoint(input, key);
    for (const auto &key : {u"scroll_amount"_s, u"duration"_s, u"repeat"_s}) {
        bool isNumber = false;
        const double number = input.value(key).toString().toDouble(&isNumber);
        if (isNumber)
            input.insert(key, number);
    }
}

// Early versions of the tool took the held keys of a click as `key`; models still say it at times.
void moveLegacyModifier(ToolCall &call)
{
    const bool pointer = call.action.endsWith("click"_L1) || call.action == "left_click_drag"_L1 ||
                         call.action == "scroll"_L1;
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
    if (computerActions().contains(call.action))
        return moveLegacyModifier(call);
    if (member)
        call.malformed = u"Error: unknown computer toolset member '%1'"_s.arg(call.action);
    else if (call.action.isEmpty())
        call.malformed =
            u"Error: the input has no \"action\". Say what to do, e.g. \"screenshot\"."_s;
    else
        call.malformed = u"Error: unknown computer action '%1'"_s.arg(call.action);
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
    if (!editCommands().contains(call.action))
        call.malformed = u"Error: unknown editor command '%1'. Use view, create, str_replace or "
                         "insert."_s.arg(call.action);
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

    if (!input && !call.tool.isEmpty())
        call.malformed =
            u"Error: the input of '%1' is not valid JSON: %2"_s.arg(name, input.error().message);
    return call;
}

} // namespace pilothouse
