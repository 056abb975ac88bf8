#include "qml/vnc/rfb_decoder.h"
#include "rfb_server_words.h"
#include "support/unit_test.h"

#include <QBuffer>
#include <QTest>

using namespace pilothouse;

namespace {

constexpr quint32 kFenceRequest = 1U << 31;

QImage noise(QSize size, quint32 seed)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, 0xff000000 | (seed = seed * 1664525 + 1013904223) >> 8);
    return image;
}

/// A decoder that has been greeted, and the bytes it was told.
struct Viewer
{
    RfbDecoder decoder{RfbDistance::Near};

    explicit Viewer(QSize size = {64, 48})
    {
        const bool done =
            bool(decoder.feed(rfbserver::greeting(quint16(size.width()), quint16(size.height()))));
        if (!done || !decoder.isReady())
            qFatal("not greeted");
        decoder.takeAnswers();
        decoder.takeDamage();
    }
    bool takes(const QByteArray &bytes) { return bool(decoder.feed(bytes)); }
};

} // namespace

class TestRfbDecoder : public QObject
{
    Q_OBJECT
private slots:
    void greetsWithoutWaitingForTheServer()
    {
        RfbDecoder decoder(RfbDistance::Near);
        QCOMPARE(decoder.takeAnswers(), QByteArray("RFB 003.008\n\1\1"));
    }

    void greetsAndAsksForTheWholePicture()
    {
        RfbDecoder decoder(RfbDistance::Near);
        const QByteArray said = rfbserver::greeting(640, 400);
        QByteArray answers;
        for (const char byte : said) {
            QVERIFY(!decoder.isReady());
            QVERIFY(decoder.feed(QByteArrayView(&byte, 1)));
            answers += decoder.takeAnswers();
        }
        QVERIFY(answers.startsWith("RFB 003.008\n\1\1"));
        QVERIFY(answers.endsWith(QByteArray("\3\0\0\0\0\0\2\x80\1\x90", 10)));
        QCOMPARE(decoder.picture().size(), QSize(640, 400));
    }

    void refusesAServerThatWantsAPassword()
    {
        RfbDecoder decoder(RfbDistance::Near);
        const Result<> done = decoder.feed(QByteArray("RFB 003.008\n\1\2"));
        QVERIFY(!done && done.error().code == Errc::Unsupported);
    }

    void drawsEachEncodingInPartsOfAnySize_data()
    {
        QTest::addColumn<int>("part");
        for (const int part : {1, 7, 100, 1'000'000})
            QTest::addRow("%d", part) << part;
    }
    void drawsEachEncodingInPartsOfAnySize()
    {
        QFETCH(int, part);
        const QImage picture = noise({64, 48}, 1);
        const QImage few = picture.convertToFormat(QImage::Format_Indexed8, {1, 2, 3, 4, 5});
        const QImage two = picture.convertToFormat(QImage::Format_Mono);
        rfbserver::Tight tight;
        QByteArray stream = rfbserver::update(8);
        QImage wanted = picture;
        stream += tight.pixels(picture, {0, 0, 64, 40}, 0);
        stream += tight.pixels(picture, {0, 40, 64, 8}, 0); // the same stream goes on
        stream += tight.pixels(picture, {3, 3, 1, 3}, 1);   // so short that it is not packed
        stream += rfbserver::raw(noise({64, 48}, 2), {5, 6, 20, 10});
        stream += tight.indexes(few, {30, 2, 17, 9}, 2);
        stream += tight.indexes(two, {1, 30, 19, 7}, 3);
        stream += rfbserver::Tight::fill({60, 0, 4, 4}, 0xff123456);
        stream += rfbserver::copyRect({0, 0}, {8, 8, 30, 30});
        const auto put = [&wanted](const QImage &from, const QRect &where) {
            for (int y = where.top(); y <= where.bottom(); ++y)
                for (int x = where.left(); x <= where.right(); ++x)
                    wanted.setPixel(x, y, from.pixel(x, y) | 0xff000000);
        };
        put(noise({64, 48}, 2), {5, 6, 20, 10});
        put(few, {30, 2, 17, 9});
        put(two, {1, 30, 19, 7});
        for (int i = 0; i < 16; ++i)
            wanted.setPixel(60 + i % 4, i / 4, 0xff123456);
        const QImage before = wanted;
        for (int i = 0; i < 900; ++i)
            wanted.setPixel(8 + i % 30, 8 + i / 30, before.pixel(i % 30, i / 30));

        Viewer viewer;
        for (qsizetype at = 0; at < stream.size(); at += part)
            QVERIFY(viewer.takes(stream.mid(at, part)));
        QCOMPARE(viewer.decoder.takeDamage().boundingRect(), QRect(0, 0, 64, 48));
        QCOMPARE(viewer.decoder.picture().convertToFormat(QImage::Format_RGB32), wanted);
    }

    void copiesUpwardsAndDownwardsWhereBothOverlap()
    {
        const QImage picture = noise({64, 48}, 3);
        for (const int shift : {-5, 5}) {
            Viewer viewer;
            const QRect from(0, 10, 64, 20);
            QVERIFY(viewer.takes(rfbserver::update(2) + rfbserver::raw(picture, picture.rect()) +
                                 rfbserver::copyRect(from.topLeft(), from.translated(0, shift))));
            for (int y = from.top(); y <= from.bottom(); ++y)
                QCOMPARE(viewer.decoder.picture().pixel(9, y + shift), picture.pixel(9, y));
        }
    }

    void readsPhotographs()
    {
        QImage photo(32, 32, QImage::Format_RGB32);
        photo.fill(qRgb(200, 100, 50));
        QByteArray jpeg;
        QBuffer buffer(&jpeg);
        QVERIFY(photo.save(&buffer, "JPEG", 95));
        QVERIFY(jpeg.size() > 127 && jpeg.size() < 128 * 128);
        Viewer viewer;
        QVERIFY(viewer.takes(rfbserver::update(1) + rfbserver::head({8, 8, 32, 32}, 7) + '\x90' +
                             static_cast<char>(0x80 | (jpeg.size() & 0x7f)) +
                             static_cast<char>(jpeg.size() >> 7) + jpeg));
        const QRgb seen = viewer.decoder.picture().pixel(20, 20);
        QVERIFY(qAbs(qRed(seen) - 200) < 8 && qAbs(qBlue(seen) - 50) < 8);
    }

    void asksAgainUntilUpdatesComeByThemselves()
    {
        const QByteArray drawn =
            rfbserver::update(1) + rfbserver::Tight::fill({0, 0, 9, 9}, 0xffffffff);
        const QByteArray request("\3\1\0\0\0\0\0\x40\0\x30", 10);
        const QByteArray enable("\x96\1\0\0\0\0\0\x40\0\x30", 10);
        Viewer viewer;
        QVERIFY(viewer.takes(drawn));
        QCOMPARE(viewer.decoder.takeAnswers(), request);
        QVERIFY(viewer.takes("\x96")); // the server can
        QCOMPARE(viewer.decoder.takeAnswers(), enable);
        QVERIFY(viewer.takes(drawn));
        QCOMPARE(viewer.decoder.takeAnswers(), QByteArray());
    }

    void stopsAndGoesOnWithUpdates()
    {
        Viewer viewer;
        QVERIFY(viewer.takes("\x96"));
        viewer.decoder.takeAnswers();
        viewer.decoder.setFlowing(false);
        QCOMPARE(viewer.decoder.takeAnswers(), QByteArray("\x96\0\0\0\0\0\0\x40\0\x30", 10));
        QVERIFY(viewer.takes("\x96")); // so it has stopped
        QCOMPARE(viewer.decoder.takeAnswers(), QByteArray());
        viewer.decoder.setFlowing(true);
        QCOMPARE(viewer.decoder.takeAnswers(), QByteArray("\x96\1\0\0\0\0\0\x40\0\x30", 10) +
                                                   QByteArray("\3\1\0\0\0\0\0\x40\0\x30", 10));
    }

    void sendsFencesBackAndNothingTwice()
    {
        Viewer viewer;
        QVERIFY(
            viewer.takes(rfbserver::fence(kFenceRequest | 1, "mark") + rfbserver::fence(1, "old")));
        QCOMPARE(viewer.decoder.takeAnswers(), rfbserver::fence(1, "mark"));
        QCOMPARE(viewer.decoder.takeAnswers(), QByteArray());
    }

    void followsTheSizeOfTheDesktop()
    {
        const QImage picture = noise({64, 48}, 4);
        Viewer viewer;
        QVERIFY(
            viewer.takes("\x96" + rfbserver::update(1) + rfbserver::raw(picture, picture.rect())));
        viewer.decoder.takeAnswers();
        viewer.decoder.takeDamage();
        QVERIFY(viewer.takes(rfbserver::update(1) + rfbserver::newSize({100, 40})));
        QCOMPARE(viewer.decoder.picture().size(), QSize(100, 40));
        QCOMPARE(viewer.decoder.picture().pixel(63, 39), picture.pixel(63, 39));
        QCOMPARE(viewer.decoder.picture().pixel(64, 0), qRgb(0, 0, 0));
        QCOMPARE(viewer.decoder.takeDamage().boundingRect(), QRect(0, 0, 100, 40));
        QVERIFY(viewer.decoder.takeAnswers().startsWith(QByteArray("\x96\1\0\0\0\0\0\x64\0\x28")));
    }

    void tellsTheShapeOfThePointer()
    {
        Viewer viewer;
        QVERIFY(viewer.takes(rfbserver::update(1) + rfbserver::head({3, 4, 2, 1}, 0x574d5664) +
                             QByteArray("\1\0\x10\x20\x30\xff\1\2\3\0", 10)));
        const auto shape = viewer.decoder.takeShape();
        QVERIFY(shape.has_value());
        QCOMPARE(shape->hotSpot, QPoint(3, 4));
        QCOMPARE(shape->image.pixel(0, 0), qRgba(0x10, 0x20, 0x30, 0xff));
        QCOMPARE(qAlpha(shape->image.pixel(1, 0)), 0);
        QVERIFY(!viewer.decoder.takeShape());
    }

    void keepsOnlyTheExtendedClipboard()
    {
        Viewer viewer;
        QVERIFY(viewer.takes(QByteArray("\3\0\0\0\0\0\0\2hi\3\0\0\0", 14) +
                             rfbserver::numbers(qint32(-6)) + "flagsX\2"));
        QCOMPARE(viewer.decoder.takeClipboard(), QList<QByteArray>{"flagsX"});
    }

    void refusesWhatItCannotFollow_data()
    {
        QTest::addColumn<QByteArray>("said");
        const auto drawn = [](const QRect &where, qint32 encoding,
                              const QByteArray &body) -> QByteArray {
            return rfbserver::update(1) + rfbserver::head(where, encoding) + body;
        };
        const QRect some(0, 0, 16, 16);
        QTest::newRow("message") << QByteArray("\x2a");
        QTest::newRow("encoding") << drawn(some, 16, {});
        QTest::newRow("outside") << drawn({60, 40, 16, 16}, 7,
                                          "\x80"
                                          "abc");
        QTest::newRow("copied from outside")
            << rfbserver::update(1) + rfbserver::copyRect({60, 40}, some);
        QTest::newRow("kind of Tight") << drawn(some, 7, "\xa0");
        QTest::newRow("gradient") << drawn(some, 7, "\x40\2");
        QTest::newRow("no zlib") << drawn(some, 7, QByteArray("\0\4abcd", 6));
        QTest::newRow("no JPEG") << drawn(some, 7, "\x90\4abcd");
        QTest::newRow("huge") << rfbserver::update(1) + rfbserver::newSize({60'000, 60'000});
        QTest::newRow("large pointer") << drawn({0, 0, 600, 600}, 0x574d5664, "\1");
    }
    void refusesWhatItCannotFollow()
    {
        QFETCH(QByteArray, said);
        Viewer viewer;
        const Result<> done = viewer.decoder.feed(said);
        QVERIFY(!done && done.error().code == Errc::Corrupt);
    }
};

PILOTHOUSE_UNIT_TEST(TestRfbDecoder)
#include "tst_rfb_decoder.moc"
