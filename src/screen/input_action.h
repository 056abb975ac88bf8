#pragma once

#include <QList>
#include <QPoint>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>

/// What a hand could do at a screen. Points are screen pixels. `modifiers` is a chord such as
/// "ctrl+shift", held down around the action; empty for none.
namespace pilothouse {

enum class PointerButton { Left, Middle, Right };
enum class ScrollDirection { Up, Down, Left, Right };

struct MovePointer
{
    QPoint to;
};
struct Click
{
    PointerButton button = PointerButton::Left;
    int count = 1;                 ///< 1..3
    std::optional<QPoint> at = {}; ///< none: where the pointer is
    QString modifiers = {};
};
struct ButtonChange
{
    PointerButton button = PointerButton::Left;
    bool down = true;
};
struct Drag
{
    QPoint from;
    QPoint to;
    QString modifiers = {};
    QList<QPoint> via = {}; ///< passed on the way, in this order
};
struct Scroll
{
    ScrollDirection direction = ScrollDirection::Down;
    int clicks = 3; ///< wheel clicks, 0 or more
    std::optional<QPoint> at = {};
    QString modifiers = {};
};
/// Any Unicode text, exactly; newline is Return, tab is Tab.
struct TypeText
{
    QString text;
};
/// A chord as models write it: "Return", "ctrl+s", "Page_Down", "super", "ctrl+plus",
/// "XF86AudioPlay". Several chords separated by blanks are pressed one after another.
struct PressKeys
{
    QString keys;
    int repeat = 1; ///< 1..100
};
struct HoldKeys
{
    QString keys;
    std::chrono::milliseconds duration{0};
};
/// Nothing: only time passes and the screen is looked at.
struct DoNothing
{
};

using InputAction = std::variant<DoNothing, MovePointer, Click, ButtonChange, Drag, Scroll,
                                 TypeText, PressKeys, HoldKeys>;

/// Whether a terminal may take it for a command: it ends with Return.
bool sendsLine(const InputAction &action);
/// Whether something else may come up because of it: a click, Return, back and forward.
bool leadsOn(const InputAction &action);

} // namespace pilothouse
