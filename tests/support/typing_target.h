#pragma once

#include "screen/x11_display.h"
#include "support/test_x_server.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace pilothouse {

/// An application that is typed into and tells what arrived.
class TypingTarget
{
public:
    virtual ~TypingTarget() = default;
    /// Starts it and puts the focus into its text. False with a reason in `error`.
    virtual bool open(QString *error) = 0;
    /// Empties the text, where there is one to empty.
    virtual void clear() = 0;
    /// All that arrived since clear(), as far as the application has handled it.
    virtual QString text() = 0;
};

/// "xterm", "mousepad", "firefox" or "chromium" on this server.
std::unique_ptr<TypingTarget> makeTypingTarget(const QString &name, TestXServer &server,
                                               X11Display &display);

/// A text to type and its name in tables.
struct TypingText
{
    QString name;
    QString text;
};
/// ASCII, mixed scripts, 400 different Han characters, alternating, 1000 ASCII characters.
QList<TypingText> typingTexts();

/// How many characters of `actual` are right: the longest common subsequence with `expected`.
int rightCharacters(const QString &expected, const QString &actual);

/// Runs the event loop until `done` or the time is over; returns whether it was done.
bool waitUntil(const std::function<bool()> &done, std::chrono::milliseconds timeout);

} // namespace pilothouse
