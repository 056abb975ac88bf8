#pragma once

#include "screen/x_connection.h"

#include <QList>
#include <QSet>

#include <xkbcommon/xkbcommon.h>

#include <functional>
#include <list>
#include <optional>

namespace pilothouse {

/// Keys below this belong to the layout.
inline constexpr int kFirstLayoutEnd = 136;
/// The agent's keys: 146 to 202. Those above are left to the X server, for human viewers.
inline constexpr int kFirstPoolKey = 146;
inline constexpr int kPoolEnd = 203;

/// Which keysym sits on which key of the pool, least recently used first. Pure.
class PoolSlots
{
public:
    PoolSlots();

    /// Keys whose hardware code means something to a browser (reload, back, copy …) or that carry
    /// a modifier are never ours. Found by trying all of them in Chromium and Firefox.
    static bool usable(int keycode);
    static int capacity();

    std::optional<xcb_keycode_t> find(xkb_keysym_t keysym) const;
    /// Marks a bound keysym as just used.
    void touch(xkb_keysym_t keysym);

    struct Placement
    {
        QList<int> changed;  ///< keycodes, ascending
        bool reused = false; ///< one of them meant something else before
    };
    /// Finds a key for each of `keysyms`; none of them is pushed out by another. At most
    /// capacity().
    Placement place(const QSet<xkb_keysym_t> &keysyms);

    xkb_keysym_t at(int keycode) const;
    void set(int keycode, xkb_keysym_t keysym); ///< as read from the server

private:
    struct Slot
    {
        int keycode;
        xkb_keysym_t keysym;
    };
    std::list<Slot> m_slots; ///< least recently used first, free ones at the very front
};

/// Keys of ours on the server's keyboard, for what its layout does not have. Any change goes out as
/// one request: window managers and toolkits rebuild their tables at each.
/// Used on the X thread.
class KeyPool
{
public:
    using Wait = std::function<void(const std::stop_token &stop)>;

    explicit KeyPool(XConnection &connection);
    /// Called before a key that meant something is given a new meaning: waits until the
    /// applications have handled what was pressed so far.
    void setBeforeReuse(Wait wait) { m_beforeReuse = std::move(wait); }
    /// Called after keys were bound: waits until the applications know it.
    void setAfterChange(Wait wait) { m_afterChange = std::move(wait); }

    /// Clears the upper keys and fills the pool with common characters, if it is not ours already.
    /// At session start, before any application: a change just before the first key loses it.
    void prepare();
    /// Looks whether somebody else changed our keys, if the server said that something did.
    void refresh();

    int capacity() const { return PoolSlots::capacity(); }
    std::optional<xcb_keycode_t> find(xkb_keysym_t keysym) const { return m_slots.find(keysym); }
    void touch(xkb_keysym_t keysym) { m_slots.touch(keysym); }
    /// After this all of `keysyms` (at most capacity()) are found, and the server knows.
    /// Stopped: no key was given a new meaning, as the wait before it did not come to its end.
    Result<> bind(const QSet<xkb_keysym_t> &keysyms, const std::stop_token &stop);

private:
    bool readMap();
    void upload(int first, int last);

    XConnection &m_connection;
    PoolSlots m_slots;
    Wait m_beforeReuse;
    Wait m_afterChange;
    bool m_stale = false;
    int m_width = 2;                ///< keysyms a key in m_original
    QList<xkb_keysym_t> m_original; ///< from kFirstPoolKey: what keys that are not ours carry
};

} // namespace pilothouse
