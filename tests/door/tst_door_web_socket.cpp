#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QWebSocket>

using namespace pilothouse;

/// Upgrades: who may, and what becomes of the connection.
class TestDoorWebSocket : public QObject
{
    Q_OBJECT
private slots:
    void refusesBefore101_data();
    void refusesBefore101();
    void echoes();
    void tellsWhoItIs();
    void agreesOnASubprotocol();
    void upgradesAConnectionThatWasUsedBefore();
    void takesAHeadByteByByte();
    void refusesMessagesThatAreTooLarge();
    void takesLargeFrames();
    void isCountedUntilItsOwnerLetsGo();
    void saysGoodbyeWhenDraining();
    void survivesClientsThatLeaveDuringTheUpgrade();
    void closesTheSocketOfAReceiverThatThrows();

private:
    static QByteArray upgrade(const QByteArray &fields = {}, const QByteArray &path = "/ws");
};

namespace {

/// A door that echoes what WebSockets at /ws send, and notes who they are.
class EchoDoor : public TestDoor
{
public:
    explicit EchoDoor(const HttpLimits &limits = patientLimits()) : TestDoor(limits)
    {
        door.setSubprotocols({u"binary"_s});
        door.gate = [](const HttpHead &head, const QHostAddress &) {
            return head.queryValue("token") == u"wrong"_s ? Verdict::refuse(401)
                                                          : Verdict::admit("viewer");
        };
        router.onUpgrade("/ws", [this](QWebSocket *socket, const Upgrade &upgrade) {
            seen << upgrade.head.query + ' ' + upgrade.principal + ' ' +
                        socket->subprotocol().toLatin1();
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                             [socket](const QString &text) { socket->sendTextMessage(text); });
            QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket,
                             [socket](const QByteArray &data) { socket->sendBinaryMessage(data); });
            QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
            if (upgrade.head.query == "fail")
                throw std::runtime_error("as the test wants");
        });
    }

    QByteArrayList seen;
};

QUrl urlOf(quint16 port, const QString &query = {})
{
    return QUrl(u"ws://127.0.0.1:%1/ws?%2"_s.arg(port).arg(query));
}

} // namespace

QByteArray TestDoorWebSocket::upgrade(const QByteArray &fields, const QByteArray &path)
{
    return "GET " + path +
           " HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\n"
           "Upgrade: WebSocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
           (fields.isEmpty() ? "Sec-WebSocket-Version: 13\r\n" : fields) + "\r\n";
}

void TestDoorWebSocket::refusesBefore101_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("other path") << upgrade({}, "/json") << 404;
    QTest::newRow("wrong token") << upgrade({}, "/ws?token=wrong") << 401;
    QTest::newRow("old version") << upgrade("Sec-WebSocket-Version: 8\r\n") << 426;
    QTest::newRow("no version") << upgrade("X: y\r\n") << 426;
    QTest::newRow("short key") << upgrade().replace("dGhl", "dGg=") << 400;
    QTest::newRow("no key") << upgrade().replace("Sec-WebSocket-Key", "X-Key") << 400;
    QTest::newRow("a frame too early") << upgrade() + QByteArray::fromHex("810568656c6c6f") << 400;
    QTest::newRow("more cookies than Qt takes")
        << upgrade("Sec-WebSocket-Version: 13\r\nCookie: a=" + QByteArray(8 * 1024, 'b') + "\r\n")
        << 431;
    QTest::newRow("POST") << upgrade().replace("GET", "POST") << 400;
    QTest::newRow("body") << upgrade("Sec-WebSocket-Version: 13\r\nContent-Length: 1\r\n") << 400;
}

void TestDoorWebSocket::refusesBefore101()
{
    QFETCH(QByteArray, bytes);
    EchoDoor test;
    RawClient client(test.open());
    const RawAnswer answer = client.ask(bytes);
    QTEST(answer.status, "status");
    QVERIFY(answer.body.startsWith("{\"detail\":"));
    QVERIFY(client.isClosed());
    QVERIFY(test.seen.isEmpty());
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorWebSocket::echoes()
{
    EchoDoor test;
    QWebSocket client;
    QSignalSpy texts(&client, &QWebSocket::textMessageReceived);
    client.open(urlOf(test.open()));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    client.sendTextMessage(u"Grüße"_s);
    QTRY_COMPARE(texts.size(), 1);
    QCOMPARE(texts.constFirst().constFirst().toString(), u"Grüße"_s);
}

void TestDoorWebSocket::tellsWhoItIs()
{
    EchoDoor test;
    QWebSocket client;
    client.open(urlOf(test.open(), u"after=5"_s));
    QTRY_COMPARE(test.seen, QByteArrayList{"after=5 viewer "});
}

void TestDoorWebSocket::agreesOnASubprotocol()
{
    EchoDoor test;
    RawClient client(test.open());
    const QByteArray fields = "Sec-WebSocket-Version: 13\r\n"
                              "Sec-WebSocket-Protocol: chat, binary\r\n";
    const RawAnswer answer = client.ask(upgrade(fields));
    QCOMPARE(answer.status, 101);
    QCOMPARE(answer.fields.value("sec-websocket-protocol"), "binary");
    QCOMPARE(answer.fields.value("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QTRY_COMPARE(test.seen, QByteArrayList{" viewer binary"});
}

void TestDoorWebSocket::upgradesAConnectionThatWasUsedBefore()
{
    EchoDoor test;
    RawClient client(test.open());
    QCOMPARE(client.get("/json").status, 200);
    QCOMPARE(client.ask(upgrade()).status, 101);
    client.send(QByteArray::fromHex("81850000000068656c6c6f"));
    QVERIFY(client.sees("hello"));
}

void TestDoorWebSocket::takesAHeadByteByByte()
{
    EchoDoor test;
    RawClient client(test.open());
    const QByteArray request = upgrade();
    for (const char each : request) {
        client.send(QByteArray(1, each));
        QCoreApplication::processEvents();
    }
    QCOMPARE(client.receive().status, 101);
}

void TestDoorWebSocket::refusesMessagesThatAreTooLarge()
{
    HttpLimits limits = patientLimits();
    limits.messageBytes = 1'000;
    EchoDoor test(limits);
    QWebSocket client;
    client.open(urlOf(test.open()));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    client.sendTextMessage(QString(2'000, u'a'));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorWebSocket::takesLargeFrames()
{
    EchoDoor test;
    QWebSocket client;
    QSignalSpy data(&client, &QWebSocket::binaryMessageReceived);
    client.open(urlOf(test.open()));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    client.sendBinaryMessage(QByteArray(500'000, 'a')); // beyond the door's read buffer
    QTRY_COMPARE(data.size(), 1);
    QCOMPARE(data.constFirst().constFirst().toByteArray().size(), 500'000);
}

void TestDoorWebSocket::isCountedUntilItsOwnerLetsGo()
{
    EchoDoor test;
    const quint16 port = test.open();
    {
        QWebSocket client;
        client.open(urlOf(port));
        QTRY_COMPARE(test.seen.size(), 1);
        QCOMPARE(test.door.openSockets(), 1);
    }
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorWebSocket::saysGoodbyeWhenDraining()
{
    EchoDoor test;
    QWebSocket client;
    client.open(urlOf(test.open()));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    QSignalSpy drained(&test.door, &FrontDoor::drained);
    test.door.drain(60s);
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_COMPARE(drained.size(), 1);
}

void TestDoorWebSocket::survivesClientsThatLeaveDuringTheUpgrade()
{
    EchoDoor test;
    const quint16 port = test.open();
    for (int count = 0; count < 60; ++count) {
        RawClient client(port);
        client.send(upgrade());
        for (int turn = 0; turn < count % 6; ++turn)
            QCoreApplication::processEvents();
        client.hangUp();
    }
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorWebSocket::closesTheSocketOfAReceiverThatThrows()
{
    EchoDoor test;
    const quint16 port = test.open();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"onUpgrade failed.*"_s));
    QWebSocket unlucky;
    QSignalSpy closed(&unlucky, &QWebSocket::disconnected);
    unlucky.open(urlOf(port, u"fail"_s));
    QVERIFY(!closed.isEmpty() || closed.wait(20'000));
    QTRY_COMPARE(test.door.openSockets(), 0);
    QWebSocket lucky;
    QSignalSpy messages(&lucky, &QWebSocket::textMessageReceived);
    QObject::connect(&lucky, &QWebSocket::connected, &lucky,
                     [&lucky] { lucky.sendTextMessage(u"still there"_s); });
    lucky.open(urlOf(port));
    QVERIFY(!messages.isEmpty() || messages.wait(20'000));
}

PILOTHOUSE_UNIT_TEST(TestDoorWebSocket)
#include "tst_door_web_socket.moc"
