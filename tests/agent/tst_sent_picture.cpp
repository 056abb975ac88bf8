#include "agent/pictures/sent_picture.h"

#include "support/unit_test.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QImage coloured(QSize size)
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(QColor(200, 30, 30));
    return image;
}

QByteArray file(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter(&buffer, format).write(image);
    return bytes;
}

QImage pictureIn(const Picture &picture)
{
    return QImage::fromData(picture.bytes);
}

ModelInfo model()
{
    return ModelTable::builtin().find(ModelTable::builtin().defaultModel());
}

/// A small PNG that says it has 60000 x 60000 pixels.
QByteArray bomb()
{
    return QByteArray::fromHex("89504e470d0a1a0a0000000d494844520000ea600000ea6008020000000f"
                               "b0e2150000000c49444154789c6360a00c000000400001b7347cef");
}

/// A JPEG whose camera was held sideways (EXIF orientation 6), with a place in it.
QByteArray sidewaysJpeg()
{
    QByteArray bytes = file(coloured({40, 20}), "jpeg");
    const QByteArray exif = QByteArray("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"
                                       "\x06\0\0\0\0\0\0Secret place",
                                       44);
    QByteArray segment("\xff\xe1\x00", 3);
    segment += char(exif.size() + 2);
    return bytes.insert(2, segment + exif);
}

} // namespace

class TestSentPicture : public QObject
{
    Q_OBJECT
private slots:
    void takesPicturesByTheirContent_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QString>("type");
        QTest::newRow("PNG") << QByteArray("png") << u"image/png"_s;
        QTest::newRow("JPEG") << QByteArray("jpeg") << u"image/jpeg"_s;
    }
    void takesPicturesByTheirContent()
    {
        QFETCH(QByteArray, format);
        QFETCH(QString, type);
        const auto picture = readSentPicture(file(coloured({30, 20}), format.constData()), model());
        QVERIFY2(picture, picture ? "" : qPrintable(picture.error().message));
        QCOMPARE(picture->mediaType, type);
        QCOMPARE(picture->size, QSize(30, 20));
        QCOMPARE(pictureIn(*picture).size(), QSize(30, 20));
    }

    void takesTheFirstPictureOfAGifOrSaysThatItCannot()
    {
        // One red pixel.
        const QByteArray gif =
            QByteArray::fromHex("47494638376101000100800000ff0000ffffff2c00000000"
                                "010001000002024401003b");
        const auto picture = readSentPicture(gif, model());
        if (QImageReader::supportedImageFormats().contains("gif"))
            QCOMPARE(picture->mediaType, u"image/png"_s);
        else
            QVERIFY(picture.error().message.contains(u"no GIF"_s));
    }

    void refusesWhatIsNoPicture_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const QByteArray png = file(coloured({300, 300}), "png");
        QTest::newRow("nothing") << QByteArray() << u"no PNG, JPEG, WebP or GIF"_s;
        QTest::newRow("text") << QByteArray("hello") << u"no PNG, JPEG, WebP or GIF"_s;
        QTest::newRow("a drawing") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>")
                                   << u"no PNG, JPEG, WebP or GIF"_s;
        QTest::newRow("a begun one") << png.first(40) << u"damaged"_s;
        QTest::newRow("a head alone") << QByteArray("\xff\xd8\xff") << u"damaged"_s;
        QTest::newRow("a bomb") << bomb() << u"60000 x 60000"_s;
    }
    void refusesWhatIsNoPicture()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto picture = readSentPicture(bytes, model());
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, Errc::InvalidArgument);
        QVERIFY2(picture.error().message.contains(reason), qPrintable(picture.error().message));
    }

    void refusesWhatHasTooManyBytes()
    {
        QByteArray large = file(coloured({3, 3}), "png");
        large.resize(kLargestSentPicture + 1);
        QCOMPARE(readSentPicture(large, model()).error().code, Errc::TooLarge);
    }

    void scalesDownToWhatTheModelTakes()
    {
        const QByteArray large = file(coloured({4000, 1000}), "jpeg");
        const auto picture = readSentPicture(large, model());
        QVERIFY(picture);
        QCOMPARE(picture->size, QSize(2000, 500)); // more in a request of many pictures is refused
        QCOMPARE(pictureIn(*picture).size(), picture->size);
        ModelInfo small = model();
        small.imageTier = ImageTier::Standard;
        QCOMPARE(readSentPicture(large, small)->size,
                 pictureSizeFor({4000, 1000}, ImageTier::Standard));
        small.pictureSide = 100;
        QCOMPARE(readSentPicture(large, small)->size, QSize(100, 25));
    }

    void turnsAPhotographUprightAndForgetsWhereItWasTaken()
    {
        const QByteArray sideways = sidewaysJpeg();
        QVERIFY(sideways.contains("Secret place"));
        const auto picture = readSentPicture(sideways, model());
        QVERIFY(picture);
        QCOMPARE(picture->size, QSize(20, 40));
        QVERIFY(!picture->bytes.contains("Secret place"));
    }

    void putsWhatIsTransparentOnWhite()
    {
        QImage clear(2, 2, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        const auto picture = readSentPicture(file(clear, "png"), model());
        QVERIFY(picture);
        QCOMPARE(pictureIn(*picture).pixelColor(0, 0), QColor(Qt::white));
    }

    void storesWhatIsLargeAsAPhotograph()
    {
        QImage noise(1500, 1000, QImage::Format_RGB32);
        quint32 seed = 1;
        for (int y = 0; y < noise.height(); ++y)
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, seed = seed * 1664525 + 1013904223);
        const auto picture = readSentPicture(file(noise, "png"), model());
        QVERIFY(picture);
        QCOMPARE(picture->mediaType, u"image/jpeg"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestSentPicture)
#include "tst_sent_picture.moc"
