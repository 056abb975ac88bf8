#include "feed/text_frames.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

class TestTextFrames : public QObject
{
    Q_OBJECT
private slots:
    void wrapsTextsOfAnyLength_data()
    {
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<QByteArray>("head"); // in hexadecimal
        const auto row = [](qsizetype length, const char *head) {
            QTest::addRow("%lld", static_cast<long long>(length)) << length << QByteArray(head);
        };
        row(0, "8100");
        row(5, "8105");
        row(125, "817d");
        row(126, "817e007e");
        row(65535, "817effff");
        row(65536, "817f0000000000010000");
    }
    void wrapsTextsOfAnyLength()
    {
        QFETCH(qsizetype, length);
        QFETCH(QByteArray, head);
        const QByteArray text(length, 'a');
        TextFrames frames;
        QCOMPARE(frames.frame(text), QByteArray(QByteArray::fromHex(head) + text));
    }

    void sharesTheBytesAmongAllWhoAskForTheSameText()
    {
        TextFrames frames;
        const QByteArray text = "an event";
        const QByteArray first = frames.frame(text);
        QCOMPARE(static_cast<const void *>(frames.frame(text).constData()),
                 static_cast<const void *>(first.constData()));
        QCOMPARE(frames.frame("another"), QByteArray("\x81\x07"
                                                     "another"));
        QCOMPARE(frames.frame(text), first);
    }
};

PILOTHOUSE_UNIT_TEST(TestTextFrames)
#include "tst_text_frames.moc"
