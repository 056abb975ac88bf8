#pragma once

#include "core/alarm.h"
#include "qml/vnc/screen_place.h"
#include "qml/vnc/vnc_trouble.h"

#include <QPointer>
#include <QQuickPaintedItem>
#include <QThread>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

class VncLink;

/// The live desktop of a session, to be looked at. Connects by itself as long as it has an address,
/// and again when the connection was lost; asks for no pictures while nobody sees it. Only what
/// changed is drawn. Main thread, but for what VncLink does.
class VncScreen : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_DISABLE_COPY_MOVE(VncScreen)
    /// ws://…/sessions/ID/vnc?viewer=…; empty: no connection.
    Q_PROPERTY(QUrl url READ url WRITE setUrl NOTIFY urlChanged)
    /// Value of the header field "Authorization".
    Q_PROPERTY(QString authorization MEMBER m_authorization NOTIFY targetChanged)
    /// SHA-256, in hexadecimal, of a certificate that is trusted by choice; empty: only those of
    /// authorities.
    Q_PROPERTY(QByteArray certificate MEMBER m_certificate NOTIFY targetChanged)
    Q_PROPERTY(pilothouse::VncScreen::State state READ state NOTIFY stateChanged)
    /// Why there is no live picture, and what helps, as sentences; empty while all is well.
    Q_PROPERTY(QString trouble READ trouble NOTIFY stateChanged)
    Q_PROPERTY(QString help READ help NOTIFY stateChanged)
    Q_PROPERTY(pilothouse::VncScreen::ScaleMode scaleMode READ scaleMode WRITE setScaleMode NOTIFY
                   placeChanged)
    /// Of the desktop, in its pixels; empty before it was seen.
    Q_PROPERTY(QSize desktopSize READ desktopSize NOTIFY placeChanged)
    /// Units of the item for a pixel of the desktop.
    Q_PROPERTY(double shownScale READ shownScale NOTIFY placeChanged)
    /// Whether there is more than the item shows.
    Q_PROPERTY(bool pannable READ isPannable NOTIFY placeChanged)
public:
    enum State {
        Off,        ///< no address
        Connecting, ///< for the first time, or again
        Live,
        Waiting, ///< to try again; `trouble` says why
        Absent,  ///< there is no desktop now; it is looked for now and then
    };
    Q_ENUM(State)
    enum ScaleMode { Fit, Full };
    Q_ENUM(ScaleMode)

    explicit VncScreen(QQuickItem *parent = nullptr);
    ~VncScreen() override;

    QUrl url() const { return m_url; }
    void setUrl(const QUrl &url);
    State state() const { return m_state; }
    QString trouble() const { return m_trouble.what; }
    QString help() const { return m_trouble.help; }
    ScaleMode scaleMode() const { return m_scaleMode; }
    void setScaleMode(ScaleMode mode);
    QSize desktopSize() const { return m_desktopSize; }
    double shownScale() const { return m_place.scale(); }
    bool isPannable() const { return !m_place.slack().isNull(); }

    /// At once, rather than after the pause that is under way.
    Q_INVOKABLE void tryNow();
    /// The same unless it was tried a moment ago: something may have changed.
    Q_INVOKABLE void hurry();
    /// Moves what is shown, where there is more of it.
    Q_INVOKABLE void panBy(double dx, double dy);

    void paint(QPainter *painter) override;

signals:
    void urlChanged();
    void targetChanged();
    void stateChanged();
    void placeChanged();

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void componentComplete() override;

    const ScreenPlace &place() const { return m_place; }
    void say(const QByteArray &message);
    bool takesQemuKeys() const;
    /// The desktop is there, for the first time on this connection.
    virtual void onLive() {}
    virtual void onLost() {}
    virtual void onShape(const QImage &, QPoint) {}
    virtual void onClipboard(const QByteArray &) {}

private:
    void connectNow();
    void listen(VncLink *link);
    void drop();
    void onReady(QSize size);
    void onDamaged();
    void onEnded(int code, const QString &reason);
    void setState(State state);
    void layOut();
    void updateAll();
    void followVisibility();

    QUrl m_url;
    QString m_authorization;
    QByteArray m_certificate;
    State m_state = Off;
    VncTrouble m_trouble;
    ScaleMode m_scaleMode = Fit;
    QSize m_desktopSize;
    ScreenPlace m_place;
    QPointF m_pan;
    QThread m_thread;
    VncLink *m_link = nullptr; ///< deletes itself on its thread after drop()
    Alarm m_again;
    int m_failures = 0;
    std::chrono::milliseconds m_triedAt{0};
    bool m_isSeen = true;
    QPointer<QQuickWindow> m_watched; ///< the window it is in
};

} // namespace pilothouse
