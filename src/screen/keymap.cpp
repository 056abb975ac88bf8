#include "screen/keymap.h"

#include "core/log.h"
#include "screen/key_pool.h"
#include "screen/xkb_protocol.h"

#include <xcb/xinput.h>
#include <xkbcommon/xkbcommon-x11.h>

#include <array>
#include <string_view>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using ContextPtr = std::unique_ptr<xkb_context, decltype(&xkb_context_unref)>;
using MapPtr = std::unique_ptr<xkb_keymap, decltype(&xkb_keymap_unref)>;

bool startXkb(xcb_connection_t *raw)
{
    return xkb_x11_setup_xkb_extension(raw, 1, 0, XKB_X11_SETUP_XKB_EXTENSION_NO_FLAGS, nullptr,
                                       nullptr, nullptr, nullptr) == 1;
}

void selectMapEvents(xcb_connection_t *raw)
{
    constexpr uint16_t events =
        XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY | XCB_XKB_EVENT_TYPE_MAP_NOTIFY;
    xcb_xkb_select_events_details_t details{};
    details.affectNewKeyboard = XCB_XKB_NKN_DETAIL_KEYCODES;
    details.newKeyboardDetails = XCB_XKB_NKN_DETAIL_KEYCODES;
    xcb_xkb_select_events_aux(raw, XCB_XKB_ID_USE_CORE_KBD, events, 0, 0, XCB_XKB_MAP_PART_KEY_SYMS,
                              XCB_XKB_MAP_PART_KEY_SYMS, &details);
}

/// Does this event say that a key of the layout (not of our pool) means something else now?
bool changesLayout(const xcb_generic_event_t &event, int firstXkbEvent)
{
    if (firstXkbEvent < 0 || (event.response_type & 0x7f) != firstXkbEvent)
        return false;
    if (event.pad0 == XCB_XKB_NEW_KEYBOARD_NOTIFY)
        return true;
    const auto &change = reinterpret_cast<const xcb_xkb_map_notify_event_t &>(event);
    return event.pad0 == XCB_XKB_MAP_NOTIFY && change.firstKeySym < kFirstPoolKey;
}

} // namespace

Keymap::Keymap(XConnection &connection) : m_connection(connection)
{
    const int firstXkbEvent = m_connection.firstEvent(&xcb_xkb_id);
    m_connection.addHandler([this, firstXkbEvent](const xcb_generic_event_t &event) {
        m_stale = m_stale || changesLayout(event, firstXkbEvent);
    });
}

Result<> Keymap::load()
{
    xcb_connection_t *raw = m_connection.raw();
    if (m_device < 0) {
        if (!startXkb(raw))
            return fail(Errc::Unavailable, u"The X server has no XKB extension."_s);
        selectMapEvents(raw);
        m_device = findTestKeyboard();
    }
    const ContextPtr context(xkb_context_new(XKB_CONTEXT_NO_FLAGS), &xkb_context_unref);
    const MapPtr map(
        xkb_x11_keymap_new_from_device(context.get(), raw, m_device, XKB_KEYMAP_COMPILE_NO_FLAGS),
        &xkb_keymap_unref);
    if (!map)
        return fail(Errc::Unavailable, u"The X server's keyboard layout cannot be read."_s);
    m_places.clear();
    for (int key = xcb_get_setup(raw)->min_keycode; key < kFirstLayoutEnd; ++key)
        readKey(map.get(), static_cast<xcb_keycode_t>(key));
    m_shift = m_places.value(XKB_KEY_Shift_L).keycode;
    m_level3 = m_places.value(XKB_KEY_ISO_Level3_Shift).keycode;
    m_stale = false;
    return {};
}

void Keymap::refresh()
{
    m_connection.dispatch();
    if (!m_stale)
        return;
    if (const Result<> loaded = load(); !loaded)
        qCWarning(logDesktop) << "Keyboard layout:" << loaded.error().message;
}

void Keymap::readKey(xkb_keymap *map, xcb_keycode_t key)
{
    const xkb_mod_mask_t shift = 1U << xkb_keymap_mod_get_index(map, XKB_MOD_NAME_SHIFT);
    const xkb_mod_mask_t level3 = 1U << xkb_keymap_mod_get_index(map, "Mod5");
    const xkb_mod_mask_t numLock = 1U << xkb_keymap_mod_get_index(map, XKB_MOD_NAME_NUM);
    const xkb_level_index_t levels = xkb_keymap_num_levels_for_key(map, key, 0);
    for (xkb_level_index_t level = 0; level < levels; ++level) {
        const xkb_keysym_t *symbols = nullptr;
        if (xkb_keymap_key_get_syms_by_level(map, key, 0, level, &symbols) != 1)
            continue;
        std::array<xkb_mod_mask_t, 8> masks{};
        const size_t count =
            xkb_keymap_key_get_mods_for_level(map, key, 0, level, masks.data(), masks.size());
        for (size_t i = 0; i < count; ++i) {
            if ((masks[i] & ~(shift | level3 | numLock)) == 0)
                offer(symbols[0], {.keycode = key,
                                   .shift = (masks[i] & shift) != 0,
                                   .level3 = (masks[i] & level3) != 0,
                                   .numLock = (masks[i] & numLock) != 0});
        }
    }
}

void Keymap::offer(xkb_keysym_t keysym, const KeyPlace &place)
{
    // The first key wins, but one that needs nothing held wins over one that does. A held Shift
    // would be part of the chord: digits of the keypad are reached by Num Lock.
    const auto known = m_places.constFind(keysym);
    const bool held = known != m_places.constEnd() && (known->shift || known->level3);
    if (known == m_places.constEnd() || (held && !place.shift && !place.level3))
        m_places.insert(keysym, place);
}

std::optional<KeyPlace> Keymap::find(xkb_keysym_t keysym) const
{
    const auto place = m_places.constFind(keysym);
    return place == m_places.constEnd() ? std::nullopt : std::optional(*place);
}

int32_t Keymap::findTestKeyboard()
{
    constexpr std::string_view wanted = "XTEST keyboard";
    xcb_connection_t *raw = m_connection.raw();
    // The server answers device queries only to clients that named the version they speak.
    m_connection.reply<xcb_input_xi_query_version_reply_t>(xcb_input_xi_query_version(raw, 2, 0));
    const auto devices = m_connection.reply<xcb_input_xi_query_device_reply_t>(
        xcb_input_xi_query_device(raw, XCB_INPUT_DEVICE_ALL));
    if (devices) {
        auto it = xcb_input_xi_query_device_infos_iterator(devices.get());
        for (; it.rem > 0; xcb_input_xi_device_info_next(&it)) {
            const std::string_view name(
                xcb_input_xi_device_info_name(it.data),
                static_cast<size_t>(xcb_input_xi_device_info_name_length(it.data)));
            if (name.ends_with(wanted))
                return it.data->deviceid;
        }
    }
    return xkb_x11_get_core_keyboard_device_id(raw);
}

bool Keymap::exchangeLock(uint8_t modifier, bool on)
{
    xcb_connection_t *raw = m_connection.raw();
    const auto state = m_connection.reply<xcb_xkb_get_state_reply_t>(
        xcb_xkb_get_state(raw, XCB_XKB_ID_USE_CORE_KBD));
    const bool was = state && (state->lockedMods & modifier) != 0;
    if (state && was != on)
        xcb_xkb_latch_lock_state(raw, XCB_XKB_ID_USE_CORE_KBD, modifier, on ? modifier : uint8_t{0},
                                 0, 0, 0, 0, 0);
    return was;
}

bool Keymap::clearCapsLock()
{
    return exchangeLock(XCB_MOD_MASK_LOCK, false);
}

void Keymap::setCapsLock()
{
    exchangeLock(XCB_MOD_MASK_LOCK, true);
}

bool Keymap::exchangeNumLock(bool on)
{
    return exchangeLock(XCB_MOD_MASK_2, on);
}

} // namespace pilothouse
