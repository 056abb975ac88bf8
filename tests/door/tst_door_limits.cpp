#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

using namespace pilothouse;

/// Clients that are too slow, too many, or never done.
class TestDoorLimits : public QObject
{
    Q_OBJECT
private slots:
    void closesWhatStaysIdle_data();
    void closesWhatStaysIdle();
    void givesUpOnSlowRequests_data();
    void givesUpOnSlowRequests();
    void givesUpOnAHandlerThatNeverAnswers();
    void doesNotAnswerAClientThatNeverReads();
    void letsASlowReaderTakeALargeAnswer_data();
    void letsASlowReaderTakeALargeAnswer();
    void turnsAwayTooManyConnections_data();
    void turnsAwayTooManyConnections();
    void serves200ClientsAtOnce();
    void holdsOnlySoMuchOfHalfSentBodies();
};

void TestDoorLimits::closesWhatStaysIdle_data()
{
    QTest::addColumn<bool>("hasAsked");
    QTest::newRow("never asked") << false;
    QTest::newRow("asked once") << true;
}

void TestDoorLimits::closesWhatStaysIdle()
{
    QFETCH(bool, hasAsked);
    HttpLimits limits = patientLimits();
    (hasAsked ? limits.idleTimeout : limits.headTimeout) = 10s;
    TestDoor test(limits);
    RawClient client(test.open());
    if (hasAsked)
        QCOMPARE(client.get("/json").status, 200);
    QTRY_COMPARE(test.door.openSockets(), 1);
    test.clock.advance(9s);
    QCOMPARE(test.door.openSockets(), 1);
    test.clock.advance(2s);
    QVERIFY(client.isClosed());
    QCOMPARE(client.unread(), QByteArray()); // nobody is asked, nobody is answered
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestDoorLimits::givesUpOnSlowRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("head") << QByteArray("GET /json HTTP/1.1\r\nHost: loc");
    QTest::newRow("body") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel");
    QTest::newRow("chunk") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
}

void TestDoorLimits::givesUpOnSlowRequests()
{
    QFETCH(QByteArray, bytes);
    HttpLimits limits = patientLimits();
    limits.headTimeout = 10s;
    limits.bodyStallTimeout = 10s;
    TestDoor test(limits);
    RawClient client(test.open());
    client.send(bytes);
    QTRY_COMPARE(test.door.openSockets(), 1);
    test.clock.advance(9s);
    QCOMPARE(client.unread(), QByteArray());
    test.clock.advance(2s);
    QCOMPARE(client.receive().status, 408);
    QVERIFY(client.isClosed());
}

void TestDoorLimits::givesUpOnAHandlerThatNeverAnswers()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    test.clock.advance(patientLimits().answerTimeout + 1s);
    QCOMPARE(client.receive().status, 504);
    QVERIFY(client.isClosed());
    QVERIFY(test.held.constFirst()->isGone());
    test.held.constFirst()->send(200, "too late", "text/plain");
    test.held.clear();
    QTRY_COMPARE(test.door.pendingAnswers(), 0);
}

void TestDoorLimits::doesNotAnswerAClientThatNeverReads()
{
    int answered = 0;
    TestDoor test;
    test.router.on("GET", "/large", [&](const ExchangePtr &exchange) {
        ++answered;
        exchange->send(200, QByteArray(100'000, 'a'), "text/plain");
    });
    RawClient client(test.open());
    client.socket().setReadBufferSize(1'000);
    constexpr int kRequests = 1'000;
    client.send(QByteArray("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(kRequests));
    const auto isCutInTime = [&] {
        test.clock.advance(patientLimits().stallTimeout + 1s);
        return answered > 0 && test.door.openSockets() == 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCutInTime(), 20'000);
    QVERIFY2(answered < kRequests / 2, qPrintable(QString::number(answered)));
}

void TestDoorLimits::letsASlowReaderTakeALargeAnswer_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("that stays") << QByteArray();
    QTest::newRow("that leaves then") << QByteArray("Connection: close\r\n");
}

void TestDoorLimits::letsASlowReaderTakeALargeAnswer()
{
    constexpr qsizetype kSize = 20'000'000; // more than the system buffers
    QFETCH(QByteArray, fields);
    HttpLimits limits = patientLimits();
    limits.idleTimeout = 5s;
    limits.lingerTime = 5s;
    TestDoor test(limits);
    test.router.on("GET", "/large", [](const ExchangePtr &exchange) {
        exchange->send(200, QByteArray(kSize, 'a'), "text/plain");
    });
    RawClient client(test.open());
    client.socket().setReadBufferSize(1'000);
    client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    QTRY_VERIFY(client.socket().bytesAvailable() > 0);
    test.clock.advance(20s); // longer than both limits: that nothing happens is the point
    client.socket().setReadBufferSize(0);
    const RawAnswer answer = client.receive();
    QVERIFY(answer.isWhole);
    QCOMPARE(answer.body.size(), kSize);
}

void TestDoorLimits::turnsAwayTooManyConnections_data()
{
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("perAddress");
    QTest::newRow("in all") << 3 << 100;
    QTest::newRow("from one address") << 100 << 3;
}

void TestDoorLimits::turnsAwayTooManyConnections()
{
    QFETCH(int, connections);
    QFETCH(int, perAddress);
    HttpLimits limits = patientLimits();
    limits.connections = connections;
    limits.connectionsPerAddress = perAddress;
    TestDoor test(limits);
    const quint16 port = test.open();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int count = 0; count < 3; ++count) {
        clients.push_back(std::make_unique<RawClient>(port));
        QCOMPARE(clients.back()->get("/json").status, 200);
    }
    RawClient oneTooMany(port);
    const RawAnswer answer = oneTooMany.get("/json");
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.fields.value("retry-after"), "5");
    QCOMPARE(answer.body, "{\"detail\":\"Service Unavailable\"}");
    QVERIFY(oneTooMany.isClosed());
    clients.pop_back();
    QTRY_COMPARE(test.door.openSockets(), 2);
    QCOMPARE(RawClient(port).get("/json").status, 200);
}

void TestDoorLimits::serves200ClientsAtOnce()
{
    TestDoor test;
    const quint16 port = test.open();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int count = 0; count < 200; ++count) {
        clients.push_back(std::make_unique<RawClient>(port));
        clients.back()->send("GET /items/" + QByteArray::number(count) +
                             " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    for (int count = 0; count < 200; ++count)
        QCOMPARE(clients[size_t(count)]->receive().body, QByteArray::number(count));
    QCOMPARE(test.door.openSockets(), 200);
}

void TestDoorLimits::holdsOnlySoMuchOfHalfSentBodies()
{
    HttpLimits limits = patientLimits();
    limits.heldBytes = 250'000; // two and a half of those below
    TestDoor test(limits);
    const quint16 port = test.open();
    const QByteArray head =
        "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n";
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        RawClient &client = *clients.emplace_back(std::make_unique<RawClient>(port));
        client.send(head);
        client.send(QByteArray(100'000, '~'));
        if (i < 2)
            QTRY_COMPARE(test.door.heldBytes(), 100'000 * (i + 1));
    }
    QCOMPARE(clients.at(2)->receive().status, 503);
    clients.resize(1);
    QTRY_COMPARE(test.door.heldBytes(), 100'000);
    clients.at(0)->send(QByteArray(100'000, '~'));
    QCOMPARE(clients.at(0)->receive().status, 200);
    clients.clear();
    QTRY_COMPARE(test.door.heldBytes(), 0);
}

PILOTHOUSE_UNIT_TEST(TestDoorLimits)
#include "tst_door_limits.moc"
