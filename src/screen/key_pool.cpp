#include "screen/key_pool.h"

#include "screen/key_names.h"
#include "screen/xkb_protocol.h"

#include <algorithm>
#include <string_view>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLastKey = 255;
// What people type besides ASCII. They keep the pool full, so that the server does not take its
// keys for a viewer's characters.
constexpr std::u32string_view kCommonCharacters =
    U"éèàçñüöäßêáíóúâîôûëïÉÀÄÖÜ€£°“”‘’–—…•·×→«»¿¡åøæãõłąęş";

bool leftToServer(int keycode)
{
    return keycode >= 208 && keycode != 225;
}

} // namespace

PoolSlots::PoolSlots()
{
    for (int keycode = kFirstPoolKey; keycode < kPoolEnd; ++keycode) {
        if (usable(keycode))
            m_slots.push_back({keycode, XKB_KEY_NoSymbol});
    }
}

bool PoolSlots::usable(int keycode)
{
    switch (keycode) {
    case 164: // favourites
    case 166: // back
    case 167: // forward
    case 180: // home
    case 181: // reload
        return false;
    default:
        return keycode >= kFirstPoolKey && keycode < kPoolEnd;
    }
}

int PoolSlots::capacity()
{
    return kPoolEnd - kFirstPoolKey - 5;
}

std::optional<xcb_keycode_t> PoolSlots::find(xkb_keysym_t keysym) const
{
    const auto slot = std::find_if(m_slots.cbegin(), m_slots.cend(),
                                   [keysym](const Slot &s) { return s.keysym == keysym; });
    if (slot == m_slots.cend() || keysym == XKB_KEY_NoSymbol)
        return std::nullopt;
    return static_cast<xcb_keycode_t>(slot->keycode);
}

void PoolSlots::touch(xkb_keysym_t keysym)
{
    const auto slot = std::find_if(m_slots.begin(), m_slots.end(),
                                   [keysym](const Slot &s) { return s.keysym == keysym; });
    if (slot != m_slots.end())
        m_slots.splice(m_slots.end(), m_slots, slot);
}

PoolSlots::Placement PoolSlots::place(const QSet<xkb_keysym_t> &keysyms)
{
    Q_ASSERT(keysyms.size() <= capacity());
    QList<xkb_keysym_t> missing;
    for (const xkb_keysym_t keysym : keysyms) {
        if (find(keysym))
            touch(keysym); // to the end: the front is free to take
        else
            missing.append(keysym);
    }
    Placement placement;
    for (const xkb_keysym_t keysym : std::as_const(missing)) {
        Slot &oldest = m_slots.front();
        placement.reused |= oldest.keysym != XKB_KEY_NoSymbol;
        placement.changed.append(oldest.keycode);
        oldest.keysym = keysym;
        m_slots.splice(m_slots.end(), m_slots, m_slots.begin());
    }
    std::sort(placement.changed.begin(), placement.changed.end());
    return placement;
}

xkb_keysym_t PoolSlots::at(int keycode) const
{
    const auto slot = std::find_if(m_slots.cbegin(), m_slots.cend(),
                                   [keycode](const Slot &s) { return s.keycode == keycode; });
    return slot == m_slots.cend() ? XKB_KEY_NoSymbol : slot->keysym;
}

void PoolSlots::set(int keycode, xkb_keysym_t keysym)
{
    const auto slot = std::find_if(m_slots.begin(), m_slots.end(),
                                   [keycode](const Slot &s) { return s.keycode == keycode; });
    if (slot == m_slots.end() || slot->keysym == keysym)
        return;
    slot->keysym = keysym;
    m_slots.splice(keysym == XKB_KEY_NoSymbol ? m_slots.begin() : m_slots.end(), m_slots, slot);
}

KeyPool::KeyPool(XConnection &connection) : m_connection(connection)
{
    const int xkbEvent = m_connection.firstEvent(&xcb_xkb_id); // what Keymap selected
    m_connection.addHandler([this, xkbEvent](const xcb_generic_event_t &event) {
        const int type = event.response_type & 0x7f;
        m_stale = m_stale || type == XCB_MAPPING_NOTIFY || type == xkbEvent;
    });
}

bool KeyPool::readMap()
{
    const auto map = m_connection.reply<xcb_get_keyboard_mapping_reply_t>(
        xcb_get_keyboard_mapping(m_connection.raw(), kFirstPoolKey, kLastKey - kFirstPoolKey + 1));
    if (!map)
        return false;
    const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(map.get());
    m_width = map->keysyms_per_keycode;
    m_original =
        QList<xkb_keysym_t>(symbols, symbols + xcb_get_keyboard_mapping_keysyms_length(map.get()));
    bool ours = true;
    for (int keycode = kFirstPoolKey; keycode < kPoolEnd; ++keycode) {
        const qsizetype at = qsizetype(keycode - kFirstPoolKey) * m_width;
        const xkb_keysym_t keysym = m_original[at];
        // Both levels alike: that is how we bind, and nobody else does.
        const bool plain =
            keysym != XKB_KEY_NoSymbol && m_width > 1 && keysym == m_original[at + 1];
        if (PoolSlots::usable(keycode)) {
            m_slots.set(keycode, plain ? keysym : XKB_KEY_NoSymbol);
            ours = ours && plain;
        }
    }
    m_stale = false;
    return ours;
}

void KeyPool::prepare()
{
    if (readMap() || m_original.isEmpty())
        return;
    QSet<xkb_keysym_t> common;
    for (const char32_t character : kCommonCharacters) {
        if (common.size() < capacity())
            common.insert(keysymFromCharacter(character));
    }
    m_slots.place(common);
    for (int keycode = kPoolEnd; keycode <= kLastKey; ++keycode) {
        if (leftToServer(keycode)) {
            const auto from = m_original.begin() + qsizetype(keycode - kFirstPoolKey) * m_width;
            std::fill(from, from + m_width, XKB_KEY_NoSymbol);
        }
    }
    upload(kFirstPoolKey, kLastKey);
    m_connection.sync();
}

void KeyPool::refresh()
{
    m_connection.dispatch();
    if (m_stale)
        readMap();
}

Result<> KeyPool::bind(const QSet<xkb_keysym_t> &keysyms, const std::stop_token &stop)
{
    const PoolSlots::Placement placement = m_slots.place(keysyms);
    if (placement.changed.isEmpty())
        return {};
    if (placement.reused) {
        m_connection.sync();
        if (m_beforeReuse)
            m_beforeReuse(stop);
        if (stop.stop_requested()) { // keys on their way may still need the old table
            m_stale = true;          // m_slots has the new one
            return fail(Errc::Stopped, u"Stopped."_s);
        }
    }
    upload(placement.changed.first(), placement.changed.last());
    m_connection.sync();
    if (m_afterChange)
        m_afterChange(stop);
    return {};
}

void KeyPool::upload(int first, int last)
{
    QList<xcb_keysym_t> symbols;
    for (int keycode = first; keycode <= last; ++keycode) {
        const qsizetype at = qsizetype(keycode - kFirstPoolKey) * m_width;
        for (int column = 0; column < m_width; ++column) {
            if (!PoolSlots::usable(keycode))
                symbols.append(m_original[at + column]);
            else // both levels alike: then neither Shift nor Caps Lock matters
                symbols.append(column < 2 ? m_slots.at(keycode) : XKB_KEY_NoSymbol);
        }
    }
    xcb_change_keyboard_mapping(m_connection.raw(), static_cast<uint8_t>(last - first + 1),
                                static_cast<xcb_keycode_t>(first), static_cast<uint8_t>(m_width),
                                symbols.constData());
}

} // namespace pilothouse
