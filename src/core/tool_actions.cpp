#include "core/tool_actions.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShown = 60;

ToolAction computer(const QString &name, const QStringList &arguments = {},
                    const QString &meaning = {})
{
    return {u"computer"_s, name, arguments, meaning};
}

ToolAction click(const QString &name)
{
    return computer(name, {u"coordinate"_s, u"text"_s});
}

ToolAction actOn(const QString &name, const QString &meaning, const QStringList &more = {})
{
    return {u"act_on"_s, name, QStringList{u"id"_s, u"picture"_s} + more, meaning};
}

ToolAction windows(const QString &name, const QString &meaning = {}, const QStringList &more = {})
{
    return {u"windows"_s, name, QStringList{u"id"_s, u"picture"_s} + more, meaning};
}

ToolAction waitFor(const QString &name, const QStringList &arguments, const QString &meaning)
{
    return {u"wait_for"_s, name, arguments + QStringList{u"timeout"_s}, meaning};
}

ToolAction bash(const QString &name)
{
    return {u"bash"_s, name, {u"command"_s, u"restart"_s}};
}

ToolAction edit(const QString &name, const QStringList &arguments, const QString &meaning)
{
    return {u"edit"_s, name, arguments, meaning};
}

} // namespace

// Long: a table.
const QList<ToolAction> &toolActions()
{
    static const QList<ToolAction> all{
        computer(u"screenshot"_s, {}, u"look at the screen"_s),
        click(u"left_click"_s),
        click(u"right_click"_s),
        click(u"middle_click"_s),
        click(u"double_click"_s),
        click(u"triple_click"_s),
        computer(u"left_click_drag"_s,
                 {u"start_coordinate"_s, u"coordinate"_s, u"text"_s, u"via"_s}),
        computer(u"mouse_move"_s, {u"coordinate"_s}),
        computer(u"left_mouse_down"_s),
        computer(u"left_mouse_up"_s),
        computer(u"cursor_position"_s),
        computer(u"scroll"_s,
                 {u"scroll_direction"_s, u"scroll_amount"_s, u"coordinate"_s, u"text"_s},
                 u"turn the wheel"_s),
        computer(u"type"_s, {u"text"_s}, u"enter the text in `text`"_s),
        computer(u"key"_s, {u"text"_s, u"repeat"_s}, u"press the key or combination in `text`"_s),
        computer(u"hold_key"_s, {u"text"_s, u"duration"_s},
                 u"hold the key in `text` for `duration` seconds"_s),
        computer(u"wait"_s, {u"duration"_s}, u"do nothing for `duration` seconds"_s),
        computer(u"zoom"_s, {u"region"_s}, u"look at `region` enlarged"_s),

        bash(u"run"_s),
        bash(u"restart"_s),

        edit(u"view"_s, {u"path"_s, u"view_range"_s},
             u"show a file with line numbers, or a folder's contents"_s),
        edit(u"create"_s, {u"path"_s, u"file_text"_s}, u"write a new file"_s),
        edit(u"str_replace"_s, {u"path"_s, u"old_str"_s, u"new_str"_s},
             u"replace old_str, which must occur exactly once, by new_str"_s),
        // Earlier versions of the tool called insert_text new_str.
        edit(u"insert"_s, {u"path"_s, u"insert_line"_s, u"insert_text"_s, u"new_str"_s},
             u"put insert_text after line insert_line"_s),

        {u"elements"_s, u"elements"_s, {u"window"_s, u"role"_s, u"text"_s}},

        actOn(u"click"_s, {}),
        actOn(u"double_click"_s, {}),
        actOn(u"right_click"_s, {}),
        actOn(u"focus"_s, u"give it the keyboard"_s),
        actOn(u"set_text"_s, u"replace what a field holds by `text`"_s, {u"text"_s}),
        actOn(u"check"_s, {}),
        actOn(u"uncheck"_s, {}),
        actOn(u"select"_s, u"choose it, or of a combo box the entry `text`"_s, {u"text"_s}),
        actOn(u"expand"_s, {}),
        actOn(u"collapse"_s, {}),
        actOn(u"scroll_to"_s, u"scroll until it is visible"_s),

        {u"read_page"_s, u"read_page"_s, {u"offset"_s}},

        {u"windows"_s, u"list"_s, {}, {}},
        windows(u"focus"_s, u"bring it to the front and give it the keyboard"_s),
        windows(u"move"_s, u"its top left corner to `coordinate`, and/or give it `size`"_s,
                {u"coordinate"_s, u"size"_s}),
        windows(u"maximize"_s),
        windows(u"minimize"_s),
        windows(u"restore"_s, u"undo one of these"_s),
        windows(u"close"_s, u"as its button does: it may ask something first"_s),

        {u"clipboard"_s, u"read"_s, {}, {}},
        {u"clipboard"_s, u"write"_s, {u"text"_s}, {}},

        waitFor(u"text"_s, {u"text"_s}, u"`text` shows"_s),
        waitFor(u"element"_s, {u"role"_s, u"text"_s}, u"one with `role` and/or `text` shows"_s),
        waitFor(u"window"_s, {u"text"_s}, u"one has `text` in its title"_s),
        waitFor(u"gone"_s, {u"role"_s, u"text"_s},
                u"no element and, without `role`, no window title has it any more"_s),
        waitFor(u"still"_s, {}, u"nothing moves or loads any more"_s),
        waitFor(u"file"_s, {u"path"_s}, u"`path` (from the home folder) is there and complete"_s),
    };
    return all;
}

QStringList actionNames(const QString &tool)
{
    QStringList names;
    for (const ToolAction &each : toolActions())
        if (each.tool == tool)
            names += each.name;
    return names;
}

const ToolAction *findAction(const QString &tool, const QString &action)
{
    const auto found = std::ranges::find_if(toolActions(), [&](const ToolAction &each) {
        return each.tool == tool && each.name == action;
    });
    return found == toolActions().end() ? nullptr : &*found;
}

QString unknownCall(const ToolCall &call)
{
    const QString named = (call.action.isEmpty() ? call.name : call.action).left(kShown);
    if (call.toolset == "computer"_L1)
        return u"Error: unknown computer toolset member '%1'"_s.arg(named);
    if (!call.toolset.isEmpty())
        return u"Error: unknown toolset '%1'"_s.arg(call.toolset.left(kShown));
    if (call.tool.isEmpty())
        return u"Error: unknown tool '%1'"_s.arg(named);
    return u"Error: unknown action '%1' of the %2 tool; it has %3."_s.arg(
        call.action.left(kShown), call.tool, actionNames(call.tool).join(u", "_s));
}

} // namespace pilothouse
