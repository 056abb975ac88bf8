#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QRegularExpression>

#include <memory>

using namespace pilothouse;

/// Answers that come in parts, and readers that are slow or leave.
class TestDoorStreams : public QObject
{
    Q_OBJECT
private slots:
    void streamsInChunks();
    void streamsToHttp10UntilTheEnd();
    void streamsADownloadOfKnownSize();
    void cutsAStreamThatBreaks_data();
    void cutsAStreamThatBreaks();
    void endsAStreamThatIsDropped();
    void noticesThatAStreamsReaderLeft();
    void cutsTheConnectionOfAHandlerThatThrows_data();
    void cutsTheConnectionOfAHandlerThatThrows();
    void sendsLargeDownloads();
    void letsAStreamTakeItsTime();
    void boundsAndCutsAReaderThatStalls();
};

void TestDoorStreams::streamsInChunks()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    QVERIFY(exchange->begin(200, "text/event-stream", {{"cache-control", "no-store"}}));
    QVERIFY(client.sees("cache-control: no-store\r\n"));
    for (const char *event : {"data: 1\n\n", "data: 2\n\n"}) {
        QVERIFY(exchange->write(event));
        QVERIFY(client.sees(event)); // each at once
    }
    exchange->end();
    const RawAnswer answer = client.receive();
    QCOMPARE(answer.fields.value("transfer-encoding"), "chunked");
    QCOMPARE(answer.fields.value("content-type"), "text/event-stream");
    QCOMPARE(answer.body, "data: 1\n\ndata: 2\n\n");
    QCOMPARE(client.get("/items/next").body, "next");
}

void TestDoorStreams::streamsToHttp10UntilTheEnd()
{
    TestDoor test;
    RawClient client(test.open());
    client.send("GET /later HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    exchange->begin(200, "text/plain");
    exchange->write("one ");
    exchange->write("two");
    exchange->end();
    const RawAnswer answer = client.receive();
    QVERIFY(answer.isWhole);
    QVERIFY(!answer.fields.contains("transfer-encoding"));
    QCOMPARE(answer.fields.value("connection"), "close");
    QCOMPARE(answer.body, "one two");
}

void TestDoorStreams::streamsADownloadOfKnownSize()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    exchange->begin(200, "text/plain", {{"content-length", "7"}});
    exchange->write("one ");
    exchange->write("two, and too much");
    exchange->end();
    const RawAnswer answer = client.receive();
    QCOMPARE(answer.fields.value("content-length"), "7");
    QVERIFY(!answer.fields.contains("transfer-encoding"));
    QCOMPARE(answer.body, "one two");
    QCOMPARE(client.get("/items/next").body, "next");
}

void TestDoorStreams::cutsAStreamThatBreaks_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<HttpFields>("fields");
    QTest::newRow("chunked") << QByteArray("/later") << HttpFields();
    QTest::newRow("download") << QByteArray("/later") << HttpFields{{"content-length", "9"}};
    QTest::newRow("handler throws") << QByteArray("/throw-late") << HttpFields();
}

void TestDoorStreams::cutsAStreamThatBreaks()
{
    QFETCH(QByteArray, path);
    QFETCH(HttpFields, fields);
    TestDoor test;
    RawClient client(test.open());
    client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    if (path == "/later") {
        QTRY_COMPARE(test.held.size(), 1);
        const ExchangePtr exchange = test.held.takeFirst();
        exchange->begin(200, "text/plain", fields);
        exchange->write("half");
        exchange->breakOff();
    }
    QVERIFY(client.isClosed());
    const RawAnswer answer = client.receive();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "half");
    QVERIFY(!answer.isWhole);
}

void TestDoorStreams::endsAStreamThatIsDropped()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    test.held.constFirst()->begin(200, "text/plain");
    test.held.constFirst()->write("all");
    test.held.clear();
    QCOMPARE(client.receive().body, "all");
}

void TestDoorStreams::noticesThatAStreamsReaderLeft()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    bool isTold = false;
    exchange->onGone = [&] { isTold = true; };
    exchange->begin(200, "text/event-stream");
    exchange->write("data: 1\n\n");
    QVERIFY(client.sees("data: 1"));
    client.socket().disconnectFromHost();
    QTRY_VERIFY(isTold);
    QVERIFY(exchange->isGone());
    QVERIFY(!exchange->write("data: 2\n\n"));
}

void TestDoorStreams::cutsTheConnectionOfAHandlerThatThrows_data()
{
    QTest::addColumn<bool>("leaves");
    QTest::newRow("when the client leaves") << true;
    QTest::newRow("when there is room again") << false;
}

void TestDoorStreams::cutsTheConnectionOfAHandlerThatThrows()
{
    QFETCH(bool, leaves);
    TestDoor test;
    const quint16 port = test.open();
    RawClient client(port);
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    bool isCalled = false;
    const auto fails = [&] {
        isCalled = true;
        throw std::runtime_error("as the test wants");
    };
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"on(Gone|Drain) failed.*"_s));
    (leaves ? exchange->onGone : exchange->onDrain) = fails;
    exchange->begin(200, "text/event-stream");
    exchange->write("data: 1\n\n");
    QVERIFY(client.sees("data: 1"));
    if (leaves)
        client.socket().disconnectFromHost();
    QTRY_VERIFY(isCalled);
    QVERIFY(leaves || client.isClosed());
    QTRY_COMPARE(test.door.openSockets(), 0);
    QCOMPARE(RawClient(port).get("/json").status, 200);
}

void TestDoorStreams::sendsLargeDownloads()
{
    const QByteArray content = QByteArray("0123456789abcdef").repeated(5 * 65'536);
    TestDoor test;
    qint64 mostPending = 0;
    test.router.on("GET", "/download", [&](const ExchangePtr &exchange) {
        exchange->begin(200, "application/octet-stream",
                        {{"content-length", QByteArray::number(content.size())}});
        auto sent = std::make_shared<qsizetype>(0);
        auto hold = std::make_shared<ExchangePtr>(exchange);
        const auto go = [&content, &mostPending, sent, hold] {
            while (*sent < content.size()) {
                const QByteArray part = content.mid(*sent, 64 * 1024);
                *sent += part.size();
                const bool goesOn = (*hold)->write(part);
                mostPending = std::max(mostPending, (*hold)->pending());
                if (!goesOn)
                    break;
            }
            if (*sent == content.size())
                hold->reset();
        };
        exchange->onGone = [hold] { hold->reset(); };
        exchange->onDrain = go;
        go();
    });
    RawClient client(test.open());
    QVERIFY(client.get("/download").body == content);
    QVERIFY2(mostPending <= 512 * 1024, qPrintable(QString::number(mostPending)));
    QCOMPARE(client.get("/items/next").body, "next");
    QTRY_COMPARE(test.door.pendingAnswers(), 0);
}

void TestDoorStreams::letsAStreamTakeItsTime()
{
    HttpLimits limits = patientLimits();
    limits.answerTimeout = 5s;
    limits.idleTimeout = 5s;
    limits.stallTimeout = 5s;
    TestDoor test(limits);
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    test.held.constFirst()->begin(200, "text/event-stream");
    test.held.constFirst()->write("one ");
    QVERIFY(client.sees("one "));
    test.clock.advance(20s); // longer than all of the limits: that nothing happens is the point
    QVERIFY(!test.held.constFirst()->isGone());
    test.held.constFirst()->write("two");
    test.held.clear();
    QCOMPARE(client.receive().body, "one two");
}

void TestDoorStreams::boundsAndCutsAReaderThatStalls()
{
    TestDoor test;
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
    const auto isCutInTime = [&] {
        test.clock.advance(patientLimits().stallTimeout + 1s);
        return isGone;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCutInTime(), 20'000);
    QVERIFY2(mostPending < 2 * patientLimits().highWater, qPrintable(QString::number(mostPending)));
    exchange->onDrain = nullptr;
}

PILOTHOUSE_UNIT_TEST(TestDoorStreams)
#include "tst_door_streams.moc"
