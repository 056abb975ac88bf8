#pragma once

#include <QByteArray>
#include <QMap>
#include <QPoint>
#include <QPointF>

namespace pilothouse {

/// Says in RFB what a person does with keys and pointer, and remembers what is down, so that all of
/// it can be let go of. Pure: messages come out.
class HeldInput
{
public:
    enum Button : quint8 {
        Left = 1,
        Middle = 2,
        Right = 4,
        WheelUp = 8,
        WheelDown = 16,
        WheelLeft = 32,
        WheelRight = 64,
    };
    /// What the server takes: the place of a key besides its meaning, where it knows of it.
    bool saysPlaces = false;

    /// `id` is the key itself: it is let go of under the name it was pressed with, whatever it is
    /// called by then. `place`: see keysyms::placeOf(). Again: it repeats.
    QByteArray press(quint32 id, quint32 keysym, quint32 place);
    /// Empty: that key is not down here.
    QByteArray release(quint32 id);
    /// Presses and lets go, one after the other.
    QByteArray type(const QString &text) const;
    QByteArray tap(quint32 keysym) const;

    QByteArray move(QPoint to);
    QByteArray press(Button button);
    QByteArray release(Button button);
    /// Turns of a wheel, in parts of a notch: down and right are positive. What makes no whole
    /// notch waits for more.
    QByteArray turn(QPointF notches);

    /// Lets go of all keys and buttons.
    QByteArray releaseAll();
    QByteArray releaseKeys();

private:
    struct Key
    {
        quint32 keysym = 0;
        quint32 place = 0;
    };
    QByteArray key(const Key &key, bool isDown) const;
    QByteArray pointer(int buttons) const;

    QMap<quint32, Key> m_keys;
    int m_buttons = 0;
    QPoint m_at;
    QPointF m_turned; ///< less than a notch
};

} // namespace pilothouse
