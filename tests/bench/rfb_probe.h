#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace pilothouse {

/// The least viewer there can be, for what lies between a drawn pixel and its arrival: blocking,
/// from any thread. It does not decode what it gets. Ends the program when a connection fails.
class RfbProbe
{
    Q_DISABLE_COPY_MOVE(RfbProbe)
public:
    /// Straight to a unix socket.
    static std::unique_ptr<RfbProbe> onSocket(const QString &path);
    /// Over a WebSocket on loopback; `target` is the path of its URL. `fields`: further header
    /// fields, each with its line end.
    static std::unique_ptr<RfbProbe> onWebSocket(quint16 port, const QByteArray &target,
                                                 const QByteArray &fields = {});
    ~RfbProbe();

    /// Shakes hands and takes the first whole picture.
    void begin();
    /// Asks to be told of the next change.
    void ask();
    /// True: an update had arrived already, or was about to, and is taken.
    bool takeUpdateThatIsThere();
    /// Returns when an update has arrived whole.
    void waitForUpdate();

private:
    RfbProbe(int socket, bool framed) : m_socket(socket), m_framed(framed) {}
    void write(const QByteArray &bytes);
    void send(const QByteArray &wire);
    QByteArray read(qsizetype size);
    void receive();
    void requestUpdate(bool incremental);

    int m_socket;
    bool m_framed;     ///< a WebSocket's frames are around it
    QByteArray m_wire; ///< of a frame that is not whole yet
    QByteArray m_received;
    quint32 m_screen = 0; ///< width and height as they stand in messages
};

} // namespace pilothouse
