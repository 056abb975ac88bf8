#include "mcp/computer/computer_calls.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kScroll = 5; // clicks of the wheel

QJsonArray point(const QJsonObject &arguments, const QString &x, const QString &y)
{
    return {arguments.value(x), arguments.value(y)};
}

/// What of the arguments was given, under the names that our tools have for it.
QJsonObject renamed(const QJsonObject &arguments, const QList<std::pair<QString, QString>> &names)
{
    QJsonObject input;
    for (const auto &[from, to] : names)
        if (const QJsonValue value = arguments.value(from); !value.isUndefined() && !value.isNull())
            input.insert(to, value);
    return input;
}

ToolCall computer(const QString &action, const QJsonObject &input)
{
    return {.tool = u"computer"_s, .action = action, .input = input};
}

ToolCall click(const QJsonObject &arguments)
{
    const QString kind = arguments.value("kind"_L1).toString(u"left"_s);
    QJsonObject input{{u"coordinate"_s, point(arguments, u"x"_s, u"y"_s)}};
    if (kind == "move"_L1)
        return computer(u"mouse_move"_s, input);
    if (const QString keys = arguments.value("hold"_L1).toString(); !keys.isEmpty())
        input.insert(u"text"_s, keys);
    return computer(kind + u"_click"_s, input);
}

ToolCall drag(const QJsonObject &arguments)
{
    return computer(u"left_click_drag"_s,
                    {{u"start_coordinate"_s, point(arguments, u"from_x"_s, u"from_y"_s)},
                     {u"coordinate"_s, point(arguments, u"x"_s, u"y"_s)}});
}

ToolCall scroll(const QJsonObject &arguments)
{
    return computer(u"scroll"_s,
                    {{u"coordinate"_s, point(arguments, u"x"_s, u"y"_s)},
                     {u"scroll_direction"_s, arguments.value("direction"_L1)},
                     {u"scroll_amount"_s, arguments.value("amount"_L1).toInt(kScroll)}});
}

ToolCall screenshot(const QJsonObject &arguments)
{
    const QJsonObject region = renamed(arguments, {{u"region"_s, u"region"_s}});
    return computer(region.isEmpty() ? u"screenshot"_s : u"zoom"_s, region);
}

/// Of our own tools, which have the same names.
ToolCall own(const QString &tool, const QJsonObject &arguments)
{
    QJsonObject input = renamed(arguments, {{u"text"_s, u"text"_s},
                                            {u"role"_s, u"role"_s},
                                            {u"id"_s, u"id"_s},
                                            {u"offset"_s, u"offset"_s},
                                            {u"path"_s, u"path"_s},
                                            {u"timeout"_s, u"timeout"_s}});
    const QString action = arguments.value("action"_L1).toString(tool);
    return {.tool = tool, .action = action, .input = input};
}

} // namespace

ToolCall computerCall(const QString &tool, const QJsonObject &arguments)
{
    if (tool == "screenshot"_L1)
        return screenshot(arguments);
    if (tool == "click"_L1)
        return click(arguments);
    if (tool == "drag"_L1)
        return drag(arguments);
    if (tool == "scroll"_L1)
        return scroll(arguments);
    if (tool == "type"_L1)
        return computer(u"type"_s, renamed(arguments, {{u"text"_s, u"text"_s}}));
    if (tool == "key"_L1)
        return computer(u"key"_s,
                        renamed(arguments, {{u"keys"_s, u"text"_s}, {u"repeat"_s, u"repeat"_s}}));
    if (tool == "wait"_L1)
        return computer(u"wait"_s, renamed(arguments, {{u"seconds"_s, u"duration"_s}}));
    static const QStringList ours{u"elements"_s, u"act_on"_s,    u"read_page"_s,
                                  u"windows"_s,  u"clipboard"_s, u"wait_for"_s};
    if (ours.contains(tool))
        return own(tool, arguments);
    if (tool == "run_command"_L1)
        return {.tool = u"bash"_s,
                .action = u"run"_s,
                .input = renamed(arguments, {{u"command"_s, u"command"_s}})};
    if (tool == "read_file"_L1)
        return {.tool = u"edit"_s,
                .action = u"view"_s,
                .input =
                    renamed(arguments, {{u"path"_s, u"path"_s}, {u"lines"_s, u"view_range"_s}})};
    if (tool == "write_file"_L1)
        return {.tool = u"edit"_s,
                .action = u"create"_s,
                .input = renamed(arguments, {{u"path"_s, u"path"_s}, {u"text"_s, u"file_text"_s}})};
    return {};
}

} // namespace pilothouse
