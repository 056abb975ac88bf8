#pragma once

#include "screen/chord.h"
#include "screen/key_pool.h"
#include "screen/keymap.h"
#include "screen/window_barrier.h"

#include <optional>

namespace pilothouse {

/// The agent's hands on the keyboard: presses keys through XTEST and knows which are down.
/// Used on the X thread.
class Keyboard
{
    Q_DISABLE_COPY_MOVE(Keyboard)
public:
    Keyboard(XConnection &connection, WindowBarrier &barrier);

    /// Reads the layout and prepares the pool; before the first key.
    Result<> open();

    /// Brings layout and pool up to date; before a series of keys.
    void refresh();
    /// Keys that only the pool can press are bound, at most capacity() of them, waiting for the
    /// applications where a key gets a new meaning. Stopped: not all of them are bound.
    Result<> bind(const QSet<xkb_keysym_t> &keysyms, const std::stop_token &stop);
    bool native(xkb_keysym_t keysym) const { return m_keymap.find(keysym).has_value(); }
    int poolCapacity() const { return m_pool.capacity(); }

    /// Presses and releases one bound or native key with what it needs held.
    void tap(xkb_keysym_t keysym);
    /// Presses the chord's keys in order and leaves them down; Shift is added only if a key needs
    /// it and the chord has none. InvalidArgument: more unusual keys than the pool can hold.
    Result<> press(const Chord &chord, const std::stop_token &stop);
    /// Releases what press() pressed, last first.
    void releaseAll();

    bool clearCapsLock() { return m_keymap.clearCapsLock(); }
    void setCapsLock() { m_keymap.setCapsLock(); }

private:
    KeyPlace locate(xkb_keysym_t keysym) const;
    void send(xcb_keycode_t keycode, bool down);
    void hold(xcb_keycode_t keycode);
    void settleNumLock(xkb_keysym_t keysym, bool numLock);

    XConnection &m_connection;
    WindowBarrier &m_barrier;
    Keymap m_keymap;
    KeyPool m_pool;
    QList<xcb_keycode_t> m_held;
    std::optional<bool> m_numLockBefore; ///< what to restore after keys of the keypad
};

} // namespace pilothouse
