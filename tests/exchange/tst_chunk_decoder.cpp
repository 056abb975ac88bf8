#include "exchange/chunk_decoder.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using Result = ChunkDecoder::Result;

Q_DECLARE_METATYPE(pilothouse::ChunkDecoder::Result)

class TestChunkDecoder : public QObject
{
    Q_OBJECT
private slots:
    void decodes_data();
    void decodes();
    void leavesWhatFollows();
};

void TestChunkDecoder::decodes_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<Result>("result");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *wire, Result result, const char *body) {
        QTest::newRow(name) << QByteArray(wire) << result << QByteArray(body);
    };
    row("empty", "0\r\n\r\n", Result::Done, "");
    row("one chunk", "5\r\nhello\r\n0\r\n\r\n", Result::Done, "hello");
    row("two chunks", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", Result::Done, "hello");
    row("hex", "A\r\n0123456789\r\n0\r\n\r\n", Result::Done, "0123456789");
    row("leading zeros", "0005\r\nhello\r\n000\r\n\r\n", Result::Done, "hello");
    row("extension", "5;a=b\r\nhello\r\n0\r\n\r\n", Result::Done, "hello");
    row("trailers", "5\r\nhello\r\n0\r\nA: b\r\nC: d\r\n\r\n", Result::Done, "hello");
    row("unfinished", "5\r\nhel", Result::More, "hel");
    row("no size", "\r\nhello\r\n", Result::Bad, "");
    row("size ZZ", "ZZ\r\nhello\r\n", Result::Bad, "");
    row("size -5", "-5\r\nhello\r\n", Result::Bad, "");
    row("size 0x5", "0x5\r\nhello\r\n", Result::Bad, "");
    row("size too large", "fffffffff\r\n", Result::Bad, "");
    row("data too long", "5\r\nhello!\r\n", Result::Bad, "hello");
    row("bare LF", "5\nhello\r\n", Result::Bad, "");
    row("bare CR", "5\rhello\r\n", Result::Bad, "");
    row("CR CR LF", "5\r\r\nhello\r\n", Result::Bad, "");
    QTest::newRow("endless line") << QByteArray("5;" + QByteArray(1000, 'a')) << Result::Bad
                                  << QByteArray();
    QTest::newRow("endless trailers") << QByteArray("0\r\n" + QByteArray("A: b\r\n").repeated(100))
                                      << Result::Bad << QByteArray();
}

void TestChunkDecoder::decodes()
{
    QFETCH(QByteArray, wire);
    QFETCH(Result, result);
    for (const qsizetype pieceSize : {wire.size(), qsizetype(1), qsizetype(3)}) {
        ChunkDecoder decoder;
        QByteArray body;
        Result last = Result::More;
        for (qsizetype at = 0; at < wire.size() && last == Result::More; at += pieceSize) {
            QByteArrayView piece = QByteArrayView(wire).sliced(at);
            piece = piece.first(std::min(pieceSize, piece.size()));
            last = decoder.feed(piece, body);
        }
        QCOMPARE(last, result);
        QTEST(body, "body");
    }
}

void TestChunkDecoder::leavesWhatFollows()
{
    const QByteArray wire = "1\r\na\r\n0\r\n\r\nGET /";
    QByteArrayView rest(wire);
    QByteArray body;
    QCOMPARE(ChunkDecoder().feed(rest, body), Result::Done);
    QCOMPARE(rest.toByteArray(), "GET /");
}

PILOTHOUSE_UNIT_TEST(TestChunkDecoder)
#include "tst_chunk_decoder.moc"
