#pragma once

#include <QByteArray>
#include <QHash>
#include <QSslSocket>

#include <optional>

namespace pilothouse {

/// One answer as it came over the wire, its body without chunk framing.
struct RawAnswer
{
    int status = 0;
    QHash<QByteArray, QByteArray> fields; ///< names in lower case
    QByteArray body;
    bool isWhole = false; ///< false: the connection ended before the answer did
};

/// An HTTP client that says just what the test wants, byte by byte. Waits with an event loop, so
/// the server may live in the same thread.
class RawClient
{
public:
    explicit RawClient(quint16 port);
    /// With TLS, without looking at the certificate.
    static std::unique_ptr<RawClient> overTls(quint16 port);

    QSslSocket &socket() { return m_socket; }
    void send(const QByteArray &bytes);
    void hangUp() { m_socket.abort(); }

    /// The next answer; `toHead`: it has no body. Status 0 when none came.
    RawAnswer receive(bool toHead = false);
    RawAnswer ask(const QByteArray &request);
    /// GET with a Host field.
    RawAnswer get(const QByteArray &path, const QByteArray &fields = {});

    /// Waits until the unread bytes contain `text`.
    bool sees(const QByteArray &text);
    /// Waits until the server has closed.
    bool isClosed();
    QByteArray unread();

private:
    RawClient() = default;
    std::optional<RawAnswer> parse(bool toHead);

    QSslSocket m_socket;
    QByteArray m_buffer;
};

} // namespace pilothouse
