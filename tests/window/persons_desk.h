#pragma once

#include "screen/x11_display.h"
#include "support/test_x_server.h"
#include "window/accessible_tree.h"
#include "window/private_bus.h"

#include <QPointer>

#include <memory>
#include <optional>

inline constexpr int kPatience = 60'000; // milliseconds for any one thing to happen

class PersonsDesk;

/// One pilothouse-desktop that runs, as a person sees and uses it: by real pointer and keyboard.
class OpenWindow
{
public:
    OpenWindow(PersonsDesk &desk, QProcess *process) : m_desk(&desk), m_process(process) {}

    /// Whether something that can be seen says `words`, among others.
    bool shows(const QString &words) const;
    /// Waits until it does, kPatience at most; false: it did not. What is drawn anew while more of
    /// it arrives is gone for moments: once seen is seen.
    bool comesToShow(const QString &words) const;
    /// How many things that can be seen are called exactly so.
    int timesShown(const QString &name) const;
    /// All that is said, for messages of tests.
    QString said() const;
    /// What the thing of that name says of itself; null without one. Qt tells no name of a field
    /// that hides its text: what is said beside it counts then.
    std::optional<Accessible> thing(const QString &name) const;
    std::optional<Accessible> thingThatStartsWith(const QString &name) const;
    QString textIn(const QString &name) const;
    /// Clicks on what has exactly that name; false: it did not come, or cannot be used.
    bool click(const QString &name);
    /// The same at a place in it: (0, 0) is its top left, (1, 1) its end.
    bool clickAt(const QString &name, QPointF at);
    void toFront();
    /// The X window of the program that is on the screen; empty: none.
    QString xWindow() const;
    QString title() const;
    bool isInFront() const;
    /// What it wrote to its output so far that is about its QML or its tray: lines that name a file
    /// of it, singletons that wait for each other, an entry without a picture.
    QByteArray complaints();
    QProcess &process() { return *m_process; }
    /// Asks it to end by its key; false: it does not.
    bool quit();
    bool isRunning() const { return m_process->state() != QProcess::NotRunning; }

private:
    PersonsDesk *m_desk;
    QPointer<QProcess> m_process;
    QByteArray m_log;
};

/// A person's desk: a real screen with a window manager, hands, a session bus and an accessibility
/// bus of its own. Everything on it ends with it.
class PersonsDesk
{
public:
    /// False: `error` says why.
    bool start(QString *error, const QString &geometry = QStringLiteral("1400x900"));
    /// Starts the window with these arguments.
    OpenWindow open(const QStringList &arguments);

    void type(const QString &text);
    void press(const QString &keys, int repeat = 1);
    void hand(const QStringList &xdotool);
    QString bus() const { return m_bus.address(); }
    QString accessibilityBus() const { return m_accessibilityBus; }
    /// Home of who sits here.
    QString home() const { return m_screen->folder(); }
    pilothouse::TestXServer &screen() { return *m_screen; }
    /// Whether any file below the home says `words`.
    bool isWritten(const QByteArray &words) const;
    /// What is on the screen.
    QImage look();
    /// Keeps what is seen as NAME.png in the folder of PILOTHOUSE_SHOTS, if that is set.
    void shot(const QString &name);

private:
    bool startAccessibility();

    PrivateBus m_bus;
    QString m_accessibilityBus;
    std::unique_ptr<pilothouse::TestXServer> m_screen;
    std::unique_ptr<pilothouse::X11Display> m_hands;
};
