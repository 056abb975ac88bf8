#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QJsonDocument>

#include <sys/socket.h>

using namespace pilothouse;

/// Every probe that QHttpServer alone fails: what goes over the wire, and what must come back.
class TestHttpProbes : public QObject
{
    Q_OBJECT
private slots:
    void isRefused_data();
    void isRefused();
    void isServedAndTheNextRequestToo_data();
    void isServedAndTheNextRequestToo();
    void isServedAndClosed_data();
    void isServedAndClosed();
    void servesAHeadThatComesByteByByte();
    void saysContinueOnlyWhenTheBodyIsWanted();
    void ignoresBlankLinesBeforeARequest();
    void answersAClientThatHalfCloses();
};

namespace {

QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

QByteArray post(const QByteArray &fields, const QByteArray &body)
{
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
}

QString detailOf(const RawAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body)[u"detail"].toString();
}

} // namespace

void TestHttpProbes::isRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray &name, const QByteArray &bytes, int status) {
        QTest::newRow(name.constData()) << bytes << status;
    };
    row("endless field", "GET /json HTTP/1.1\r\nX: " + QByteArray(100'000, 'a'), 431);
    row("endless URL", "GET /" + QByteArray(100'000, 'a'), 431);
    row("long URL", get('/' + QByteArray(10'000, 'a')), 414);
    row("5000 fields", get("/json", QByteArray("A: b\r\n").repeated(5'000)), 431);
    row("200 fields", get("/json", QByteArray("A: b\r\n").repeated(200)), 431);
    row("body too large", post("Content-Length: 2000000\r\n", {}), 413);
    row("chunked body too large",
        post("Transfer-Encoding: chunked\r\n", "1fffff\r\n" + QByteArray(0x1fffff, 'a')), 413);
    row("nonsense", "nonsense\r\n\r\n", 400);
    row("TLS", QByteArray::fromHex("16030100f8010000f40303"), 400);
    row("bare LF", "GET /json HTTP/1.1\nHost: localhost\n\n", 400);
    row("HTTP/9.9", "GET /json HTTP/9.9\r\nHost: localhost\r\n\r\n", 505);
    row("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("HTTPXZZZ", "GET /json HTTPXZZZ\r\nHost: localhost\r\n\r\n", 400);
    row("no host", "GET /json HTTP/1.1\r\n\r\n", 400);
    row("two hosts", get("/json", "Host: other\r\n"), 400);
    row("unknown method", "BREW /json HTTP/1.1\r\nHost: localhost\r\n\r\n", 501);
    row("TRACE", "TRACE /json HTTP/1.1\r\nHost: localhost\r\n\r\n", 501);
    row("CONNECT", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
    row("two lengths", post("Content-Length: 2\r\nContent-Length: 5\r\n", "hello"), 400);
    row("length and chunks",
        post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
    row("length -1", post("Content-Length: -1\r\n", {}), 400);
    row("length abc", post("Content-Length: abc\r\n", {}), 400);
    row("length 2^63", post("Content-Length: 9223372036854775808\r\n", {}), 400);
    for (const QByteArray &odd : {QByteArray("\v"), QByteArray("\f"), QByteArray("\r")}) {
        const QByteArray name = odd.toHex();
        row("coding after " + name, post("Transfer-Encoding: " + odd + "chunked\r\n", "0\r\n\r\n"),
            400);
        row("coding before " + name, post("Transfer-Encoding: chunked" + odd + "\r\n", "0\r\n\r\n"),
            400);
        row("length after " + name, post("Content-Length: " + odd + "5\r\n", "hello"), 400);
        row("length before " + name, post("Content-Length: 5" + odd + "\r\n", "hello"), 400);
    }
    for (const QByteArray &odd : {QByteArray(" "), QByteArray("\t"), QByteArray("\v")})
        row("chunk size after " + odd.toHex(),
            post("Transfer-Encoding: chunked\r\n", odd + "1\r\na\r\n0\r\n\r\n"), 400);
    row("chunk size ZZ", post("Transfer-Encoding: chunked\r\n", "ZZ\r\n"), 400);
    row("chunk size -5", post("Transfer-Encoding: chunked\r\n", "-5\r\n"), 400);
    row("gzip coding", post("Transfer-Encoding: gzip\r\n", {}), 501);
    row("other expectation", get("/json", "Expect: wonders\r\n"), 417);
    row("folded field", get("/json", "A: b\r\n c\r\n"), 400);
    row("space before colon", get("/json", "A : b\r\n"), 400);
    row("no colon", get("/json", "nonsense\r\n"), 400);
    row("encoded slash", get("/items/a%2Fb"), 400);
    row("dot segments", get("/files/../../etc/passwd"), 400);
    row("encoded dot segments", get("/files/%2e%2e/%2e%2e/etc/passwd"), 400);
    row("NUL", get("/items/a%00b"), 400);
}

void TestHttpProbes::isRefused()
{
    QFETCH(QByteArray, bytes);
    TestDoor test;
    RawClient client(test.open());
    const RawAnswer answer = client.ask(bytes);
    QTEST(answer.status, "status");
    QVERIFY(answer.isWhole);
    QCOMPARE(answer.fields.value("content-type"), "application/json");
    QCOMPARE(answer.fields.value("connection"), "close");
    QVERIFY(!detailOf(answer).isEmpty());
    QVERIFY(client.isClosed());
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestHttpProbes::isServedAndTheNextRequestToo_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &bytes, int status,
                        const QByteArray &body) { QTest::newRow(name) << bytes << status << body; };
    const QByteArray notFound = "{\"detail\":\"Not Found\"}";
    const QByteArray notAllowed = "{\"detail\":\"Method Not Allowed\"}";
    row("plain", get("/json"), 200, "{\"ok\":true}");
    row("trailing slash", get("/json/"), 200, "{\"ok\":true}");
    row("query", get("/json?a=b"), 200, "{\"ok\":true}");
    row("absolute form", get("http://localhost/json"), 200, "{\"ok\":true}");
    row("escapes", get("/items/a%20%C3%A4%3F"), 200, "a ä?");
    row("tail", get("/files/a/b%20c/d"), 200, "a/b c/d");
    row("odd characters", get("/items/\"<>^`{|}[]@:!$&'()*+,;=~?\"<>^`{|}[]?"), 200,
        "\"<>^`{|}[]@:!$&'()*+,;=~");
    row("escaped colon first", get("/%3a8000"), 404, notFound);
    row("odd field values", get("/json", "X: \xff\xfe\tb: \"c\r\nX: d\r\n"), 200, "{\"ok\":true}");
    row("no such path", get("/nothing"), 404, notFound);
    row("deeper", get("/json/x"), 404, notFound);
    row("no argument", get("/items/"), 404, notFound);
    row("HEAD", "HEAD /json HTTP/1.1\r\nHost: localhost\r\n\r\n", 200, "");
    row("HEAD of nothing", "HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, "");
    row("OPTIONS", "OPTIONS /json HTTP/1.1\r\nHost: localhost\r\n\r\n", 204, "");
    row("wrong method", "DELETE /json HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, notAllowed);
    row("DELETE", "DELETE /items/a HTTP/1.1\r\nHost: localhost\r\n\r\n", 204, "");
    row("body", post("Content-Length: 5\r\n", "hello"), 200, "hello");
    row("empty body", post("Content-Length: 0\r\n", ""), 200, "");
    row("no length", post({}, {}), 200, "");
    row("chunks", post("Transfer-Encoding: chunked\r\n", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), 200,
        "hello");
    row("blanks around", post("Transfer-Encoding: \t chunked \t\r\n", "1 \t;x\r\na\r\n0\r\n\r\n"),
        200, "a");
    row("trailers", post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nA: b\r\n\r\n"), 200,
        "a");
    row("handler throws", get("/throw"), 500, "{\"detail\":\"Internal Server Error\"}");
    row("handler throws an int", get("/throw-int"), 500, "{\"detail\":\"Internal Server Error\"}");
    row("dropped unanswered", get("/dropped"), 500, "{\"detail\":\"Internal Server Error\"}");
    row("header injection", get("/inject?a=b%0d%0aSet-Cookie:%20c"), 500,
        "{\"detail\":\"Internal Server Error\"}");
    row("HTTP/1.0 that stays", "GET /json HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200,
        "{\"ok\":true}");
}

void TestHttpProbes::isServedAndTheNextRequestToo()
{
    QFETCH(QByteArray, bytes);
    TestDoor test;
    RawClient client(test.open());
    const RawAnswer answer = client.ask(bytes);
    QTEST(answer.status, "status");
    QTEST(answer.body, "body");
    QVERIFY(answer.isWhole);
    QVERIFY(!answer.fields.contains("set-cookie"));
    QCOMPARE(client.get("/items/next").body, "next");
    QCOMPARE(client.unread(), QByteArray());
}

void TestHttpProbes::isServedAndClosed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /json HTTP/1.0\r\n\r\n");
    QTest::newRow("close") << get("/json", "Connection: close\r\n");
    QTest::newRow("close and more")
        << QByteArray(get("/json", "Connection: close\r\n") + get("/items/next"));
}

void TestHttpProbes::isServedAndClosed()
{
    QFETCH(QByteArray, bytes);
    TestDoor test;
    RawClient client(test.open());
    const RawAnswer answer = client.ask(bytes);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "{\"ok\":true}");
    QCOMPARE(answer.fields.value("connection"), "close");
    QVERIFY(client.isClosed());
    QCOMPARE(client.unread(), QByteArray());
}

void TestHttpProbes::servesAHeadThatComesByteByByte()
{
    TestDoor test;
    RawClient client(test.open());
    const QByteArray request = post("Content-Length: 5\r\n", "hello");
    for (const char each : request) {
        client.send(QByteArray(1, each));
        QCoreApplication::processEvents();
    }
    QCOMPARE(client.receive().body, "hello");
}

void TestHttpProbes::saysContinueOnlyWhenTheBodyIsWanted()
{
    TestDoor test;
    const quint16 port = test.open();
    RawClient wanted(port);
    QCOMPARE(wanted.ask(post("Content-Length: 5\r\nExpect: 100-continue\r\n", {})).status, 100);
    wanted.send("hello");
    QCOMPARE(wanted.receive().body, "hello");

    RawClient tooLarge(port);
    const QByteArray announced = "Content-Length: 2000000\r\nExpect: 100-continue\r\n";
    QCOMPARE(tooLarge.ask(post(announced, {})).status, 413);
}

void TestHttpProbes::ignoresBlankLinesBeforeARequest()
{
    TestDoor test;
    RawClient client(test.open());
    QCOMPARE(client.ask("\r\n\r\n" + get("/json")).status, 200);
    QCOMPARE(client.ask("\r\n" + get("/json")).status, 200);
}

void TestHttpProbes::answersAClientThatHalfCloses()
{
    TestDoor test;
    RawClient client(test.open());
    client.send(get("/json"));
    ::shutdown(int(client.socket().socketDescriptor()), SHUT_WR);
    QCOMPARE(client.receive().body, "{\"ok\":true}");
}

PILOTHOUSE_UNIT_TEST(TestHttpProbes)
#include "tst_http_probes.moc"
