#include "screen/png.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestPng : public QObject
{
    Q_OBJECT
private slots:
    void givesNothingForNothing() { QVERIFY(encodePng(QImage()).isEmpty()); }

    void writesOneChunkOfEachKind()
    {
        QImage picture(3, 2, QImage::Format_RGB32);
        picture.fill(Qt::red);
        const QByteArray file = encodePng(picture);
        QVERIFY(file.startsWith("\x89PNG\r\n\x1a\n"));
        QCOMPARE(file.count("IHDR"), 1);
        QCOMPARE(file.count("IDAT"), 1);
        QVERIFY(file.endsWith(QByteArray::fromHex("0000000049454e44ae426082")));
        // Width, height, depth 8, colour type 2.
        QCOMPARE(file.mid(16, 10), QByteArray::fromHex("00000003000000020802"));
    }

    void takesPicturesOfAnyFormat()
    {
        QImage picture(5, 4, QImage::Format_ARGB32_Premultiplied);
        picture.fill(QColor(10, 20, 30));
        QImage decoded;
        QVERIFY(decoded.loadFromData(encodePng(picture), "PNG"));
        QCOMPARE(decoded.pixel(4, 3), qRgb(10, 20, 30));
    }

    void decodesToTheSamePixels()
    {
        QVERIFY(rc::check("a picture of any size comes back", [] {
            const int width = *rc::gen::inRange(1, 70);
            const int height = *rc::gen::inRange(1, 50);
            const auto seed = *rc::gen::arbitrary<quint32>();
            QImage picture(width, height, QImage::Format_RGB32);
            quint32 state = seed | 1U;
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    state = state * 1664525U + 1013904223U;
                    picture.setPixel(x, y, 0xff000000U | (state >> 8));
                }
            }
            QImage decoded;
            RC_ASSERT(decoded.loadFromData(encodePng(picture), "PNG"));
            RC_ASSERT(decoded.convertToFormat(QImage::Format_RGB32) == picture);
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestPng)
#include "tst_png.moc"
