#include "support/unit_test.h"
#include "wire/frame.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestFrames : public QObject
{
    Q_OBJECT
private slots:
    void bringsJsonAndBytesAcross()
    {
        const WireFrame frame{.json = {{u"type"_s, u"answer"_s}, {u"text"_s, u"„ä“ \u0001"_s}},
                              .bytes = QByteArray("\0\xff{}", 4)};

        QCOMPARE(*frameFromBinary(binaryOf(frame)), frame);
        QCOMPARE(*frameFromText(textOf(frame)), (WireFrame{.json = frame.json}));
    }

    void refusesBinaryMessagesThatLieAboutThemselves_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("half a length") << QByteArray("\0\0", 2);
        QTest::addRow("longer than there is") << QByteArray("\0\0\0\x03{}", 6);
        QTest::addRow("a length beyond 2 GiB") << QByteArray("\xff\xff\xff\xff{}", 6);
        QTest::addRow("no JSON") << QByteArray("\0\0\0\x02xx", 6);
        QTest::addRow("a list") << QByteArray("\0\0\0\x02[]", 6);
    }
    void refusesBinaryMessagesThatLieAboutThemselves()
    {
        QFETCH(QByteArray, message);

        const auto frame = frameFromBinary(message);

        QVERIFY(!frame);
        QCOMPARE(frame.error().code, Errc::Corrupt);
        QVERIFY(!frame.error().message.isEmpty());
    }

    void refusesTextThatIsNoObject_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("a list") << QByteArray("[]");
        QTest::addRow("cut off") << QByteArray("{\"type\":");
    }
    void refusesTextThatIsNoObject()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(frameFromText(text).error().code, Errc::Corrupt);
    }

    void refusesWhatIsTooLong()
    {
        const QByteArray text = "{\"a\":\"" + QByteArray(kLongestLinkJson, 'x') + "\"}";
        QCOMPARE(frameFromText(text).error().code, Errc::TooLarge);
        QCOMPARE(frameFromBinary(QByteArray(kLongestLinkFrame + 1, '\0')).error().code,
                 Errc::TooLarge);
    }
};

PILOTHOUSE_UNIT_TEST(TestFrames)
#include "tst_frames.moc"
