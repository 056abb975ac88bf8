#include "raw_client.h"
#include "test_certificate.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QSignalSpy>
#include <QWebSocket>

using namespace pilothouse;

/// The same door behind TLS.
class TestDoorTls : public QObject
{
    Q_OBJECT
private slots:
    void serves();
    void streams();
    void carriesWebSockets();
    void closesPlainHttp();
    void givesUpOnASilentClient();
    void answersTheLastRequestWhole();
};

void TestDoorTls::serves()
{
    TestDoor test;
    test.door.setTls(testTls());
    const auto client = RawClient::overTls(test.open());
    QCOMPARE(client->get("/json").body, "{\"ok\":true}");
    QCOMPARE(client->get("/items/next").body, "next");
    const QByteArray body(300'000, 'a');
    const RawAnswer answer = client->ask("POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                                         "Content-Length: 300000\r\n\r\n" +
                                         body);
    QVERIFY(answer.body == body);
    QCOMPARE(client->ask("nonsense\r\n\r\n").status, 400);
    QVERIFY(client->isClosed());
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorTls::streams()
{
    TestDoor test;
    test.door.setTls(testTls());
    const auto client = RawClient::overTls(test.open());
    client->send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_COMPARE(test.held.size(), 1);
    bool isGone = false;
    test.held.constFirst()->onGone = [&] { isGone = true; };
    test.held.constFirst()->begin(200, "text/event-stream");
    test.held.constFirst()->write("data: 1\n\n");
    QVERIFY(client->sees("data: 1\n\n"));
    client->hangUp();
    QTRY_VERIFY(isGone);
    test.held.clear();
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorTls::carriesWebSockets()
{
    TestDoor test;
    test.door.setTls(testTls());
    test.router.onUpgrade("/", [](QWebSocket *socket, const Upgrade &) {
        QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket,
                         [socket](const QByteArray &data) { socket->sendBinaryMessage(data); });
        QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    });
    QWebSocket client;
    QObject::connect(&client, &QWebSocket::sslErrors, &client,
                     qOverload<>(&QWebSocket::ignoreSslErrors));
    QSignalSpy data(&client, &QWebSocket::binaryMessageReceived);
    client.open(QUrl(u"wss://127.0.0.1:%1/"_s.arg(test.open())));
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::ConnectedState, 20'000);
    client.sendBinaryMessage(QByteArray(300'000, 'a'));
    QTRY_COMPARE(data.size(), 1);
    QVERIFY(data.constFirst().constFirst().toByteArray() == QByteArray(300'000, 'a'));
}

void TestDoorTls::closesPlainHttp()
{
    TestDoor test;
    test.door.setTls(testTls());
    RawClient client(test.open());
    client.send("GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(client.isClosed());
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorTls::givesUpOnASilentClient()
{
    TestDoor test;
    test.door.setTls(testTls());
    RawClient client(test.open());
    QTRY_COMPARE(test.door.openSockets(), 1);
    test.clock.advance(patientLimits().handshakeTimeout + 1s);
    QVERIFY(client.isClosed());
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorTls::answersTheLastRequestWhole()
{
    TestDoor test;
    test.door.setTls(testTls());
    test.router.on("GET", "/large", [](const ExchangePtr &exchange) {
        exchange->send(200, QByteArray(2'000'000, 'a'), "text/plain");
    });
    const auto client = RawClient::overTls(test.open());
    const RawAnswer answer = client->get("/large", "Connection: close\r\n");
    QVERIFY(answer.isWhole);
    QCOMPARE(answer.body.size(), 2'000'000);
    QVERIFY(client->isClosed());
}

PILOTHOUSE_UNIT_TEST(TestDoorTls)
#include "tst_door_tls.moc"
