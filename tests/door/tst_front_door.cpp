#include "raw_client.h"
#include "test_door.h"

#include <QSignalSpy>

using namespace pilothouse;

/// Limits, time-outs, the gate, and the end.
class TestFrontDoor : public QObject
{
    Q_OBJECT
private slots:
    void asksTheGateBeforeTheBody();
    void addsTheGatesFieldsToAnswers();
    void survivesAGateThatThrows();
    void addsCommonFieldsUnlessTheAnswerHasThem();
    void saysTheDate();
    void closesWhatStaysIdle_data();
    void closesWhatStaysIdle();
    void givesUpOnSlowRequests_data();
    void givesUpOnSlowRequests();
    void givesUpOnAHandlerThatNeverAnswers();
    void letsAStreamTakeItsTime();
    void boundsAndCutsAReaderThatStalls();
    void doesNotAnswerAClientThatNeverReads();
    void letsASlowReaderTakeALargeAnswer_data();
    void letsASlowReaderTakeALargeAnswer();
    void turnsAwayTooManyConnections_data();
    void turnsAwayTooManyConnections();
    void serves200ClientsAtOnce();
    void failsToListenOnATakenPort();
    void stopsListeningAndServesWhoIsThere();
    void drainsAtOnceWhenNobodyIsThere();
    void drainsWhenTheLastAnswerIsOut();
    void cutsWhatOutlivesTheGrace();
};

namespace {

const QByteArray kGetLater = "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n";

QHostAddress loopback()
{
    return QHostAddress(QHostAddress::LocalHost);
}

} // namespace

void TestFrontDoor::asksTheGateBeforeTheBody()
{
    TestDoor test;
    int asked = 0;
    test.door.gate = [&](const HttpHead &head, const QHostAddress &peer) {
        ++asked;
        return peer == loopback() && head.value("x-key") == "right"
                   ? Verdict::admit("me")
                   : Verdict::refuse(401, u"A key is needed"_s, {{"www-authenticate", "Bearer"}});
    };
    const quint16 port = test.open();
    const QByteArray head =
        "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n"
        "Expect: 100-continue\r\n";
    RawClient wrong(port);
    const RawAnswer answer = wrong.ask(head + "X-Key: wrong\r\n\r\n");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.body, R"({"detail":"A key is needed"})");
    QCOMPARE(answer.fields.value("www-authenticate"), "Bearer");
    QVERIFY(wrong.isClosed());
    RawClient right(port);
    QCOMPARE(right.ask(head + "X-Key: right\r\n\r\n").status, 100);
    QCOMPARE(asked, 2);
}

void TestFrontDoor::addsTheGatesFieldsToAnswers()
{
    TestDoor test;
    test.door.gate = [](const HttpHead &, const QHostAddress &) {
        return Verdict::admit({}, {{"access-control-allow-origin", "http://a"}});
    };
    RawClient client(test.open());
    QCOMPARE(client.get("/json").fields.value("access-control-allow-origin"), "http://a");
    QCOMPARE(client.get("/nothing").fields.value("access-control-allow-origin"), "http://a");
}

void TestFrontDoor::survivesAGateThatThrows()
{
    TestDoor test;
    test.door.gate = [](const HttpHead &, const QHostAddress &) -> Verdict {
        throw std::runtime_error("as the test wants");
    };
    RawClient client(test.open());
    QCOMPARE(client.get("/json").status, 500);
}

void TestFrontDoor::addsCommonFieldsUnlessTheAnswerHasThem()
{
    TestDoor test;
    test.door.commonFields = {{"x-content-type-options", "nosniff"}, {"cache-control", "no-store"}};
    test.router.on("GET", "/cached", [](const ExchangePtr &exchange) {
        exchange->send(200, "a", "text/plain", {{"Cache-Control", "max-age=5"}});
    });
    const quint16 port = test.open();
    RawClient client(port);
    QCOMPARE(client.get("/json").fields.value("cache-control"), "no-store");
    QCOMPARE(client.get("/cached").fields.value("cache-control"), "max-age=5");
    QCOMPARE(client.get("/cached").fields.value("x-content-type-options"), "nosniff");
    QCOMPARE(client.ask("nonsense\r\n\r\n").fields.value("x-content-type-options"), "nosniff");
}

void TestFrontDoor::saysTheDate()
{
    TestDoor test;
    RawClient client(test.open());
    const QString date = QString::fromLatin1(client.get("/json").fields.value("date"));
    QVERIFY2(date.endsWith(u" GMT"), qPrintable(date));
    const QDateTime said = QDateTime::fromString(date.chopped(3) + u"+0000", Qt::RFC2822Date);
    QVERIFY2(said.isValid(), qPrintable(date));
    QVERIFY(qAbs(said.secsTo(QDateTime::currentDateTimeUtc())) < 100);
}

void TestFrontDoor::closesWhatStaysIdle_data()
{
    QTest::addColumn<bool>("hasAsked");
    QTest::newRow("never asked") << false;
    QTest::newRow("asked once") << true;
}

void TestFrontDoor::closesWhatStaysIdle()
{
    QFETCH(bool, hasAsked);
    HttpLimits limits = patientLimits();
    (hasAsked ? limits.idleTimeout : limits.headTimeout) = 300ms;
    TestDoor test(limits);
    RawClient client(test.open());
    if (hasAsked)
        QCOMPARE(client.get("/json").status, 200);
    QVERIFY(client.isClosed());
    QCOMPARE(client.unread(), QByteArray()); // nobody is asked, nobody is answered
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestFrontDoor::givesUpOnSlowRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("head") << QByteArray("GET /json HTTP/1.1\r\nHost: loc");
    QTest::newRow("body") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel");
    QTest::newRow("chunk") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
}

void TestFrontDoor::givesUpOnSlowRequests()
{
    QFETCH(QByteArray, bytes);
    HttpLimits limits = patientLimits();
    limits.headTimeout = 400ms;
    limits.bodyStallTimeout = 400ms;
    TestDoor test(limits);
    RawClient client(test.open());
    QCOMPARE(client.ask(bytes).status, 408);
    QVERIFY(client.isClosed());
}

void TestFrontDoor::givesUpOnAHandlerThatNeverAnswers()
{
    HttpLimits limits = patientLimits();
    limits.answerTimeout = 400ms;
    TestDoor test(limits);
    RawClient client(test.open());
    QCOMPARE(client.ask(kGetLater).status, 504);
    QVERIFY(client.isClosed());
    QVERIFY(test.held.constFirst()->isGone());
    test.held.constFirst()->send(200, "too late", "text/plain");
    test.held.clear();
    QTRY_COMPARE(test.door.pendingAnswers(), 0);
}

void TestFrontDoor::letsAStreamTakeItsTime()
{
    HttpLimits limits = patientLimits();
    limits.answerTimeout = 300ms;
    limits.idleTimeout = 300ms;
    limits.stallTimeout = 300ms;
    TestDoor test(limits);
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    test.held.constFirst()->begin(200, "text/event-stream");
    test.held.constFirst()->write("one ");
    QVERIFY(client.sees("one "));
    QTest::qWait(1'200); // longer than all of the limits: that nothing happens is the point
    QVERIFY(!test.held.constFirst()->isGone());
    test.held.constFirst()->write("two");
    test.held.clear();
    QCOMPARE(client.receive().body, "one two");
}

void TestFrontDoor::boundsAndCutsAReaderThatStalls()
{
    HttpLimits limits = patientLimits();
    limits.stallTimeout = 1s;
    TestDoor test(limits);
    RawClient client(test.open());
    client.socket().setReadBufferSize(1'000);
    bool isGone = false;
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    exchange->onGone = [&] { isGone = true; };
    exchange->begin(200, "application/octet-stream");
    qint64 mostPending = 0;
    const auto go = [&] {
        while (exchange->write(QByteArray(16 * 1024, 'a')))
            continue;
        mostPending = std::max(mostPending, exchange->pending());
    };
    exchange->onDrain = go;
    go();
    QTRY_VERIFY_WITH_TIMEOUT(isGone, 20'000);
    QVERIFY2(mostPending < 2 * limits.highWater, qPrintable(QString::number(mostPending)));
    exchange->onDrain = nullptr;
}

void TestFrontDoor::doesNotAnswerAClientThatNeverReads()
{
    HttpLimits limits = patientLimits();
    limits.stallTimeout = 1s;
    int answered = 0;
    TestDoor test(limits);
    test.router.on("GET", "/large", [&](const ExchangePtr &exchange) {
        ++answered;
        exchange->send(200, QByteArray(100'000, 'a'), "text/plain");
    });
    RawClient client(test.open());
    client.socket().setReadBufferSize(1'000);
    constexpr int kRequests = 1'000;
    client.send(QByteArray("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(kRequests));
    QTRY_COMPARE_WITH_TIMEOUT(test.door.openSockets(), 0, 20'000);
    QVERIFY2(answered < kRequests / 2, qPrintable(QString::number(answered)));
}

void TestFrontDoor::letsASlowReaderTakeALargeAnswer_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("that stays") << QByteArray();
    QTest::newRow("that leaves then") << QByteArray("Connection: close\r\n");
}

void TestFrontDoor::letsASlowReaderTakeALargeAnswer()
{
    constexpr qsizetype kSize = 20'000'000; // more than the system buffers
    QFETCH(QByteArray, fields);
    HttpLimits limits = patientLimits();
    limits.idleTimeout = 300ms;
    limits.lingerTime = 300ms;
    TestDoor test(limits);
    test.router.on("GET", "/large", [](const ExchangePtr &exchange) {
        exchange->send(200, QByteArray(kSize, 'a'), "text/plain");
    });
    RawClient client(test.open());
    client.socket().setReadBufferSize(1'000);
    client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    QTRY_VERIFY(client.socket().bytesAvailable() > 0);
    QTest::qWait(1'200); // longer than both limits: that nothing happens is the point
    client.socket().setReadBufferSize(0);
    const RawAnswer answer = client.receive();
    QVERIFY(answer.isWhole);
    QCOMPARE(answer.body.size(), kSize);
}

void TestFrontDoor::turnsAwayTooManyConnections_data()
{
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("perAddress");
    QTest::newRow("in all") << 3 << 100;
    QTest::newRow("from one address") << 100 << 3;
}

void TestFrontDoor::turnsAwayTooManyConnections()
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

void TestFrontDoor::serves200ClientsAtOnce()
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

void TestFrontDoor::failsToListenOnATakenPort()
{
    TestDoor first;
    const quint16 port = first.open();
    TestDoor second;
    const auto listening = second.door.listen(loopback(), port);
    QVERIFY(!listening.has_value());
    QCOMPARE(listening.error().code, Errc::Unavailable);
    QVERIFY(listening.error().message.contains(QString::number(port)));
    QVERIFY(second.door.listen(loopback(), 0).has_value()); // another try is fine
}

void TestFrontDoor::stopsListeningAndServesWhoIsThere()
{
    TestDoor test;
    const quint16 port = test.open();
    RawClient client(port);
    QCOMPARE(client.get("/json").status, 200);
    test.door.stopListening();
    QCOMPARE(test.door.serverPort(), 0);
    QCOMPARE(client.get("/json").status, 200);
    QTcpSocket late;
    late.connectToHost(loopback(), port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestFrontDoor::drainsAtOnceWhenNobodyIsThere()
{
    TestDoor test;
    test.open();
    QSignalSpy drained(&test.door, &FrontDoor::drained);
    test.door.drain(60s);
    QTRY_COMPARE(drained.size(), 1);
}

void TestFrontDoor::drainsWhenTheLastAnswerIsOut()
{
    TestDoor test;
    const quint16 port = test.open();
    RawClient idle(port);
    QCOMPARE(idle.get("/json").status, 200);
    RawClient busy(port);
    busy.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    QSignalSpy drained(&test.door, &FrontDoor::drained);
    test.door.drain(60s);
    QVERIFY(idle.isClosed());
    QCOMPARE(drained.size(), 0);
    test.held.takeFirst()->send(200, "late", "text/plain");
    const RawAnswer answer = busy.receive();
    QCOMPARE(answer.body, "late");
    QCOMPARE(answer.fields.value("connection"), "close");
    QVERIFY(busy.isClosed());
    QTRY_COMPARE(drained.size(), 1);
    QCOMPARE(test.door.openSockets(), 0);
}

void TestFrontDoor::cutsWhatOutlivesTheGrace()
{
    TestDoor test;
    const quint16 port = test.open();
    RawClient busy(port);
    busy.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    QSignalSpy drained(&test.door, &FrontDoor::drained);
    test.door.drain(100ms);
    QVERIFY(busy.isClosed());
    QTRY_COMPARE(drained.size(), 1);
    QTRY_VERIFY(test.held.constFirst()->isGone());
}

QTEST_GUILESS_MAIN(TestFrontDoor)
#include "tst_front_door.moc"
