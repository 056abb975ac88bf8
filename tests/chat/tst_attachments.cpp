#include "qml/chat/attachments.h"

#include "support/unit_test.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestAttachments : public QObject
{
    Q_OBJECT
private slots:
    void takesPicturesAndLeavesOtherFiles()
    {
        QTemporaryDir folder;
        const QString picture = folder.filePath(u"a.txt"_s); // told by its bytes
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(picture, "PNG"));
        QFile text(folder.filePath(u"b.png"_s));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("no picture") > 0);
        text.close();
        Attachments attachments;

        const QList<QUrl> others =
            attachments.add({QUrl::fromLocalFile(picture), QUrl::fromLocalFile(text.fileName())});

        QCOMPARE(others, QList<QUrl>{QUrl::fromLocalFile(text.fileName())});
        QCOMPARE(attachments.count(), 1);
        const QVariantMap sent = attachments.images().first().toMap();
        QCOMPARE(sent.value(u"media_type"_s).toString(), u"image/png"_s);
        QCOMPARE(QImage::fromData(QByteArray::fromBase64(sent.value(u"data"_s).toByteArray()))
                     .pixelColor(0, 0),
                 QColor(Qt::red));
    }

    void takesNoFolderAndNoNinthPicture()
    {
        QTemporaryDir folder;
        QImage image(1, 1, QImage::Format_RGB32);
        QList<QUrl> files{QUrl::fromLocalFile(folder.path())};
        for (int i = 0; i < 9; ++i) {
            const QString name = folder.filePath(QString::number(i));
            QVERIFY(image.save(name, "PNG"));
            files.append(QUrl::fromLocalFile(name));
        }
        Attachments attachments;
        QSignalSpy refused(&attachments, &Attachments::refused);
        QVERIFY(attachments.add(files).isEmpty());
        QCOMPARE(attachments.count(), 8);
        QCOMPARE(refused.size(), 2);
        attachments.remove(0);
        QCOMPARE(attachments.count(), 7);
    }

    void makesLargePicturesSmaller()
    {
        QTemporaryDir folder;
        QImage noise(3000, 1000, QImage::Format_RGB32);
        quint32 value = 1;
        for (int y = 0; y < noise.height(); ++y)
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, value = value * 1664525 + 1013904223);
        const QString name = folder.filePath(u"noise.png"_s);
        QVERIFY(noise.save(name, "PNG"));
        Attachments attachments;
        attachments.add({QUrl::fromLocalFile(name)});
        const QVariantMap sent = attachments.images().first().toMap();
        QCOMPARE(sent.value(u"media_type"_s).toString(), u"image/jpeg"_s);
        QCOMPARE(
            QImage::fromData(QByteArray::fromBase64(sent.value(u"data"_s).toByteArray())).width(),
            2576);
    }
};

PILOTHOUSE_UNIT_TEST(TestAttachments)
#include "tst_attachments.moc"
