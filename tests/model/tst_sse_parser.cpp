#include "model/sse_parser.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;

namespace {

QList<SseFrame> framesOf(const QByteArray &stream)
{
    SseParser parser;
    return parser.feed(stream).value();
}

// The same bytes in pieces of the given lengths.
QList<SseFrame> framesInPieces(const QByteArray &stream, const std::vector<int> &lengths)
{
    SseParser parser;
    QList<SseFrame> frames;
    qsizetype at = 0;
    size_t i = 0;
    while (at < stream.size()) {
        const qsizetype wanted = lengths.empty() ? 1 : 1 + lengths[i++ % lengths.size()];
        const qsizetype length = std::min(wanted, stream.size() - at);
        frames += parser.feed(QByteArrayView(stream).sliced(at, length)).value();
        at += length;
    }
    return frames;
}

} // namespace

class TestSseParser : public QObject
{
    Q_OBJECT
private slots:
    void readsFrames_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QList<SseFrame>>("frames");
        const auto row = [](const char *tag, QByteArray stream, QList<SseFrame> frames) {
            QTest::newRow(tag) << stream << frames;
        };
        row("one", "event: a\ndata: {}\n\n", {{"a", "{}"}});
        row("CR only", "event: a\rdata: 1\r\r", {{"a", "1"}});
        row("CRLF", "event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n", {{"a", "1"}, {"", "2"}});
        row("mixed ends", "event: a\ndata: 1\r\n\rdata: 2\n\n", {{"a", "1"}, {"", "2"}});
        row("byte order mark",
            "\xEF\xBB\xBF"
            "data: 1\n\n",
            {{"", "1"}});
        row("byte order mark later is text",
            "data: 1\n\n\xEF\xBB\xBF"
            "data: 2\n\n",
            {{"", "1"}});
        row("several data lines", "data: a\ndata:\ndata: b\n\n", {{"", "a\n\nb"}});
        row("one blank after the colon is dropped", "data:  a\n\n", {{"", " a"}});
        row("no blank", "event:a\ndata:b\n\n", {{"a", "b"}});
        row("comments, id and retry", ": hi\nid: 4\nretry: 5\nfoo: x\ndata: a\n:\n\n", {{"", "a"}});
        row("no data, no frame, no left-over name", "event: a\n\ndata: b\n\n", {{"", "b"}});
        row("empty data is data", "data\n\n", {{"", ""}});
        row("cut off", "data: a\n\ndata: b\n", {{"", "a"}});
        row("many blank lines", "\n\n\ndata: a\n\n\n\n", {{"", "a"}});
        row("UTF-8", "data: \xF0\x9F\x98\x80\n\n", {{"", "\xF0\x9F\x98\x80"}});
        row("line separators of Unicode are text", "data: \xE2\x80\xA8\xC2\x85\n\n",
            {{"", "\xE2\x80\xA8\xC2\x85"}});
    }
    void readsFrames()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QList<SseFrame>, frames);
        QVERIFY(framesOf(stream) == frames);
        QVERIFY2(framesInPieces(stream, {}) == frames, "byte by byte");
    }

    void anyChunkingGivesTheSameFrames()
    {
        QVERIFY(rc::check("cuts do not matter", [] {
            const auto bits =
                *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                    "data: x", "data:", "event: e", "\n", "\r", "\r\n", "\n\n", ": c", "id: 1",
                    "\xC3\xA4", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80"));
            QByteArray stream;
            for (const std::string &bit : bits)
                stream += QByteArray::fromStdString(bit);
            const auto lengths = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 7));
            RC_ASSERT(framesInPieces(stream, lengths) == framesOf(stream));
        }));
    }

    void refusesAFrameAboveTheBoundForGood_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::newRow("one line") << QByteArray("data: ") + QByteArray(100, 'x');
        QTest::newRow("many lines") << QByteArray("data: 0123456789\n").repeated(7);
    }
    void refusesAFrameAboveTheBoundForGood()
    {
        QFETCH(QByteArray, stream);
        SseParser parser(64);
        QCOMPARE(parser.feed(stream).error().code, Errc::TooLarge);
        QCOMPARE(parser.feed("\n\ndata: a\n\n").error().code, Errc::TooLarge);
    }

    void aBoundIsPerFrameNotPerStream()
    {
        SseParser parser(64);
        QCOMPARE(parser.feed(QByteArray("data: 0123456789\n\n").repeated(100)).value().size(), 100);
    }
};

PILOTHOUSE_UNIT_TEST(TestSseParser)
#include "tst_sse_parser.moc"
