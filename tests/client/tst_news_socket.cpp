#include "qml/client/news_socket.h"
#include "qml/client/server_doors.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A server that takes WebSockets and then says only what it is told to: it answers no pings.
class SilentServer
{
public:
    SilentServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            socket = m_server.nextPendingConnection();
            visits += 1;
            QObject::connect(socket, &QTcpSocket::readyRead, socket,
                             [this, from = socket] { greet(from); });
        });
    }
    QUrl url() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_server.serverPort())); }
    void say(const QByteArray &text)
    {
        socket->write(QByteArray("\x81") + static_cast<char>(text.size()) + text);
    }

    QTcpSocket *socket = nullptr;
    int visits = 0;
    bool greeted = false;

private:
    void greet(QTcpSocket *from)
    {
        for (const QByteArray &line : from->readAll().split('\n')) {
            if (!line.toLower().startsWith("sec-websocket-key:"))
                continue;
            const QByteArray key = line.mid(line.indexOf(':') + 1).trimmed();
            const QByteArray answered = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            const QByteArray accept =
                QCryptographicHash::hash(answered, QCryptographicHash::Sha1).toBase64();
            from->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
                        accept + "\r\n\r\n");
            greeted = true;
        }
    }

    QTcpServer m_server;
};

} // namespace

class TestNewsSocket : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_doors.setServer(m_server.url(), u"token"_s, {});
        m_server.visits = 0;
        m_server.greeted = false;
    }

    void leavesAServerThatIsSilentForLongAndComesBack()
    {
        NewsSocket news(m_doors, m_clock);
        news.start([] { return u"ws"_s; });
        QTRY_VERIFY(m_server.greeted);
        QVERIFY(told(news, "{}"));
        m_clock.advance(45s);
        QTRY_COMPARE(news.state(), NewsSocket::Waiting);
        m_clock.advance(1s);
        QTRY_COMPARE(m_server.visits, 2);
    }

    void staysWhileItHearsSomething()
    {
        NewsSocket news(m_doors, m_clock);
        news.start([] { return u"ws"_s; });
        QTRY_VERIFY(m_server.greeted);
        QVERIFY(told(news, "{}"));
        for (int minute = 0; minute < 3; ++minute) {
            m_clock.advance(30s);
            QVERIFY(told(news, "{}"));
        }
        QCOMPARE(news.state(), NewsSocket::Live);
        QCOMPARE(m_server.visits, 1);
    }

private:
    bool told(NewsSocket &news, const QByteArray &text)
    {
        QSignalSpy spy(&news, &NewsSocket::told);
        m_server.say(text);
        return spy.wait();
    }

    FakeClock m_clock;
    SilentServer m_server;
    ServerDoors m_doors;
};

PILOTHOUSE_UNIT_TEST(TestNewsSocket)
#include "tst_news_socket.moc"
