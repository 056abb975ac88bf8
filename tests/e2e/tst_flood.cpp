// Stop works while somebody on this machine takes every connection the server has.
#include "recording_viewer.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

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
        QTRY_VERIFY_WITH_TIMEOUT(flood.connected() > 600, 20'000);

        QElapsedTimer time;
        time.start();
        if (bySocket)
            viewer.send(uR"({"type": "interrupt"})"_s);
        else
            QCOMPARE(server.status("POST", path + u"/interrupt"_s), 202);
        QTRY_VERIFY_WITH_TIMEOUT(isInterrupted(viewer), 20'000);
        qInfo() << "stopped after" << time.elapsed() << "ms";
        QCOMPARE(server.sessionStatus(session), u"interrupted"_s);
    }
};

QTEST_GUILESS_MAIN(TestFlood)
#include "tst_flood.moc"
