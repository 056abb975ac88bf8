#include "bench/load_clients.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QWebSocket>

#include <algorithm>
#include <functional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool waitFor(const std::function<bool()> &condition)
{
    constexpr int kPatience = 180'000; // milliseconds
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < kPatience)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    return condition();
}

} // namespace

struct RequestLoad::Connection
{
    QTcpSocket socket;
    QByteArray received;
};

RequestLoad::RequestLoad(const QUrl &url, const QByteArray &fields, int connections)
    : m_request("GET " + url.path().toLatin1() + " HTTP/1.1\r\nHost: localhost\r\n" + fields +
                "\r\n")
{
    for (int i = 0; i < connections; ++i) {
        Connection *connection = m_connections.emplace_back(std::make_unique<Connection>()).get();
        connection->socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(url.port()));
        connection->socket.waitForConnected();
        QObject::connect(&connection->socket, &QTcpSocket::readyRead, &connection->socket,
                         [this, connection] { read(*connection); });
    }
}

RequestLoad::~RequestLoad() = default;

bool RequestLoad::run(int requests)
{
    m_toAsk = requests;
    m_toCome = requests;
    for (const auto &connection : m_connections)
        ask(*connection);
    return waitFor([this] { return m_toCome == 0 || m_failed; }) && !m_failed;
}

void RequestLoad::ask(Connection &connection)
{
    if (m_toAsk == 0)
        return;
    --m_toAsk;
    connection.socket.write(m_request);
}

void RequestLoad::read(Connection &connection)
{
    connection.received += connection.socket.readAll();
    const qsizetype end = connection.received.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = connection.received.first(end).toLower();
    const qsizetype at = head.indexOf("content-length:");
    const qsizetype length =
        at < 0 ? 0 : head.mid(at + 15, head.indexOf('\r', at) - at - 15).trimmed().toLongLong();
    if (connection.received.size() < end + 4 + length)
        return;
    m_failed = m_failed || !head.startsWith("http/1.1 200");
    connection.received.clear();
    --m_toCome;
    ask(connection);
}

struct ViewerCrowd::Viewer
{
    QWebSocket socket;
    bool connected = false;
    QSet<QByteArray> types; ///< of the frames that came
    qint64 frames = 0;
};

namespace {

/// {"type":"text",…: both servers say it first.
QByteArray typeOf(const QString &frame)
{
    const qsizetype from = frame.indexOf(u'"', frame.indexOf(u':')) + 1;
    return frame.mid(from, frame.indexOf(u'"', from) - from).toLatin1();
}

} // namespace

ViewerCrowd::ViewerCrowd(const QUrl &url, const QByteArray &token, int viewers)
    : m_url(url), m_token(token)
{
    for (int i = 0; i < viewers; ++i) {
        Viewer *viewer = m_viewers.emplace_back(std::make_unique<Viewer>()).get();
        QObject::connect(&viewer->socket, &QWebSocket::connected, &viewer->socket,
                         [viewer] { viewer->connected = true; });
        QObject::connect(&viewer->socket, &QWebSocket::textMessageReceived, &viewer->socket,
                         [viewer](const QString &frame) {
                             ++viewer->frames;
                             viewer->types.insert(typeOf(frame));
                         });
    }
}

ViewerCrowd::~ViewerCrowd() = default;

bool ViewerCrowd::open()
{
    QNetworkRequest request(m_url);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    for (const auto &viewer : m_viewers)
        viewer->socket.open(request);
    return waitFor([this] {
        return std::all_of(m_viewers.begin(), m_viewers.end(),
                           [](const auto &viewer) { return viewer->connected; });
    });
}

double ViewerCrowd::waitForEach(const QByteArray &type)
{
    const bool came = waitFor([&] {
        return std::all_of(m_viewers.begin(), m_viewers.end(),
                           [&](const auto &viewer) { return viewer->types.contains(type); });
    });
    qint64 frames = 0;
    for (const auto &viewer : m_viewers) {
        frames += std::exchange(viewer->frames, 0);
        viewer->types.clear();
    }
    return came ? static_cast<double>(frames) / static_cast<double>(m_viewers.size()) : 0;
}

} // namespace pilothouse
