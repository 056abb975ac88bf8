#pragma once

#include "screen/x_connection.h"

#include <QHash>

#include <xkbcommon/xkbcommon.h>

#include <optional>

namespace pilothouse {

/// Where a keysym sits: a key, and what must be held with it.
struct KeyPlace
{
    xcb_keycode_t keycode = 0;
    bool shift = false;
    bool level3 = false;  ///< AltGr
    bool numLock = false; ///< on the keypad: what Num Lock must be

    bool operator==(const KeyPlace &) const = default;
};

/// The server's own layout: the keys below kFirstPoolKey, in their first group, as the XTEST
/// keyboard sees them (a human viewer's keyboard is another device with another map).
/// Used on the X thread.
class Keymap
{
public:
    explicit Keymap(XConnection &connection);

    /// Reads the layout anew. Unavailable: the server has no XKB.
    Result<> load();
    /// Reads it again if the server said that it changed.
    void refresh();

    std::optional<KeyPlace> find(xkb_keysym_t keysym) const;
    xcb_keycode_t shiftKey() const { return m_shift; }
    xcb_keycode_t level3Key() const { return m_level3; }

    /// Caps Lock would turn typed letters around: switches it off, and says whether it was on.
    bool clearCapsLock();
    void setCapsLock();
    /// The keys of the keypad mean something else by Num Lock: sets it, and says what it was.
    bool exchangeNumLock(bool on);

private:
    bool exchangeLock(uint8_t modifier, bool on);
    void readKey(xkb_keymap *map, xcb_keycode_t key);
    void offer(xkb_keysym_t keysym, const KeyPlace &place);
    int32_t findTestKeyboard();

    XConnection &m_connection;
    int32_t m_device = -1;
    bool m_stale = false;
    QHash<xkb_keysym_t, KeyPlace> m_places;
    xcb_keycode_t m_shift = 0;
    xcb_keycode_t m_level3 = 0;
};

} // namespace pilothouse
