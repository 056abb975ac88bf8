#pragma once

#include "core/alarm.h"
#include "qml/vnc/rfb_decoder.h"

#include <QMutex>
#include <QObject>
#include <QUrl>

#include <atomic>
#include <functional>
#include <memory>

class QWebSocket;

namespace pilothouse {

/// One connection to a desktop of a server: its WebSocket and its decoder, in a thread of their
/// own, so that neither waits for what is drawn. Made on the thread of the window and moved then;
/// slots are to be invoked there. Signals come from there, but for its last, at most one of each
/// kind is under way.
class VncLink : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VncLink)
public:
    struct Target
    {
        QUrl url;                 ///< ws or wss
        QByteArray authorization; ///< of the header field; empty: none
        QByteArray
            certificate; ///< SHA-256 of the one that is trusted although no authority says so
        QByteArray userAgent = {};
    };
    /// What close codes of WebSockets say that we have no words of the server for.
    static constexpr int kLost = 1006;
    static constexpr int kUntrusted = 1015;

    /// The clock outlives it.
    VncLink(Target target, const Clock &clock);
    ~VncLink() override;

    /// Any thread: the picture as it is now, which does not change meanwhile. Short, please.
    void withPicture(const std::function<void(const QImage &picture)> &use) const;
    /// Any thread: what changed since the last time.
    QRegion takeDamage();
    /// Any thread: whether keys may be sent with their place on the keyboard.
    bool takesQemuKeys() const { return m_takesQemuKeys; }

public slots:
    void open();
    /// Nothing before the desktop is there.
    void say(const QByteArray &message);
    /// Whether pictures shall come; nothing is sent to who does not look.
    void setFlowing(bool flows);
    /// Lets go of the connection, after what was said; ended() does not come any more.
    void leave();

signals:
    void ready(QSize size); ///< also when the size of the desktop has changed
    void damaged();
    void shapeChanged(const QImage &image, QPoint hotSpot);
    void clipboardSaid(const QByteArray &message);
    void ended(int code, const QString &reason);

private:
    void listen();
    void onBytes(const QByteArray &bytes);
    void end(int code, const QString &reason);
    void tellNews();
    void write(const QByteArray &message);
    void watch();

    const Target m_target;
    const Clock &m_clock;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<Alarm> m_watch;
    std::chrono::milliseconds m_heardAt{0}; ///< on the clock
    mutable QMutex m_mutex;                 ///< of the decoder, which this thread alone changes
    RfbDecoder m_decoder;
    QSize m_size; ///< that was told
    QRegion m_damage;
    std::atomic<bool> m_takesQemuKeys = false;
};

} // namespace pilothouse
