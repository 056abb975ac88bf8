#include "exchange/byte_range.h"
#include "exchange/static_content.h"
#include "raw_client.h"
#include "support/unit_test.h"
#include "test_door.h"

using namespace pilothouse;

/// Files and other bytes with an entity tag.
class TestStaticContent : public QObject
{
    Q_OBJECT
private slots:
    void parsesRanges_data();
    void parsesRanges();
    void answers_data();
    void answers();
    void compressesText();
    void givesTheCompressedFormATagOfItsOwn();
    void knowsContentTypes_data();
    void knowsContentTypes();
    void tagsBytes();
};

void TestStaticContent::parsesRanges_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("range"); // of 100 bytes
    const auto row = [](const char *field, const QString &range) {
        QTest::newRow(*field ? field : "nothing") << QByteArray(field) << range;
    };
    row("bytes=0-9", u"0-9"_s);
    row("bytes=90-99", u"90-99"_s);
    row("bytes=90-200", u"90-99"_s);
    row("bytes=0-99999999999999999999", u"0-99"_s);
    row("bytes=50-", u"50-99"_s);
    row("bytes=-10", u"90-99"_s);
    row("bytes=-1000", u"0-99"_s);
    row("bytes=99-99", u"99-99"_s);
    row("bytes=100-", u"unsatisfiable"_s);
    row("bytes=100-200", u"unsatisfiable"_s);
    row("bytes=-0", u"unsatisfiable"_s);
    for (const char *ignored : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=9-0",
                                "bytes=0-9,20-29", "bytes=+1-2", "bytes=1-2-3", "items=0-9"})
        row(ignored, u"ignored"_s);
}

void TestStaticContent::parsesRanges()
{
    QFETCH(QByteArray, field);
    const auto range = parseRange(field, 100);
    const QString said = !range                    ? u"ignored"_s
                         : !range->isSatisfiable() ? u"unsatisfiable"_s
                                                   : u"%1-%2"_s.arg(range->first).arg(range->last);
    QTEST(said, "range");
}

void TestStaticContent::answers_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentRange");
    const auto row = [](const char *fields, int status, const char *body, const char *range) {
        QTest::newRow(*fields ? fields : "nothing")
            << (*fields ? QByteArray(fields) + "\r\n" : QByteArray()) << status << QByteArray(body)
            << QByteArray(range);
    };
    row("", 200, "0123456789", "");
    row("If-None-Match: \"tag\"", 304, "", "");
    row("If-None-Match: W/\"tag\"", 304, "", "");
    row("If-None-Match: \"a\", \"tag\"", 304, "", "");
    row("If-None-Match: *", 304, "", "");
    row("If-None-Match: \"other\"", 200, "0123456789", "");
    row("If-None-Match: \"tag\"\r\nRange: bytes=0-1", 304, "", "");
    row("Range: bytes=2-4", 206, "234", "bytes 2-4/10");
    row("Range: bytes=-2", 206, "89", "bytes 8-9/10");
    row("Range: bytes=10-", 416, "{\"detail\":\"Range Not Satisfiable\"}", "bytes */10");
    row("Range: bytes=0-1,3-4", 200, "0123456789", "");
    row("Range: bytes=2-4\r\nIf-Range: \"tag\"", 206, "234", "bytes 2-4/10");
    row("Range: bytes=2-4\r\nIf-Range: \"old\"", 200, "0123456789", "");
    row("Accept-Encoding: gzip", 200, "0123456789", "");
}

void TestStaticContent::answers()
{
    QFETCH(QByteArray, fields);
    TestDoor test;
    test.router.on("GET", "/file", [](const ExchangePtr &exchange) {
        sendContent(*exchange,
                    {.bytes = "0123456789",
                     .contentType = "text/plain",
                     .etag = "\"tag\"",
                     .cacheControl = "no-cache"},
                    {{"x-extra", "yes"}});
    });
    RawClient client(test.open());
    const RawAnswer answer = client.get("/file", fields);
    QTEST(answer.status, "status");
    QTEST(answer.body, "body");
    QTEST(answer.fields.value("content-range"), "contentRange");
    QCOMPARE(answer.fields.value("etag"), "\"tag\"");
    QCOMPARE(answer.fields.value("cache-control"), "no-cache");
    QCOMPARE(answer.fields.value("x-content-type-options"), "nosniff");
    QCOMPARE(answer.fields.value("x-extra"), "yes");
    QVERIFY(!answer.fields.contains("content-encoding"));
    const RawAnswer head =
        client.ask("HEAD /file HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    QTEST(head.status, "status");
    QCOMPARE(head.fields.value("content-length"), answer.fields.value("content-length"));
}

void TestStaticContent::compressesText()
{
    TestDoor test;
    QByteArray type = "text/html; charset=utf-8";
    test.router.on("GET", "/file", [&](const ExchangePtr &exchange) {
        sendContent(*exchange, {.bytes = QByteArray(10'000, 'a'),
                                .contentType = type,
                                .etag = "\"tag\"",
                                .cacheControl = "no-cache"});
    });
    RawClient client(test.open());
    const RawAnswer packed = client.get("/file", "Accept-Encoding: gzip\r\n");
    QCOMPARE(packed.fields.value("content-encoding"), "gzip");
    QCOMPARE(packed.fields.value("vary"), "accept-encoding");
    QVERIFY(packed.body.startsWith("\x1f\x8b") && packed.body.size() < 200);
    const RawAnswer plain = client.get("/file");
    QVERIFY(!plain.fields.contains("content-encoding"));
    QCOMPARE(plain.fields.value("vary"), "accept-encoding");
    QCOMPARE(plain.body.size(), 10'000);
    const RawAnswer part = client.get("/file", "Accept-Encoding: gzip\r\nRange: bytes=0-9\r\n");
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, QByteArray(10, 'a'));
    type = "image/png";
    QVERIFY(!client.get("/file", "Accept-Encoding: gzip\r\n").fields.contains("content-encoding"));
}

void TestStaticContent::givesTheCompressedFormATagOfItsOwn()
{
    TestDoor test;
    test.router.on("GET", "/file", [&](const ExchangePtr &exchange) {
        sendContent(*exchange, {.bytes = QByteArray(10'000, 'a'),
                                .contentType = "text/css",
                                .etag = "\"tag\"",
                                .cacheControl = "no-cache"});
    });
    RawClient client(test.open());
    const RawAnswer packed = client.get("/file", "Accept-Encoding: gzip\r\n");
    QCOMPARE(packed.fields.value("etag"), "\"tag-gzip\"");
    const RawAnswer again = client.get(
        "/file", "Accept-Encoding: gzip\r\nIf-None-Match: " + packed.fields.value("etag") + "\r\n");
    QCOMPARE(again.status, 304);
}

void TestStaticContent::knowsContentTypes_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("html") << u"index.html"_s << QByteArray("text/html; charset=utf-8");
    QTest::newRow("upper case") << u"A.PNG"_s << QByteArray("image/png");
    QTest::newRow("module") << u"a/b.min.mjs"_s << QByteArray("text/javascript; charset=utf-8");
    QTest::newRow("unknown") << u"a.xyz"_s << QByteArray("application/octet-stream");
    QTest::newRow("none") << u"html"_s << QByteArray("application/octet-stream");
    QTest::newRow("empty") << u""_s << QByteArray("application/octet-stream");
}

void TestStaticContent::knowsContentTypes()
{
    QFETCH(QString, fileName);
    QTEST(contentTypeFor(fileName), "type");
}

void TestStaticContent::tagsBytes()
{
    QVERIFY(etagOf("a") != etagOf("b"));
    QCOMPARE(etagOf("a"), etagOf("a"));
    QVERIFY(etagOf("a").startsWith('"') && etagOf("a").endsWith('"'));
}

PILOTHOUSE_UNIT_TEST(TestStaticContent)
#include "tst_static_content.moc"
