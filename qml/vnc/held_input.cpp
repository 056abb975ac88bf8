#include "qml/vnc/held_input.h"

#include "qml/vnc/key_map.h"
#include "qml/vnc/rfb_bytes.h"

#include <cmath>

namespace pilothouse {

namespace {

constexpr quint8 kKey = 4;
constexpr quint8 kPointer = 5;
constexpr int kMostNotches = 20; // at once, whatever a touchpad says

} // namespace

QByteArray HeldInput::key(const Key &key, bool isDown) const
{
    QByteArray message;
    if (saysPlaces && key.place != 0) {
        message = QByteArray("\xff\0\0", 3) + static_cast<char>(isDown);
        appendNumber(message, key.keysym);
        appendNumber(message, key.place);
        return message;
    }
    appendNumber(message, kKey);
    message += static_cast<char>(isDown) + QByteArray(2, '\0');
    appendNumber(message, key.keysym);
    return message;
}

QByteArray HeldInput::press(quint32 id, quint32 keysym, quint32 place)
{
    if (keysym == 0)
        return {};
    if (!m_keys.contains(id))
        m_keys.insert(id, {keysym, place});
    return key(m_keys.value(id), true);
}

QByteArray HeldInput::release(quint32 id)
{
    return m_keys.contains(id) ? key(m_keys.take(id), false) : QByteArray();
}

QByteArray HeldInput::tap(quint32 keysym) const
{
    const Key one{.keysym = keysym};
    return keysym == 0 ? QByteArray() : key(one, true) + key(one, false);
}

QByteArray HeldInput::type(const QString &text) const
{
    QByteArray all;
    for (const uint character : text.toUcs4())
        all += tap(keysyms::ofCharacter(character));
    return all;
}

QByteArray HeldInput::pointer(int buttons) const
{
    QByteArray message;
    appendNumber(message, kPointer);
    appendNumber(message, quint8(buttons));
    appendNumber(message, quint16(m_at.x()));
    appendNumber(message, quint16(m_at.y()));
    return message;
}

QByteArray HeldInput::move(QPoint to)
{
    if (to == std::exchange(m_at, to))
        return {};
    return pointer(m_buttons);
}

QByteArray HeldInput::press(Button button)
{
    m_buttons |= button;
    return pointer(m_buttons);
}

QByteArray HeldInput::release(Button button)
{
    if ((m_buttons & button) == 0)
        return {};
    m_buttons &= ~button;
    return pointer(m_buttons);
}

QByteArray HeldInput::turn(QPointF notches)
{
    // Who turns back does not have to undo what was left over.
    if (m_turned.x() * notches.x() < 0)
        m_turned.setX(0);
    if (m_turned.y() * notches.y() < 0)
        m_turned.setY(0);
    m_turned += notches;
    const int across = int(std::trunc(m_turned.x()));
    const int down = int(std::trunc(m_turned.y()));
    m_turned -= QPointF(across, down);
    QByteArray all;
    for (const auto &[count, button] :
         {std::pair(-down, WheelUp), std::pair(down, WheelDown), std::pair(-across, WheelLeft),
          std::pair(across, WheelRight)})
        for (int i = 0; i < std::min(count, kMostNotches); ++i)
            all += pointer(m_buttons | button) + pointer(m_buttons);
    return all;
}

QByteArray HeldInput::releaseKeys()
{
    QByteArray all;
    for (const Key &one : std::exchange(m_keys, {}))
        all += key(one, false);
    return all;
}

QByteArray HeldInput::releaseAll()
{
    m_turned = {};
    const QByteArray keys = releaseKeys();
    return std::exchange(m_buttons, 0) != 0 ? keys + pointer(0) : keys;
}

} // namespace pilothouse
