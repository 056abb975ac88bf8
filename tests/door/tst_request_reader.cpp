#include "request_transcript.h"

#include "support/unit_test.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What one connection brings, read without a connection.
class TestRequestReader : public QObject
{
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void readsTheSameHoweverItIsCut_data() { reads_data(); }
    void readsTheSameHoweverItIsCut();
    void leavesAHeadThatIsNotWhole();
    void takesNothingUntilItIsToldAboutTheBody();
    void survivesWhateverComes();
};

namespace {

const HttpLimits kLimits{.headBytes = 200, .bodyBytes = 10};

QByteArray getOf(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

QByteArray post(const QByteArray &path, const QByteArray &field, const QByteArray &body)
{
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n" + body;
}

} // namespace

void TestRequestReader::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("found"); // each request as PATH(BODY), or the status of a fault
    const auto row = [](const char *name, const QByteArray &bytes, const char *found) {
        QTest::newRow(name) << bytes << QString::fromLatin1(found);
    };
    const QByteArray length = "Content-Length: 5";
    const QByteArray chunked = "Transfer-Encoding: chunked";
    row("nothing", "", "");
    row("one", getOf("/a"), "/a()");
    row("two", getOf("/a") + getOf("/b"), "/a() /b()");
    row("blank lines between", "\r\n" + getOf("/a") + "\r\n\r\n" + getOf("/b") + "\r", "/a() /b()");
    row("with a length", post("/a", length, "hello") + getOf("/b"), "/a(hello) /b()");
    row("with chunks", post("/a", chunked, "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n") + getOf("/b"),
        "/a(hello) /b()");
    row("the longest body", post("/a", "Content-Length: 10", "0123456789"), "/a(0123456789)");
    row("half a head", getOf("/a").chopped(1), "");
    row("half a body", post("/a", length, "hel"), "");
    row("a body too long", post("/a", "Content-Length: 11", {}), "413");
    row("chunks too long", post("/a", chunked, "6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n"), "413");
    row("bad chunks", getOf("/a") + post("/b", chunked, "x\r\n"), "/a() 400");
    row("a head too long", "GET /" + QByteArray(300, 'a'), "431");
    row("a whole head too long", "GET /a HTTP/1.1\r\nA: " + QByteArray(300, 'a') + "\r\n\r\n",
        "431");
    row("bare LF", "GET /a HTTP/1.1\nHost: a\n\n", "400");
    row("TLS", QByteArray::fromHex("16030100f8010000f40303"), "400");
    row("another version", "GET /a HTTP/2.0\r\n\r\n" + getOf("/b"), "505");
}

void TestRequestReader::reads()
{
    QFETCH(QByteArray, bytes);
    QTEST(transcript(bytes, kLimits, 1000), "found");
}

void TestRequestReader::readsTheSameHoweverItIsCut()
{
    QFETCH(QByteArray, bytes);
    for (const qsizetype piece : {1, 2, 3, 7, 64})
        QTEST(transcript(bytes, kLimits, piece), "found");
}

void TestRequestReader::leavesAHeadThatIsNotWhole()
{
    RequestReader reader(kLimits);
    QByteArrayView input("\r\nGET /a");
    QVERIFY(!reader.hasBegun());
    QCOMPARE(reader.read(input), RequestReader::Found::Nothing);
    QVERIFY(reader.hasBegun());
    QCOMPARE(input, QByteArrayView("GET /a")); // only the blank line is used
}

void TestRequestReader::takesNothingUntilItIsToldAboutTheBody()
{
    RequestReader reader(kLimits);
    const QByteArray bytes = post("/a", "Content-Length: 5", "hello");
    QByteArrayView input = bytes;
    QCOMPARE(reader.read(input), RequestReader::Found::Head);
    QCOMPARE(input, QByteArrayView("hello"));
    QCOMPARE(reader.read(input), RequestReader::Found::Nothing);
    QCOMPARE(input, QByteArrayView("hello"));
    QCOMPARE(reader.expectBody(kLimits.bodyBytes), RequestReader::Found::Nothing);
    QCOMPARE(reader.read(input), RequestReader::Found::Request);
    QVERIFY(input.isEmpty());
}

void TestRequestReader::survivesWhateverComes()
{
    QRandomGenerator random(20261128);
    const QByteArray sound = getOf("/a") + post("/b", "Content-Length: 5", "hello") +
                             post("/c", "Transfer-Encoding: chunked", "1\r\na\r\n0\r\n\r\n");
    for (int round = 0; round < 2'000; ++round) {
        QByteArray bytes = sound;
        for (int count = random.bounded(1, 6); count > 0; --count)
            bytes[random.bounded(bytes.size())] = static_cast<char>(random.bounded(256));
        QCOMPARE(transcript(bytes, kLimits, 1 + random.bounded(20)),
                 transcript(bytes, kLimits, 1000));
    }
}

PILOTHOUSE_UNIT_TEST(TestRequestReader)
#include "tst_request_reader.moc"
