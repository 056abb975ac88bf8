#pragma once

#include "qml/vnc/desktop_clipboard.h"
#include "qml/vnc/held_input.h"
#include "qml/vnc/touch_gestures.h"
#include "qml/vnc/vnc_screen.h"

#include <QImage>

namespace pilothouse {

/// The live desktop, which who has the wheel steers: keyboard of any layout, input methods, mouse,
/// touch and clipboard. Whoever watches sends nothing, and the server would drop it.
/// Nothing stays pressed when the focus or the wheel goes.
class VncView : public pilothouse::VncScreen // as QML's tools look it up
{
    Q_OBJECT
    QML_ELEMENT
    Q_DISABLE_COPY_MOVE(VncView)
    Q_PROPERTY(bool steering READ isSteering WRITE setSteering NOTIFY steeringChanged)
    /// All keys come here while it has the focus, also those of the window system, where that lets
    /// us; but for the way out.
    Q_PROPERTY(bool grabsKeys READ grabsKeys WRITE setGrabsKeys NOTIFY grabsKeysChanged)
    /// What an input method composes just now, to be shown.
    Q_PROPERTY(QString composing READ composing NOTIFY composingChanged)
public:
    explicit VncView(QQuickItem *parent = nullptr);

    bool isSteering() const { return m_isSteering; }
    void setSteering(bool steers);
    bool grabsKeys() const { return m_grabsKeys; }
    void setGrabsKeys(bool grabs);
    QString composing() const { return m_composing; }

    /// Puts our clipboard into the desktop's.
    Q_INVOKABLE void handOverClipboard();

signals:
    void steeringChanged();
    void grabsKeysChanged();
    void composingChanged();
    void wayOut();       ///< the keyboard shall go back to the window: Ctrl+Alt+Home
    void watcherActed(); ///< somebody who does not steer tried to

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void touchEvent(QTouchEvent *event) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

    void onLive() override;
    void onLost() override;
    void onShape(const QImage &image, QPoint hotSpot) override;
    void onClipboard(const QByteArray &message) override;

private:
    void letGo();
    QRectF caret() const;
    void moveTo(QPointF at);
    void followGrab();
    void showShape();
    void act(const QList<TouchGestures::Act> &acts);
    void steer(const TouchGestures::Act &act);

    bool m_isSteering = false;
    bool m_grabsKeys = false;
    QString m_composing;
    HeldInput m_held;
    DesktopClipboard m_clipboard;
    TouchGestures m_gestures;
    Alarm m_hold;
    QImage m_shape; ///< of the pointer
    QPoint m_hotSpot;
    QPointF m_draggedFrom; ///< by who watches
    QPointF m_pointer;
};

} // namespace pilothouse
