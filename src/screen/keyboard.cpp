#include "screen/keyboard.h"

#include "screen/key_names.h"

#include <xcb/xtest.h>

#include <algorithm>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
// What a window that cannot say when it is done gets before a key changes its meaning.
constexpr auto kPumpPatience = 60ms;
} // namespace

Keyboard::Keyboard(XConnection &connection, WindowBarrier &barrier)
    : m_connection(connection), m_barrier(barrier), m_keymap(connection), m_pool(connection)
{
    // Applications look a key up when they handle its event, not when it was pressed.
    m_pool.setBeforeReuse([this](const std::stop_token &stop) {
        if (!m_barrier.activeWindow(stop))
            m_connection.pump(kPumpPatience, stop);
    });
    // Chromium's toolkit hears of the change on a connection of its own: a key that comes at once
    // may still be read by the old table. Its second answer comes from a later turn of its loop.
    m_pool.setAfterChange([this](const std::stop_token &stop) {
        for (int turn = 0; turn < 2 && m_barrier.activeWindow(stop); ++turn) {
        }
    });
}

Result<> Keyboard::open()
{
    if (const Result<> loaded = m_keymap.load(); !loaded)
        return loaded;
    m_pool.prepare();
    return {};
}

void Keyboard::refresh()
{
    m_keymap.refresh();
    m_pool.refresh();
}

Result<> Keyboard::bind(const QSet<xkb_keysym_t> &keysyms, const std::stop_token &stop)
{
    return m_pool.bind(keysyms, stop);
}

KeyPlace Keyboard::locate(xkb_keysym_t keysym) const
{
    if (const std::optional<KeyPlace> place = m_keymap.find(keysym))
        return *place;
    return {.keycode = m_pool.find(keysym).value_or(xcb_keycode_t{0})};
}

void Keyboard::send(xcb_keycode_t keycode, bool down)
{
    if (keycode == 0)
        return;
    xcb_test_fake_input(m_connection.raw(), down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, keycode,
                        XCB_CURRENT_TIME, XCB_NONE, 0, 0, 0);
}

void Keyboard::tap(xkb_keysym_t keysym)
{
    const KeyPlace place = locate(keysym);
    const xcb_keycode_t level3 = place.level3 ? m_keymap.level3Key() : xcb_keycode_t{0};
    const xcb_keycode_t shift = place.shift ? m_keymap.shiftKey() : xcb_keycode_t{0};
    send(level3, true);
    send(shift, true);
    send(place.keycode, true);
    send(place.keycode, false);
    send(shift, false);
    send(level3, false);
    m_pool.touch(keysym);
}

Result<> Keyboard::press(const Chord &chord, const std::stop_token &stop)
{
    QSet<xkb_keysym_t> unusual;
    for (const xkb_keysym_t keysym : chord) {
        if (!native(keysym))
            unusual.insert(keysym);
    }
    if (unusual.size() > poolCapacity())
        return fail(Errc::InvalidArgument, u"Too many keys in one chord."_s);
    if (const Result<> bound = bind(unusual, stop); !bound)
        return bound;
    const bool shifted = std::any_of(chord.cbegin(), chord.cend(), isShift);
    for (const xkb_keysym_t keysym : chord) {
        const KeyPlace place = locate(keysym);
        settleNumLock(keysym, place.numLock);
        if (place.shift && !shifted)
            hold(m_keymap.shiftKey());
        if (place.level3)
            hold(m_keymap.level3Key());
        hold(place.keycode);
    }
    m_connection.flush();
    return {};
}

void Keyboard::settleNumLock(xkb_keysym_t keysym, bool numLock)
{
    if (keysym < XKB_KEY_KP_Home || keysym > XKB_KEY_KP_9)
        return;
    const bool before = m_keymap.exchangeNumLock(numLock);
    if (!m_numLockBefore)
        m_numLockBefore = before;
}

void Keyboard::hold(xcb_keycode_t keycode)
{
    if (keycode == 0 || m_held.contains(keycode))
        return;
    send(keycode, true);
    m_held.append(keycode);
}

void Keyboard::releaseAll()
{
    while (!m_held.isEmpty())
        send(m_held.takeLast(), false);
    if (const auto before = std::exchange(m_numLockBefore, std::nullopt))
        m_keymap.exchangeNumLock(*before);
    m_connection.flush();
}

} // namespace pilothouse
