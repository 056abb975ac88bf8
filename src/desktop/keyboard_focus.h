#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "sandbox/program_sandbox.h"

#include <QByteArray>
#include <QCoroTask>
#include <QRect>
#include <QString>
#include <QUrl>

#include <stop_token>

namespace pilothouse {

/// What has the keyboard, as the accessibility bus (AT-SPI) of the desktop tells it. Addresses are
/// the browser's own: nothing that a page says of itself (title, names, roles, attributes) changes
/// them. What else runs in the session could pretend to be a browser.
struct KeyboardFocus
{
    QString application; ///< its name on the bus
    QString role; ///< AT-SPI role name: "entry", "password text", …; an element may claim one
    bool hidesText = false; ///< a password field by its role: what is typed shows as dots
    /// Address of the nearest document around it; an iframe's own for what is in an iframe. Empty:
    /// it is in none, as the browser's own fields are. "unknown:" when the browser does not tell it
    /// (Firefox: data:). Long ones end after the host. Only http and https name a host of the web.
    QUrl document;
    /// Of the outermost document. It can take the keyboard from its frames at any time, so whoever
    /// types for the one must trust the other as well.
    QUrl page;
    /// On the screen, pixels. Empty: unknown, as for the first moments of a page.
    QRect place;

    bool operator==(const KeyboardFocus &) const = default;
};

/// What pilothouse-sight answered, one line. Unavailable: it could not tell, or the line is none of
/// its.
Result<KeyboardFocus> keyboardFocusFrom(const QByteArray &line);

/// Runs pilothouse-sight as `command` says. Unavailable: it could not tell, or not within about a
/// second; Stopped.
QCoro::Task<Result<KeyboardFocus>> readKeyboardFocus(SandboxedCommand command, const Clock &clock,
                                                     std::stop_token stop);

} // namespace pilothouse
