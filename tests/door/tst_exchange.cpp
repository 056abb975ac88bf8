#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QJsonDocument>

#include <memory>

using namespace pilothouse;

/// One answer to each request: now, later, or to nobody.
class TestExchange : public QObject
{
    Q_OBJECT
private slots:
    void carriesTheRequest();
    void answersLaterAndInOrder();
    void answersAtMostOnce();
    void survivesClientsThatLeave();
    void survivesTheDoor();
    void tellsWhenTheClientHasLeft();
    void answersHeadWithoutABody();
    void compressesLargeJson_data();
    void compressesLargeJson();
    void takesLargeUploads_data();
    void takesLargeUploads();
};

void TestExchange::carriesTheRequest()
{
    TestDoor test;
    test.door.gate = [](const HttpHead &, const QHostAddress &) {
        return Verdict::admit("somebody");
    };
    test.router.on("PUT", "/a/<arg>/<tail>",
                   [&](const ExchangePtr &exchange) { test.held << exchange; });
    RawClient client(test.open());
    client.send("PUT /a/b%20c/d/e?f=g+h HTTP/1.1\r\nHost: localhost\r\nX-Y: z\r\n"
                "Content-Length: 2\r\n\r\nhi");
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    QCOMPARE(exchange->method(), "PUT");
    QCOMPARE(exchange->path(), "/a/b%20c/d/e");
    QCOMPARE(exchange->head().value("x-y"), "z");
    QCOMPARE(exchange->body(), "hi");
    QCOMPARE(exchange->queryValue("f"), u"g h"_s);
    QVERIFY(!exchange->queryValue("g").has_value());
    QCOMPARE(exchange->argument(0), u"b c"_s);
    QCOMPARE(exchange->argument(1), u"d/e"_s);
    QCOMPARE(exchange->argument(2), QString());
    QCOMPARE(exchange->principal(), "somebody");
    QCOMPARE(exchange->peer(), QHostAddress(QHostAddress::LocalHost));
    exchange->fail(422, u"No, \"not\" so"_s, {{"x-a", "b"}});
    const RawAnswer answer = client.receive();
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.body, R"({"detail":"No, \"not\" so"})");
    QCOMPARE(answer.fields.value("x-a"), "b");
}

void TestExchange::answersLaterAndInOrder()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater + "GET /items/two HTTP/1.1\r\nHost: localhost\r\n\r\n" + kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    QCOMPARE(client.unread(), QByteArray());
    test.held.takeFirst()->send(200, "one", "text/plain");
    QCOMPARE(client.receive().body, "one");
    QCOMPARE(client.receive().body, "two");
    QTRY_COMPARE(test.held.size(), 1);
    test.held.takeFirst()->send(200, "three", "text/plain");
    QCOMPARE(client.receive().body, "three");
    QTRY_COMPARE(test.door.pendingAnswers(), 0);
}

void TestExchange::answersAtMostOnce()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    const ExchangePtr exchange = test.held.takeFirst();
    exchange->send(200, "one", "text/plain");
    QVERIFY(exchange->isAnswered());
    exchange->send(200, "HTTP/1.1 200 OK\r\n\r\nsmuggled", "text/plain");
    exchange->fail(500);
    QVERIFY(!exchange->begin(200, "text/plain"));
    QVERIFY(!exchange->write("more"));
    exchange->end();
    exchange->breakOff();
    QCOMPARE(client.receive().body, "one");
    QCOMPARE(client.get("/items/next").body, "next");
    QCOMPARE(client.unread(), QByteArray());
}

void TestExchange::survivesClientsThatLeave()
{
    constexpr int kClients = 300;
    HttpLimits limits = patientLimits();
    limits.connectionsPerAddress = 1000;
    TestDoor test(limits);
    const quint16 port = test.open();
    int gone = 0;
    test.router.on("GET", "/later", [&](const ExchangePtr &exchange) {
        exchange->onGone = [&gone] { ++gone; };
        test.held << exchange;
    });
    for (int index = 0; index < kClients; ++index) {
        RawClient client(port);
        client.send(kGetLater);
        QTRY_VERIFY(!test.held.isEmpty());
        if (index % 3 == 0)
            client.hangUp();
        else
            client.socket().close();
        const int goneBefore = gone;
        if (index % 2 == 0) // half of the answers come after the door has noticed
            QTRY_COMPARE(gone, goneBefore + 1);
        const ExchangePtr exchange = test.held.takeFirst();
        if (index % 5 == 0)
            continue; // dropped
        if (index % 5 == 1 && exchange->begin(200, "text/plain"))
            exchange->write("too late");
        else
            exchange->send(200, "too late", "text/plain");
    }
    QTRY_COMPARE(test.door.pendingAnswers(), 0);
    QTRY_COMPARE(test.door.openSockets(), 0);
    QVERIFY(gone >= kClients / 2);
}

void TestExchange::survivesTheDoor()
{
    auto test = std::make_unique<TestDoor>();
    RawClient client(test->open());
    RawClient streaming(test->door.serverPort());
    client.send(kGetLater);
    QTRY_COMPARE(test->held.size(), 1);
    streaming.send(kGetLater);
    QTRY_COMPARE(test->held.size(), 2);
    const QList<ExchangePtr> held = test->held;
    held[1]->begin(200, "text/plain");
    test.reset();
    QVERIFY(held[0]->isGone() && held[1]->isGone());
    held[0]->send(200, "too late", "text/plain");
    QVERIFY(!held[1]->write("too late"));
    held[1]->end();
    QVERIFY(client.isClosed());
    QVERIFY(streaming.isClosed());
}

void TestExchange::tellsWhenTheClientHasLeft()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    int told = 0;
    // Lets go of the exchange from inside, as a subscription would.
    test.held.constFirst()->onGone = [&] {
        ++told;
        test.held.clear();
    };
    client.hangUp();
    QTRY_COMPARE(told, 1);
    QTRY_COMPARE(test.door.pendingAnswers(), 0);
    QTRY_COMPARE(test.door.openSockets(), 0);
    QCOMPARE(told, 1);
}

void TestExchange::answersHeadWithoutABody()
{
    TestDoor test;
    RawClient client(test.open());
    const RawAnswer whole = client.get("/items/four");
    const RawAnswer head = client.ask("HEAD /items/four HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(head.fields.value("content-length"), "4");
    QCOMPARE(head.fields.value("content-type"), whole.fields.value("content-type"));
    client.send("HEAD /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_COMPARE(test.held.size(), 1);
    QCOMPARE(test.held.constFirst()->method(), "HEAD");
    test.held.constFirst()->begin(200, "text/plain");
    test.held.constFirst()->write("body");
    test.held.clear();
    QCOMPARE(client.receive(true).status, 200);
    QCOMPARE(client.get("/items/next").body, "next");
}

void TestExchange::compressesLargeJson_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<bool>("isCompressed");
    const auto row = [](const char *name, qsizetype size, const char *accepted, bool compressed) {
        QTest::newRow(name) << size << QByteArray(accepted) << compressed;
    };
    row("large", 5'000, "gzip, deflate, br", true);
    row("any", 5'000, "*", true);
    row("some", 5'000, "br;q=1.0, GZIP;q=0.8", true);
    row("none", 5'000, "", false);
    row("other", 5'000, "br", false);
    row("never", 5'000, "gzip;q=0", false);
    row("any but gzip", 5'000, "*, gzip;q=0", false);
    row("small", 500, "gzip", false);
}

void TestExchange::compressesLargeJson()
{
    QFETCH(qsizetype, size);
    QFETCH(QByteArray, accepted);
    QFETCH(bool, isCompressed);
    TestDoor test;
    const QJsonArray json{QString(size, u'a')};
    test.router.on("GET", "/array",
                   [&](const ExchangePtr &exchange) { exchange->sendJson(200, json); });
    RawClient client(test.open());
    const RawAnswer answer = client.get("/array", "Accept-Encoding: " + accepted + "\r\n");
    QCOMPARE(answer.fields.value("content-encoding") == "gzip", isCompressed);
    QCOMPARE(answer.fields.value("vary") == "accept-encoding", size > 1'000);
    QCOMPARE(answer.body.size() < 200, isCompressed);
    if (!isCompressed)
        QCOMPARE(QJsonDocument::fromJson(answer.body).array(), json);
}

void TestExchange::takesLargeUploads_data()
{
    QTest::addColumn<bool>("isChunked");
    QTest::newRow("with length") << false;
    QTest::newRow("in chunks") << true;
}

void TestExchange::takesLargeUploads()
{
    QFETCH(bool, isChunked);
    QByteArray body;
    while (body.size() < 10 * 1024 * 1024)
        body += QByteArray::number(body.size()) + ' ';
    TestDoor test;
    RawClient client(test.open());
    client.send("POST /upload HTTP/1.1\r\nHost: localhost\r\n");
    if (isChunked) {
        client.send("Transfer-Encoding: chunked\r\n\r\n");
        constexpr qsizetype kChunk = 100'000;
        for (qsizetype at = 0; at < body.size(); at += kChunk) {
            const QByteArray chunk = body.mid(at, kChunk);
            client.send(QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n");
        }
        client.send("0\r\n\r\n");
    } else {
        client.send("Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
    const RawAnswer answer = client.receive();
    QCOMPARE(answer.fields.value("x-size"), QByteArray::number(body.size()));
    QVERIFY(answer.body == body);
}

PILOTHOUSE_UNIT_TEST(TestExchange)
#include "tst_exchange.moc"
