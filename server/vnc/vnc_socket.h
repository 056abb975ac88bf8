#pragma once

#include "agent/session_registry.h"
#include "door/viewer_life.h"
#include "exchange/upgrade.h"
#include "store/session_store.h"
#include "vnc/viewer_handshake.h"
#include "vnc/client_messages.h"
#include "vnc/desktop_input.h"
#include "vnc/desktop_handshake.h"
#include "vnc/server_messages.h"

#include <QLocalSocket>
#include <QPointer>

#include <memory>

class QWebSocket;

namespace pilothouse {

/// One viewer on /sessions/{id}/vnc: the desktop's RFB, as this viewer may have it. Both handshakes
/// end here, each message of the viewer is read, and what it may not say goes no further. What it
/// may follows the wheel, on the open connection. A viewer that is slow slows its own pictures down
/// and nothing else. Owns itself; deletes itself when the socket closes. Main thread.
///
/// Close codes: 4401 the viewer may not stay; 4404 no such session (any more); 4409 no desktop (any
/// more); 1008 against the protocol; 1011 the desktop's stream cannot be followed.
class VncSocket : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VncSocket)
public:
    struct Parts
    {
        SessionRegistry &registry;
        SessionStore &sessions;
        const Clock &clock;
        ViewerLife::Terms life = {};
        std::chrono::milliseconds handshakeTime{15'000}; ///< for both
    };

    /// Takes the socket; the upgrade's first argument is the session. Closes it and returns null
    /// when there is nothing to show.
    static VncSocket *serve(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade,
                            const Parts &parts);
    ~VncSocket() override;

    /// A viewer that may not stay is closed with 4401.
    ViewerLife &life() { return m_life; }

private:
    enum class Stage { Desktop, Viewer, Relay, Over }; ///< whose handshake, or none any more

    VncSocket(std::unique_ptr<QWebSocket> socket, QString viewer, Session &session,
              const Parts &parts);
    void listenToViewer();
    void listenToDesktop(const QString &path);
    void listenToInput();
    void listenToSession();

    void onDesktopBytes();
    void onViewerBytes(const QByteArray &bytes);
    void greetViewer();
    void readViewer();
    bool take(const ClientMessage &message);
    void passPictures();
    void toDesktop(const QByteArray &bytes);
    void toViewer(const QByteArray &bytes);
    void followWheel();
    void handOver(const QString &text);
    void onDesktopEnded();
    void letGo();
    void close(CloseCode code, const QString &reason);
    void violate(const QString &what);
    void lose(const Error &error);

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<Session> m_session;
    SessionId m_id;
    QString m_viewer; ///< a secret between the page and us; empty: can only look
    Parts m_parts;
    QLocalSocket m_desktop;
    DesktopInput m_input;
    Stage m_stage = Stage::Desktop;
    QByteArray m_fromDesktop; ///< not read yet
    QByteArray m_fromViewer;
    DesktopHandshake m_desktopHandshake;
    std::optional<ViewerHandshake> m_viewerHandshake;
    ClientMessages m_viewerMessages;
    ServerMessages m_pictures;
    bool m_updatesAsked = false;
    ViewerLife m_life;
    Alarm m_handshakeTime; ///< until both handshakes are done
};

} // namespace pilothouse
