#include "bench/rfb_probe.h"

#include <QFile>
#include <QtEndian>

#include <arpa/inet.h>
#include <memory>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace pilothouse {

namespace {

constexpr qsizetype kPart = 256 * 1024;
constexpr qint32 kZrle = 16;
constexpr char kUpdate = 0;
constexpr char kBell = 2;
constexpr char kCutText = 3;

int connected(int socket, const sockaddr *address, socklen_t size)
{
    if (socket < 0 || connect(socket, address, size) != 0)
        qFatal("the bench's viewer finds nobody");
    return socket;
}

template <typename Number> Number number(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<Number>(bytes.constData() + at);
}

constexpr int kBinary = 2; // opcodes of RFC 6455
constexpr int kPing = 9;
constexpr int kPong = 10;

/// One masked frame (RFC 6455, section 5.2); a mask of zeros changes nothing.
QByteArray framed(int opcode, const QByteArray &bytes)
{
    return QByteArray(1, static_cast<char>(0x80 | opcode)) +
           static_cast<char>(0x80 | bytes.size()) + QByteArray(4, '\0') + bytes;
}

} // namespace

std::unique_ptr<RfbProbe> RfbProbe::onSocket(const QString &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    connected(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    return std::unique_ptr<RfbProbe>(new RfbProbe(socket, false));
}

std::unique_ptr<RfbProbe> RfbProbe::onWebSocket(quint16 port, const QByteArray &target,
                                                const QByteArray &fields)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    connected(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::unique_ptr<RfbProbe> probe(new RfbProbe(socket, false));
    probe->write("GET " + target +
                 " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                 "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: binary\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                 fields + "\r\n");
    QByteArray head;
    while (!head.endsWith("\r\n\r\n"))
        head += probe->read(1);
    probe->m_wire = std::exchange(probe->m_received, {});
    probe->m_framed = true;
    return probe;
}

RfbProbe::~RfbProbe()
{
    close(m_socket);
}

void RfbProbe::write(const QByteArray &bytes)
{
    send(m_framed ? framed(kBinary, bytes) : bytes);
}

void RfbProbe::send(const QByteArray &wire)
{
    if (::send(m_socket, wire.constData(), size_t(wire.size()), MSG_NOSIGNAL) != wire.size())
        qFatal("the bench's viewer cannot send");
}

void RfbProbe::receive()
{
    QByteArray part(kPart, Qt::Uninitialized);
    const auto size = ::recv(m_socket, part.data(), size_t(part.size()), 0);
    if (size <= 0)
        qFatal("the bench's viewer was left");
    (m_framed ? m_wire : m_received) += part.first(size);
}

QByteArray RfbProbe::read(qsizetype size)
{
    for (;;) {
        while (m_framed && m_wire.size() >= 2) { // unwrap what is whole
            const auto shown = static_cast<quint8>(m_wire.at(1));
            const qsizetype head = shown == 127 ? 10 : shown == 126 ? 4 : 2;
            if (m_wire.size() < head)
                break;
            const auto length = shown == 127   ? number<qint64>(m_wire, 2)
                                : shown == 126 ? number<quint16>(m_wire, 2)
                                               : shown;
            if (m_wire.size() < head + length)
                break;
            const int opcode = m_wire.at(0) & 0x0f;
            if (opcode == kPing)
                send(framed(kPong, m_wire.sliced(head, length)));
            else
                m_received += m_wire.sliced(head, length);
            m_wire.remove(0, head + length);
        }
        if (m_received.size() >= size)
            break;
        receive();
    }
    const QByteArray bytes = m_received.first(size);
    m_received.remove(0, size);
    return bytes;
}

void RfbProbe::begin()
{
    read(12);
    write("RFB 003.008\n");
    const int types = read(1).at(0);
    read(types);
    write("\1");
    read(4);
    write("\1");
    const QByteArray init = read(24);
    m_screen = number<quint32>(init, 0);
    read(number<qint32>(init, 20));
    write(QByteArray("\2\0\0\1\0\0\0", 7) + static_cast<char>(kZrle));
    requestUpdate(false);
    waitForUpdate();
}

void RfbProbe::requestUpdate(bool incremental)
{
    QByteArray screen(4, '\0');
    qToBigEndian(m_screen, screen.data());
    write(QByteArray("\3") + static_cast<char>(incremental) + QByteArray(4, '\0') + screen);
}

void RfbProbe::ask()
{
    requestUpdate(true);
}

bool RfbProbe::takeUpdateThatIsThere()
{
    pollfd socket{.fd = m_socket, .events = POLLIN, .revents = 0};
    const bool isThere = !m_received.isEmpty() || !m_wire.isEmpty() || poll(&socket, 1, 0) > 0;
    if (isThere)
        waitForUpdate();
    return isThere;
}

void RfbProbe::waitForUpdate()
{
    for (char type = read(1).at(0); type != kUpdate; type = read(1).at(0)) {
        if (type == kCutText)
            read(number<qint32>(read(7), 3));
        else if (type != kBell)
            qFatal("the bench's viewer expected an update, not %d", type);
    }
    const int rectangles = number<quint16>(read(3), 1);
    for (int i = 0; i < rectangles; ++i) {
        const QByteArray rectangle = read(12);
        if (number<qint32>(rectangle, 8) != kZrle)
            qFatal("the bench's viewer expected ZRLE");
        read(number<qint32>(read(4), 0));
    }
}

} // namespace pilothouse
