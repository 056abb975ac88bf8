#include "model/responses/computer_actions.h"

#include "model/responses/key_names.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownName = 60;

ToolCall computerCall(const QString &action, const QJsonObject &input = {})
{
    return {.name = u"computer"_s, .tool = u"computer"_s, .action = action, .input = input};
}

/// As it was said, for people to see.
QList<ToolCall> refusedAction(const QJsonObject &action, const QString &why)
{
    QJsonObject input = action;
    ToolCall call = computerCall(input.take("type"_L1).toString(), input);
    call.malformed = u"Error: "_s + why;
    return {call};
}

QJsonArray placeIn(const QJsonObject &action)
{
    return {action.value("x"_L1), action.value("y"_L1)};
}

std::optional<QString> chordIn(const QJsonObject &action)
{
    const QJsonValue given = action.value("keys"_L1);
    if (!given.isArray() && !given.isNull() && !given.isUndefined())
        return std::nullopt;
    QStringList keys;
    const QJsonArray list = given.toArray();
    for (const QJsonValue &key : list)
        keys.append(key.toString());
    return chordOf(keys);
}

/// `call` with the keys that are withHeldKeys meanwhile.
QList<ToolCall> withHeldKeys(const QJsonObject &action, QList<ToolCall> calls)
{
    const auto chord = chordIn(action);
    if (!chord)
        return refusedAction(action, u"`keys` holds what is no name of a key."_s);
    if (!chord->isEmpty())
        for (ToolCall &call : calls)
            call.input.insert(u"text"_s, *chord);
    return calls;
}

QString buttonIn(const QJsonObject &action)
{
    const QJsonValue button = action.value("button"_L1);
    return button.isUndefined() || button.isNull() ? u"left"_s : button.toString();
}

QList<ToolCall> clickCalls(const QJsonObject &action)
{
    static const QHash<QString, QString> buttons{{u"left"_s, u"left_click"_s},
                                                 {u"right"_s, u"right_click"_s},
                                                 {u"wheel"_s, u"middle_click"_s},
                                                 {u"middle"_s, u"middle_click"_s}};
    // The mouse of the desktop has no such buttons; everywhere these keys do what they do.
    static const QHash<QString, QString> keys{{u"back"_s, u"alt+Left"_s},
                                              {u"forward"_s, u"alt+Right"_s}};
    const QString button = buttonIn(action);
    const QString key = keys.value(button);
    if (!key.isEmpty() && chordIn(action) == QString())
        return {computerCall(u"key"_s, {{u"text"_s, key}})};
    const QString name = buttons.value(button);
    if (!key.isEmpty())
        return refusedAction(action, u"no keys can be held with this button of the mouse."_s);
    if (name.isEmpty())
        return refusedAction(action,
                             u"there is no mouse button '%1'; there are left, right, wheel, back "
                             "and forward."_s.arg(button.left(kShownName)));
    return withHeldKeys(action, {computerCall(name, {{u"coordinate"_s, placeIn(action)}})});
}

QList<ToolCall> doubleClickCalls(const QJsonObject &action)
{
    if (buttonIn(action) != "left"_L1)
        return refusedAction(action, u"a double click is made with the left button."_s);
    return withHeldKeys(action,
                        {computerCall(u"double_click"_s, {{u"coordinate"_s, placeIn(action)}})});
}

QList<ToolCall> dragCalls(const QJsonObject &action)
{
    QJsonArray points;
    const QJsonArray path = action.value("path"_L1).toArray();
    for (const QJsonValue &point : path)
        points.append(point.isArray() ? point : QJsonValue(placeIn(point.toObject())));
    if (points.size() < 2)
        return refusedAction(action, u"a drag needs a `path` of two points or more."_s);
    QJsonObject input{{u"start_coordinate"_s, points.takeAt(0)}};
    input.insert(u"coordinate"_s, points.takeAt(points.size() - 1));
    if (!points.isEmpty())
        input.insert(u"via"_s, points);
    return withHeldKeys(action, {computerCall(u"left_click_drag"_s, input)});
}

QList<ToolCall> keypressCalls(const QJsonObject &action)
{
    const auto chord = chordIn(action);
    if (!chord || chord->isEmpty())
        return refusedAction(action, u"`keys` must name keys such as CTRL, ENTER or A."_s);
    return {computerCall(u"key"_s, {{u"text"_s, *chord}})};
}

QList<ToolCall> moveCalls(const QJsonObject &action)
{
    const auto chord = chordIn(action);
    if (!chord || !chord->isEmpty())
        return refusedAction(action,
                             u"no keys can be held while the mouse only moves: give them to the "
                             "click or the drag."_s);
    return {computerCall(u"mouse_move"_s, {{u"coordinate"_s, placeIn(action)}})};
}

QList<ToolCall> screenshotCalls(const QJsonObject &)
{
    return {computerCall(u"screenshot"_s)};
}

std::optional<ToolCall> scrolled(const QJsonObject &action, double pixels, const QString &forth,
                                 const QString &back)
{
    if (pixels == 0)
        return std::nullopt;
    const double clicks = std::max(1.0, std::round(std::abs(pixels) / kScrollPixels));
    return computerCall(u"scroll"_s, {{u"scroll_direction"_s, pixels > 0 ? forth : back},
                                      {u"scroll_amount"_s, clicks},
                                      {u"coordinate"_s, placeIn(action)}});
}

QList<ToolCall> scrollCalls(const QJsonObject &action)
{
    QList<ToolCall> calls;
    if (const auto call =
            scrolled(action, action.value("scroll_y"_L1).toDouble(), u"down"_s, u"up"_s))
        calls.append(*call);
    if (const auto call =
            scrolled(action, action.value("scroll_x"_L1).toDouble(), u"right"_s, u"left"_s))
        calls.append(*call);
    if (calls.isEmpty())
        return refusedAction(action,
                             u"the distance of the scroll is nothing: give scroll_x or scroll_y "
                             "in pixels."_s);
    return withHeldKeys(action, calls);
}

QList<ToolCall> typeCalls(const QJsonObject &action)
{
    return {computerCall(u"type"_s, {{u"text"_s, action.value("text"_L1)}})};
}

QList<ToolCall> waitCalls(const QJsonObject &)
{
    return {computerCall(u"wait"_s, {{u"duration"_s, kWaitSeconds}})};
}

struct ActionRow
{
    QStringList members;
    QList<ToolCall> (*calls)(const QJsonObject &);
};

const QHash<QString, ActionRow> &actionRows()
{
    static const QHash<QString, ActionRow> all{
        {u"click"_s, {{u"button"_s, u"x"_s, u"y"_s, u"keys"_s}, clickCalls}},
        {u"double_click"_s, {{u"button"_s, u"x"_s, u"y"_s, u"keys"_s}, doubleClickCalls}},
        {u"drag"_s, {{u"path"_s, u"keys"_s}, dragCalls}},
        {u"keypress"_s, {{u"keys"_s}, keypressCalls}},
        {u"move"_s, {{u"x"_s, u"y"_s, u"keys"_s}, moveCalls}},
        {u"screenshot"_s, {{}, screenshotCalls}},
        {u"scroll"_s, {{u"x"_s, u"y"_s, u"scroll_x"_s, u"scroll_y"_s, u"keys"_s}, scrollCalls}},
        {u"type"_s, {{u"text"_s}, typeCalls}},
        {u"wait"_s, {{}, waitCalls}}};
    return all;
}

} // namespace

QList<ToolCall> callsFor(const QJsonObject &action)
{
    const QString type = action.value("type"_L1).toString();
    const auto row = actionRows().constFind(type);
    if (row == actionRows().constEnd())
        return refusedAction(action,
                             u"the computer has no action '%1'."_s.arg(type.left(kShownName)));
    for (auto member = action.begin(); member != action.end(); ++member) {
        const bool isKnown = member.key() == "type"_L1 || row->members.contains(member.key());
        if (!isKnown && !member.value().isNull())
            return refusedAction(action, u"the action '%1' has no member '%2'."_s.arg(
                                             type, member.key().left(kShownName)));
    }
    return row->calls(action);
}

} // namespace pilothouse
