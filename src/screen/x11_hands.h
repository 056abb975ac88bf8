#pragma once

#include "screen/clipboard_owner.h"
#include "screen/clipboard_reader.h"
#include "screen/input_action.h"
#include "screen/keyboard.h"
#include "screen/pointer_device.h"
#include "screen/settle/screen_watch.h"
#include "screen/typist.h"
#include "screen/windows/screen_window.h"

namespace pilothouse {

/// All that an agent can do at one screen, put together. Made on the main thread, then used on the
/// X thread only; every function blocks until done, stopped (within 100 ms) or the server is gone.
class X11Hands
{
    Q_DISABLE_COPY_MOVE(X11Hands)
public:
    X11Hands(XConnection &connection, const UnderWay &underWay);

    /// Prepares keyboard and screen. Unavailable, Unsupported: this server cannot be used.
    Result<> open();

    Result<QImage> capture(bool withPointer) { return m_grabber.capture(withPointer); }
    Result<> perform(const InputAction &action, const std::stop_token &stop);
    Result<Look> performAndLook(const InputAction &action, const SettlePolicy &policy,
                                const std::stop_token &stop);
    Result<QPoint> pointerPosition() { return m_pointer.position(); }
    /// actOnWindow().
    Result<> actOn(quint32 window, const WindowAction &action, const std::stop_token &stop);
    void releaseAll();
    Result<QString> clipboard(const std::stop_token &stop);
    void setClipboard(const QString &text) { m_owner.set(text.toUtf8()); }

private:
    using Stop = const std::stop_token &;
    Result<> act(const DoNothing &action, Stop stop);
    Result<> act(const MovePointer &action, Stop stop);
    Result<> act(const Click &action, Stop stop);
    Result<> act(const ButtonChange &action, Stop stop);
    Result<> act(const Drag &action, Stop stop);
    Result<> act(const Scroll &action, Stop stop);
    Result<> act(const TypeText &action, Stop stop);
    Result<> act(const PressKeys &action, Stop stop);
    Result<> act(const HoldKeys &action, Stop stop);
    /// Runs `gesture` with the keys held around it.
    Result<> withModifiers(const QString &modifiers, Stop stop,
                           const std::function<Result<>()> &gesture);
    Result<> tapChord(const Chord &chord, Stop stop);
    void waitForFocus(Stop stop);

    XConnection &m_connection;
    WindowBarrier m_barrier;
    Keyboard m_keyboard;
    Typist m_typist;
    PointerDevice m_pointer;
    ScreenGrabber m_grabber;
    ScreenWatch m_watch;
    ClipboardOwner m_owner;
    ClipboardReader m_reader;
};

} // namespace pilothouse
