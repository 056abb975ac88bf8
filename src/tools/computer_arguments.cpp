#include "tools/computer_arguments.h"

#include "core/json.h"
#include "core/tool_actions.h"
#include "tools/computer_reading.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostRepeats = 100;
constexpr qint64 kMostScrollClicks = 100;
constexpr qsizetype kLongestText = 20'000;

using Reading = ComputerReading;

QString inSeconds(double seconds)
{
    return QString::number(seconds, 'g', 6);
}

std::chrono::milliseconds milliseconds(double seconds)
{
    return std::chrono::milliseconds(qRound64(seconds * 1000));
}

Result<ComputerRequest> click(const Reading &reading, PointerButton button, int count,
                              const QString &done)
{
    const auto at = reading.optionalPoint(u"coordinate"_s);
    if (!at)
        return fail(at.error());
    const auto modifiers = reading.modifiers();
    if (!modifiers)
        return fail(modifiers.error());
    return Act{Click{.button = button, .count = count, .at = *at, .modifiers = *modifiers}, done};
}

Result<ComputerRequest> leftClick(const Reading &reading)
{
    return click(reading, PointerButton::Left, 1, u"Clicked."_s);
}

Result<ComputerRequest> rightClick(const Reading &reading)
{
    return click(reading, PointerButton::Right, 1, u"Right-clicked."_s);
}

Result<ComputerRequest> middleClick(const Reading &reading)
{
    return click(reading, PointerButton::Middle, 1, u"Middle-clicked."_s);
}

Result<ComputerRequest> doubleClick(const Reading &reading)
{
    return click(reading, PointerButton::Left, 2, u"Double-clicked."_s);
}

Result<ComputerRequest> tripleClick(const Reading &reading)
{
    return click(reading, PointerButton::Left, 3, u"Triple-clicked."_s);
}

Result<ComputerRequest> drag(const Reading &reading)
{
    const auto from = reading.point(u"start_coordinate"_s);
    if (!from)
        return fail(from.error());
    const auto to = reading.point(u"coordinate"_s);
    if (!to)
        return fail(to.error());
    const auto modifiers = reading.modifiers();
    if (!modifiers)
        return fail(modifiers.error());
    const auto via = reading.points(u"via"_s);
    if (!via)
        return fail(via.error());
    return Act{Drag{.from = *from, .to = *to, .modifiers = *modifiers, .via = *via}, u"Dragged."_s};
}

Result<ComputerRequest> move(const Reading &reading)
{
    const auto to = reading.point(u"coordinate"_s);
    if (!to)
        return fail(to.error());
    return Act{MovePointer{*to}, u"Moved the mouse."_s};
}

Result<ComputerRequest> buttonDown(const Reading &)
{
    return Act{ButtonChange{.button = PointerButton::Left, .down = true},
               u"Left mouse button pressed."_s};
}

Result<ComputerRequest> buttonUp(const Reading &)
{
    return Act{ButtonChange{.button = PointerButton::Left, .down = false},
               u"Left mouse button released."_s};
}

Result<ScrollDirection> direction(const Reading &reading)
{
    const Result<QString> given = reading.arguments().text(u"scroll_direction"_s);
    if (!given)
        return fail(given.error());
    static const QHash<QString, ScrollDirection> known{{u"up"_s, ScrollDirection::Up},
                                                       {u"down"_s, ScrollDirection::Down},
                                                       {u"left"_s, ScrollDirection::Left},
                                                       {u"right"_s, ScrollDirection::Right}};
    const auto found = known.constFind(given->trimmed().toLower());
    if (found == known.cend())
        return fail(Errc::InvalidArgument,
                    u"scroll: scroll_direction must be up, down, left or right."_s);
    return *found;
}

Result<ComputerRequest> scroll(const Reading &reading)
{
    const auto towards = direction(reading);
    if (!towards)
        return fail(towards.error());
    const auto clicks = reading.arguments().whole(u"scroll_amount"_s, 0, kMostScrollClicks);
    if (!clicks)
        return fail(clicks.error());
    const auto at = reading.optionalPoint(u"coordinate"_s);
    if (!at)
        return fail(at.error());
    const auto modifiers = reading.modifiers();
    if (!modifiers)
        return fail(modifiers.error());
    const QString word = reading.arguments().text(u"scroll_direction"_s)->trimmed().toLower();
    return Act{Scroll{.direction = *towards,
                      .clicks = static_cast<int>(*clicks),
                      .at = *at,
                      .modifiers = *modifiers},
               u"Scrolled %1."_s.arg(word)};
}

Result<ComputerRequest> type(const Reading &reading)
{
    const Result<QString> given = reading.arguments().text(u"text"_s);
    if (!given)
        return fail(given.error());
    if (given->isEmpty() || given->size() > kLongestText)
        return fail(Errc::InvalidArgument,
                    u"type: text must have 1 to %1 characters; got %2."_s.arg(kLongestText)
                        .arg(given->size()));
    if (wellFormed(*given) != *given)
        return fail(Errc::InvalidArgument,
                    u"type: text holds a NUL or half of a surrogate pair, which no key types."_s);
    return Act{TypeText{*given}, u"Typed."_s};
}

Result<ComputerRequest> key(const Reading &reading)
{
    const Result<QString> keys = reading.keys();
    if (!keys)
        return fail(keys.error());
    int repeat = 1;
    if (reading.arguments().has(u"repeat"_s)) {
        const auto given = reading.arguments().whole(u"repeat"_s, 1, kMostRepeats);
        if (!given)
            return fail(given.error());
        repeat = static_cast<int>(*given);
    }
    return Act{PressKeys{.keys = *keys, .repeat = repeat}, u"Pressed %1."_s.arg(*keys)};
}

Result<ComputerRequest> holdKey(const Reading &reading)
{
    const Result<QString> keys = reading.keys();
    if (!keys)
        return fail(keys.error());
    const Result<double> seconds = reading.seconds();
    if (!seconds)
        return fail(seconds.error());
    return Act{HoldKeys{.keys = *keys, .duration = milliseconds(*seconds)},
               u"Held %1 for %2s."_s.arg(*keys, inSeconds(*seconds))};
}

Result<ComputerRequest> waitAndLook(const Reading &reading)
{
    const Result<double> seconds = reading.seconds();
    if (!seconds)
        return fail(seconds.error());
    return WaitAndLook{.duration = milliseconds(*seconds),
                       .done = u"Waited %1s."_s.arg(inSeconds(*seconds))};
}

Result<ComputerRequest> zoom(const Reading &reading)
{
    const auto numbers = reading.arguments().wholes(
        u"region"_s, 4, u"[x0, y0, x1, y1], four whole numbers in pixels of the screenshot"_s);
    if (!numbers)
        return fail(numbers.error());
    const auto region = reading.scale().regionToScreen(numbers->at(0), numbers->at(1),
                                                       numbers->at(2), numbers->at(3));
    if (!region)
        return fail(region.error());
    return Zoom{*region};
}

Result<ComputerRequest> screenshot(const Reading &)
{
    return Screenshot{};
}

Result<ComputerRequest> tellPointer(const Reading &)
{
    return TellPointer{};
}

using Parser = Result<ComputerRequest> (*)(const Reading &);

const QHash<QString, Parser> &parsers()
{
    static const QHash<QString, Parser> all{
        {u"screenshot"_s, screenshot},
        {u"zoom"_s, zoom},
        {u"left_click"_s, leftClick},
        {u"right_click"_s, rightClick},
        {u"middle_click"_s, middleClick},
        {u"double_click"_s, doubleClick},
        {u"triple_click"_s, tripleClick},
        {u"left_click_drag"_s, drag},
        {u"mouse_move"_s, move},
        {u"left_mouse_down"_s, buttonDown},
        {u"left_mouse_up"_s, buttonUp},
        {u"cursor_position"_s, tellPointer},
        {u"scroll"_s, scroll},
        {u"type"_s, type},
        {u"key"_s, key},
        {u"hold_key"_s, holdKey},
        {u"wait"_s, waitAndLook},
    };
    return all;
}

} // namespace

Result<ComputerRequest> parseComputerCall(const ToolCall &call, const ScreenScale &scale)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    const Parser parse = parsers().value(call.action);
    if (!parse)
        return fail(Errc::InvalidArgument, unknownCall(call));
    return parse(Reading(*arguments, scale));
}

} // namespace pilothouse
