#include "exchange/http_head.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

tl::expected<HttpHead, int> parsed(const QByteArray &text)
{
    return parseHead(text, HttpLimits());
}

QByteArray with(const QByteArray &fields)
{
    return "GET /a HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

} // namespace

class TestHttpHead : public QObject
{
    Q_OBJECT
private slots:
    void findsTheEndOfAHead_data();
    void findsTheEndOfAHead();
    void findsTheSameEndWhenItComesByteByByte();
    void readsAllParts();
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void knowsWhetherTheClientStays_data();
    void knowsWhetherTheClientStays();
    void readsQueryValues_data();
    void readsQueryValues();
    void takesTheAbsoluteForm();
    void refusesTooMuch();
};

void TestHttpHead::findsTheEndOfAHead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("nothing") << QByteArray() << qsizetype(0);
    QTest::newRow("half") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n") << qsizetype(0);
    QTest::newRow("whole") << QByteArray("GET / HTTP/1.1\r\n\r\n") << qsizetype(18);
    QTest::newRow("body") << QByteArray("GET / HTTP/1.1\r\n\r\nbody\n") << qsizetype(18);
    QTest::newRow("bare LF") << QByteArray("GET / HTTP/1.1\n\n") << qsizetype(-1);
    QTest::newRow("one bare LF") << QByteArray("GET / HTTP/1.1\r\nA: b\n\r\n") << qsizetype(-1);
}

void TestHttpHead::findsTheEndOfAHead()
{
    QFETCH(QByteArray, bytes);
    qsizetype searched = 0;
    QTEST(headSize(bytes, searched), "size");
}

void TestHttpHead::findsTheSameEndWhenItComesByteByByte()
{
    const QByteArray bytes = with("A: b\r\n");
    qsizetype searched = 0;
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QCOMPARE(headSize(bytes.first(size), searched), 0);
    QCOMPARE(headSize(bytes, searched), bytes.size());
}

void TestHttpHead::readsAllParts()
{
    const auto head = parsed("PATCH /a%20b/c?d=e&f HTTP/1.1\r\nHOST: h.example:8000\r\n"
                             "X-One:  first \r\nx-one: second\r\nContent-Length: 12\r\n"
                             "Connection: keep-alive\r\nExpect: 100-Continue\r\n\r\n");
    QVERIFY(head.has_value());
    QCOMPARE(head->method, "PATCH");
    QCOMPARE(head->path, "/a%20b/c");
    QCOMPARE(head->query, "d=e&f");
    QCOMPARE(head->host, "h.example:8000");
    QCOMPARE(head->contentLength, 12);
    QVERIFY(head->expectContinue && head->keepAlive && !head->chunked && !head->http10);
    QCOMPARE(head->fields, (HttpFields{{"x-one", "first"}, {"x-one", "second"}}));
    QCOMPARE(head->value("X-One"), "first");
    QCOMPARE(head->value("x-two"), QByteArray());
}

void TestHttpHead::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &text, int status) {
        QTest::newRow(name) << text << status;
    };
    const auto target = [&](const char *name, const QByteArray &text) {
        row(name, "GET " + text + " HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    };
    row("one word", "GET\r\n\r\n", 400);
    row("two words", "GET /\r\n\r\n", 400);
    row("four words", "GET / x HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    row("no method", " / HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    row("method with a comma", "GE,T / HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    row("unknown method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 501);
    row("TRACE", "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", 501);
    row("CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    row("HTTP/9.9", "GET / HTTP/9.9\r\nHost: h\r\n\r\n", 505);
    row("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\n", 505);
    row("no version at all", "GET / HTTPXZZZ\r\nHost: h\r\n\r\n", 400);
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400);
    row("two hosts", with("Host: h\r\n"), 400);
    row("host with a path", "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n", 400);
    row("host with a user", "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n", 400);
    row("host with a bad port", "GET / HTTP/1.1\r\nHost: h:70000\r\n\r\n", 400);
    row("two lengths", with("Content-Length: 2\r\nContent-Length: 5\r\n"), 400);
    row("two equal lengths", with("Content-Length: 2\r\nContent-Length: 2\r\n"), 400);
    row("length and chunks", with("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"), 400);
    row("length -1", with("Content-Length: -1\r\n"), 400);
    row("length +1", with("Content-Length: +1\r\n"), 400);
    row("length abc", with("Content-Length: abc\r\n"), 400);
    row("length list", with("Content-Length: 2, 2\r\n"), 400);
    row("no length", with("Content-Length:\r\n"), 400);
    row("length 2^63", with("Content-Length: 9223372036854775808\r\n"), 400);
    row("gzip coding", with("Transfer-Encoding: gzip\r\n"), 501);
    row("gzip, chunked", with("Transfer-Encoding: gzip, chunked\r\n"), 501);
    row("two codings", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400);
    row("chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    row("other expectation", with("Expect: wonders\r\n"), 417);
    row("folded line", with("A: b\r\n c\r\n"), 400);
    row("space before colon", with("A : b\r\n"), 400);
    row("no colon", with("nonsense\r\n"), 400);
    row("no name", with(": b\r\n"), 400);
    row("NUL in a value", with(QByteArray("A: b\0c\r\n", 9)), 400);
    row("CR in a value", with("A: b\rc\r\n"), 400);
    row("NUL in a name", with(QByteArray("A\0: b\r\n", 8)), 400);
    row("upgrade of a POST",
        "POST / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", 400);
    target("no slash", "a");
    target("two slashes", "//evil/a");
    target("fragment", "/a#b");
    target("encoded slash", "/a%2Fb");
    target("backslash", "/a%5Cb");
    target("dot segment", "/a/../b");
    target("encoded dot segment", "/a/%2e%2E/b");
    target("single dot", "/./a");
    target("NUL", "/a%00b");
    target("line end", "/a%0d%0ab");
    target("broken escape", "/a%2");
    target("no escape", "/a%zz");
    target("not UTF-8", "/a%ff");
    target("raw UTF-8", "/ä");
    target("other scheme", "ftp://h/a");
    target("absolute form without host", "http:///a");
}

void TestHttpHead::refuses()
{
    QFETCH(QByteArray, text);
    const auto head = parsed(text);
    QVERIFY(!head.has_value());
    QTEST(head.error(), "status");
}

void TestHttpHead::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("shortest") << QByteArray("GET / HTTP/1.0\r\n\r\n");
    QTest::newRow("IPv4 host") << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n");
    QTest::newRow("IPv6 host") << QByteArray("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
    QTest::newRow("encoded UTF-8") << QByteArray("GET /%C3%A4 HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("dots in names") << QByteArray("GET /a..b/.c HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("whole server") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("empty value") << with("A:\r\n");
    QTest::newRow("tab in a value") << with("A: b\tc\r\n");
    QTest::newRow("Latin-1 in a value") << with("A: b\xe4\r\n");
    QTest::newRow("chunks") << with("Transfer-Encoding: Chunked\r\n");
}

void TestHttpHead::accepts()
{
    QFETCH(QByteArray, text);
    QVERIFY(parsed(text).has_value());
}

void TestHttpHead::knowsWhetherTheClientStays_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("stays");
    QTest::newRow("1.1") << QByteArray("1.1") << QByteArray("x") << true;
    QTest::newRow("1.1 close") << QByteArray("1.1") << QByteArray("Close") << false;
    QTest::newRow("1.1 list") << QByteArray("1.1") << QByteArray("foo, close") << false;
    QTest::newRow("1.0") << QByteArray("1.0") << QByteArray("x") << false;
    QTest::newRow("1.0 keep") << QByteArray("1.0") << QByteArray("Keep-Alive") << true;
}

void TestHttpHead::knowsWhetherTheClientStays()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, connection);
    const auto head =
        parsed("GET / HTTP/" + version + "\r\nHost: h\r\nConnection: " + connection + "\r\n\r\n");
    QVERIFY(head.has_value());
    QTEST(head->keepAlive, "stays");
    QVERIFY(head->fields.isEmpty()); // hop by hop
}

void TestHttpHead::readsQueryValues_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("value");
    QTest::newRow("none") << QByteArray("") << u"absent"_s;
    QTest::newRow("other") << QByteArray("?b=1") << u"absent"_s;
    QTest::newRow("plain") << QByteArray("?b=1&a=2") << u"2"_s;
    QTest::newRow("empty") << QByteArray("?a=") << u""_s;
    QTest::newRow("without =") << QByteArray("?a") << u""_s;
    QTest::newRow("first of two") << QByteArray("?a=1&a=2") << u"1"_s;
    QTest::newRow("escapes") << QByteArray("?a=%26%3D%2B%25") << u"&=+%"_s;
    QTest::newRow("plus") << QByteArray("?a=b+c") << u"b c"_s;
    QTest::newRow("UTF-8") << QByteArray("?a=%C3%A4") << u"ä"_s;
}

void TestHttpHead::readsQueryValues()
{
    QFETCH(QByteArray, query);
    const auto head = parsed("GET /" + query + " HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(head.has_value());
    QTEST(head->queryValue("a").value_or(u"absent"_s), "value");
}

void TestHttpHead::takesTheAbsoluteForm()
{
    const auto head = parsed("GET HTTP://other:81/a?b HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(head.has_value());
    QCOMPARE(head->host, "other:81");
    QCOMPARE(head->path, "/a");
    QCOMPARE(head->query, "b");
    QCOMPARE(parsed("GET http://other HTTP/1.1\r\nHost: h\r\n\r\n")->path, "/");
}

void TestHttpHead::refusesTooMuch()
{
    const HttpLimits limits{.targetBytes = 10, .fields = 3};
    const auto status = [&](const QByteArray &text) {
        const auto head = parseHead(text, limits);
        return head ? 0 : head.error();
    };
    QCOMPARE(status("GET /123456789 HTTP/1.1\r\nHost: h\r\n\r\n"), 0);
    QCOMPARE(status("GET /1234567890 HTTP/1.1\r\nHost: h\r\n\r\n"), 414);
    QCOMPARE(status(with("A: a\r\nB: b\r\n")), 0);
    QCOMPARE(status(with("A: a\r\nB: b\r\nC: c\r\n")), 431);
}

PILOTHOUSE_UNIT_TEST(TestHttpHead)
#include "tst_http_head.moc"
