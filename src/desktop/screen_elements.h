#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "sandbox/program_sandbox.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QList>
#include <QRect>
#include <QString>
#include <QStringList>

#include <optional>
#include <stop_token>

namespace pilothouse {

/// A thing on the screen that can be used or read, as its program tells of it: all texts are the
/// program's own, or its page's.
struct ScreenElement
{
    QString key;             ///< the same as long as the thing exists
    QString role;            ///< "button", "field", "link" …: sight/element_roles.cpp
    QString name = {};       ///< a text without one: what it says
    QString value = {};      ///< what a field holds; never that of a password
    QStringList states = {}; ///< "focused", "checked", "disabled" …
    QRect place = {};        ///< in pixels of the screen
    QString window = {};     ///< its title
};

struct ScreenElements
{
    QList<ScreenElement> all; ///< window by window, in the order of reading
    int silentPrograms = 0;   ///< that did not answer, or not all, in time
};

/// What programs in `sandbox`, which has accessibility, show now. Programs that tell nothing of
/// what they show (xterm) are left out. Unavailable: none can be asked; Stopped.
QCoro::Task<Result<ScreenElements>> screenElements(const ProgramSandbox &sandbox,
                                                   const Clock &clock, std::stop_token stop);

/// What can be done with an element without a hand on mouse and keyboard.
enum class ElementDeed {
    Look,   ///< nothing
    Scroll, ///< it is brought into sight
    Focus,  ///< it gets the keyboard
    Press,  ///< what a click would do
    Fill,   ///< it holds another text from now on
};

/// One element after that.
struct ElementNow
{
    ScreenElement element;  ///< without its window
    bool isShowing = false; ///< on the screen, as its program says
    bool isCovered = false; ///< a window of another program is in front of its middle
    bool isDone = false;
};

/// Asks its program. `text`: for Fill. Nothing: it is gone. Unavailable: it does not answer;
/// Stopped.
QCoro::Task<Result<std::optional<ElementNow>>> elementNow(const ProgramSandbox &sandbox,
                                                          QString key, ElementDeed deed,
                                                          QString text, const Clock &clock,
                                                          std::stop_token stop);

/// From what pilothouse-sight tells of one. Pure.
ScreenElement screenElementFrom(const QJsonObject &json);
/// From the line of pilothouse-sight. Unavailable: it is none of elements. Pure.
Result<ScreenElements> screenElementsFrom(const QByteArray &line);

} // namespace pilothouse
