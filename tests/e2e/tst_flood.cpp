// Stop works while somebody on this machine takes every connection the server has, and what is half
// sent costs no more memory than it may.
#include "recording_viewer.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

/// Connections from this machine that say half of a request and come again when they are cut.
class Flood
{
public:
    Flood(const QString &server, int connections) : m_url(server)
    {
        for (int count = 0; count < connections; ++count) {
            auto socket = std::make_unique<QTcpSocket>();
            QTcpSocket *each = socket.get();
            QObject::connect(each, &QTcpSocket::connected, each, [this, each] {
                ++m_connected;
                each->write("GET /");
            });
            QObject::connect(
                each, &QTcpSocket::disconnected, each, [this, each] { connectAgain(each); },
                Qt::QueuedConnection);
            m_sockets.push_back(std::move(socket));
            connectAgain(each);
        }
    }
    ~Flood()
    {
        for (const auto &socket : m_sockets)
            socket->disconnect();
    }
    int connected() const { return m_connected; }

private:
    void connectAgain(QTcpSocket *socket)
    {
        socket->connectToHost(m_url.host(), static_cast<quint16>(m_url.port()));
    }

    const QUrl m_url;
    int m_connected = 0;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};

/// Viewers that send half of the longest frame and say nothing more.
class HalfSaid
{
public:
    HalfSaid(const RunningServer &server, const QString &session, int viewers)
    {
        const QUrl url(server.url);
        const QByteArray upgrade =
            "GET /sessions/" + session.toLatin1() +
            "/ws HTTP/1.1\r\nHost: " + url.authority().toLatin1() +
            "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " +
            server.token + "\r\n\r\n";
        const QByteArray half =
            QByteArray::fromHex("81ff000000000020000000000000") + QByteArray(1024 * 1024, 'x');
        for (int count = 0; count < viewers; ++count) {
            auto &socket = m_sockets.emplace_back(std::make_unique<QTcpSocket>());
            QTcpSocket *each = socket.get();
            QObject::connect(each, &QTcpSocket::connected, each,
                             [each, upgrade] { each->write(upgrade); });
            QObject::connect(
                each, &QTcpSocket::readyRead, each, [each, half] { each->write(half); },
                Qt::SingleShotConnection);
            QObject::connect(each, &QTcpSocket::bytesWritten, each,
                             [this](qint64 bytes) { m_sent += bytes; });
            each->connectToHost(url.host(), static_cast<quint16>(url.port()));
        }
    }
    qint64 sent() const { return m_sent; }

private:
    qint64 m_sent = 0;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};

/// In MiB.
int memoryOf(qint64 process)
{
    QFile status(u"/proc/%1/status"_s.arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QRegularExpression line(u"VmRSS:\\s*(\\d+) kB"_s);
    return line.match(QString::fromUtf8(status.readAll())).captured(1).toInt() / 1024;
}

bool isInterrupted(const RecordingViewer &viewer)
{
    return std::any_of(viewer.events.begin(), viewer.events.end(), [](const QJsonObject &event) {
        return event.value(u"content"_s).toObject().value(u"outcome"_s) == u"interrupted"_s;
    });
}

} // namespace

class TestFlood : public QObject
{
    Q_OBJECT
private slots:
    void stopsARunWhileItIsFlooded_data()
    {
        QTest::addColumn<bool>("bySocket");
        QTest::newRow("by a request") << false;
        QTest::newRow("over the open WebSocket") << true;
    }
    void stopsARunWhileItIsFlooded()
    {
        QFETCH(bool, bySocket);
        RunningServer server;
        QVERIFY(server.start());
        const QString session = server.newSession();
        const QString path = u"/sessions/%1"_s.arg(session);
        RecordingViewer viewer(server, session);
        QCOMPARE(server.status("POST", path + u"/messages"_s, R"({"message":"wait 60"})"), 202);
        QTRY_VERIFY_WITH_TIMEOUT(viewer.last() > 3, 60'000); // the model has asked to wait
        server.hangUp(); // what is asked from here on comes by new connections
        const Flood flood(server.url, 400);
        QTRY_VERIFY(flood.connected() > 600);

        QElapsedTimer time;
        time.start();
        if (bySocket)
            viewer.send(uR"({"type": "interrupt"})"_s);
        else
            QCOMPARE(server.status("POST", path + u"/interrupt"_s), 202);
        QTRY_VERIFY(isInterrupted(viewer));
        qInfo() << "stopped after" << time.elapsed() << "ms";
        QCOMPARE(server.sessionStatus(session), u"interrupted"_s);
    }

    void holdsLittleOfWhatIsHalfSentAndGivesItBack()
    {
        RunningServer server;
        QVERIFY(server.start());
        const QString session = server.newSession();
        const int before = memoryOf(server.process.id());
        QVERIFY(before > 0);
        std::optional<HalfSaid> viewers;
        viewers.emplace(server, session, 300);
        QTRY_VERIFY_WITH_TIMEOUT(viewers->sent() > 200 * 1024 * 1024, 60'000);
        QCOMPARE(server.status("GET", u"/sessions"_s), 200); // after what it has been sent
        const int held = memoryOf(server.process.id()) - before;
        viewers.reset();
        // Most of it: what the allocator keeps for the next ones varies.
        QTRY_VERIFY(memoryOf(server.process.id()) - before < held / 2);
        const int left = memoryOf(server.process.id()) - before;
        qInfo() << "held" << held << "MiB, left" << left << "MiB";
        QVERIFY2(held < 180, qPrintable(QString::number(held)));
    }
};

QTEST_GUILESS_MAIN(TestFlood)
#include "tst_flood.moc"
