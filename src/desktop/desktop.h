#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "core/egress.h"
#include "core/ids.h"
#include "desktop/keyboard_focus.h"
#include "desktop/rfb_access.h"
#include "desktop/screen_elements.h"
#include "sandbox/sandbox.h"
#include "screen/display.h"

#include <QCoroTask>
#include <QObject>

#include <memory>

namespace pilothouse {

/// One whole desktop of a session: sandbox, X server, window manager with panel, and the display
/// connection. Everything ends with this object, or with the server's process.
/// Main thread.
class Desktop : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Desktop)
public:
    /// Starts it and returns when the window manager manages (about 200 ms). The clock outlives it.
    /// Unavailable: a program is missing or did not start; the message names it and the cure.
    static QCoro::Task<Result<std::unique_ptr<Desktop>>>
    open(SessionId session, DesktopConfig config, const Clock &clock, std::stop_token stop);
    ~Desktop() override;

    Display &display();
    Sandbox &sandbox();
    /// What had to be ended or refused to keep the session within its limits, since the last call:
    /// sentences for people and the model.
    QStringList takeNotices();
    /// One host more that its programs may reach, as allowedHost() gives it. Counts from now on,
    /// for this desktop only.
    void allowHost(const QString &entry);
    /// What has the keyboard now; needs DesktopConfig::accessibility. Unavailable: it is switched
    /// off, not known for sure, or not told within about a second. Stopped.
    QCoro::Task<Result<KeyboardFocus>> keyboardFocus(std::stop_token stop);
    /// What there is to use and read: screenElements(). Needs DesktopConfig::accessibility.
    QCoro::Task<Result<ScreenElements>> elements(std::stop_token stop);
    /// For elementNow(), screenPage() and placesOfTexts(); lives as long as the desktop.
    /// Unavailable: it started without DesktopConfig::accessibility.
    Result<const ProgramSandbox *> tellingPrograms() const;
    /// For the viewer gateway.
    RfbAccess rfb() const;
    /// From open() to usable.
    std::chrono::milliseconds startTime() const;

signals:
    /// X server, window manager or sandbox ended by itself. Fires once.
    void died(const pilothouse::Error &reason);
    /// Something on the desktop wanted to connect and was not let. As often as it tries.
    void egressRefused(const pilothouse::EgressRefusal &refusal);

private:
    explicit Desktop(const Clock &clock);
    void watch();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
