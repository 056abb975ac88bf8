#include "rfb_words.h"
#include "desktop/vnc_password.h"
#include "support/unit_test.h"
#include "vnc/viewer_handshake.h"
#include "vnc/desktop_handshake.h"

#include <QTest>

using namespace pilothouse;

namespace {

const QByteArray kInit = rfb::serverInit(1280, 800, "Pilothouse");
const QByteArray kVersion = "RFB 003.008\n";
const QByteArray kFine(4, '\0');

} // namespace

class TestHandshakes : public QObject
{
    Q_OBJECT
private slots:
    void greetViewersOfEachVersion_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<QByteArray>("hears");
        const QByteArray none("\0\0\0\1", 4);
        const QByteArray types("\1\1", 2);
        QTest::newRow("3.3") << QByteArray("RFB 003.003\n\1") << none + kInit;
        QTest::newRow("3.7") << QByteArray("RFB 003.007\n\1\1") << types + kInit;
        QTest::newRow("3.8") << QByteArray("RFB 003.008\n\1\1") << types + kFine + kInit;
        QTest::newRow("not shared") << QByteArray("RFB 003.008\n\1\0", 14) << types + kFine + kInit;
    }
    void greetViewersOfEachVersion()
    {
        QFETCH(QByteArray, says);
        QFETCH(QByteArray, hears);
        ViewerHandshake whole(kInit);
        QByteArray input = says + "rest";
        QCOMPARE(*whole.feed(input), hears);
        QVERIFY(whole.isDone());
        QCOMPARE(input, QByteArray("rest"));

        ViewerHandshake bytewise(kInit);
        QByteArray heard;
        input.clear();
        for (const char byte : says) {
            QVERIFY(!bytewise.isDone());
            input += byte;
            heard += *bytewise.feed(input);
        }
        QVERIFY(bytewise.isDone());
        QCOMPARE(heard, hears);
    }

    void refuseViewersThatSpeakOtherwise_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("a version to come") << QByteArray("RFB 004.000\n");
        QTest::newRow("another protocol") << QByteArray("GET / HTTP/1.1\r\n");
        QTest::newRow("a password") << QByteArray("RFB 003.008\n\2");
        QTest::newRow("TLS") << QByteArray("RFB 003.008\n\x12");
    }
    void refuseViewersThatSpeakOtherwise()
    {
        QFETCH(QByteArray, says);
        ViewerHandshake handshake(kInit);
        QCOMPARE(handshake.feed(says).error().code, Errc::InvalidArgument);
    }

    void askTheServerToShareWithoutSecurity()
    {
        DesktopHandshake handshake;
        QByteArray input = kVersion;
        QCOMPARE(*handshake.feed(input), kVersion);
        input = QByteArray("\2\2\1", 3);
        QCOMPARE(*handshake.feed(input), QByteArray("\1"));
        input = kFine;
        QCOMPARE(*handshake.feed(input), QByteArray("\1"));
        input = kInit + "rest";
        QCOMPARE(*handshake.feed(input), QByteArray());
        QVERIFY(handshake.isDone());
        QCOMPARE(handshake.serverInit(), kInit);
        QCOMPARE(input, QByteArray("rest"));
    }

    void answerTheServersChallenge()
    {
        DesktopHandshake handshake("password");
        QByteArray input = kVersion;
        QCOMPARE(*handshake.feed(input), kVersion);
        input = QByteArray("\1\2", 2);
        QCOMPARE(*handshake.feed(input), QByteArray("\2"));
        input = QByteArray::fromHex("000102030405060708090a0b0c0d0e");
        QCOMPARE(*handshake.feed(input), QByteArray());
        input += '\x0f';
        QCOMPARE(handshake.feed(input)->toHex(),
                 answerToVncChallenge("password",
                                      QByteArray::fromHex("000102030405060708090a0b0c0d0e0f"))
                     .toHex());
        input = kFine;
        QCOMPARE(*handshake.feed(input), QByteArray("\1"));
    }

    void refuseAServerThatLetsAnybodyInWhereAPasswordIsSet()
    {
        DesktopHandshake handshake("password");
        QByteArray input = kVersion + QByteArray("\1\1", 2);
        QCOMPARE(handshake.feed(input).error().code, Errc::Corrupt);
    }

    void takeWhatTheServerSaysByteByByte()
    {
        DesktopHandshake handshake;
        QByteArray said;
        QByteArray input;
        for (const char byte : QByteArray(kVersion + "\1\1" + kFine + kInit)) {
            QVERIFY(!handshake.isDone());
            input += byte;
            said += *handshake.feed(input);
        }
        QVERIFY(handshake.isDone());
        QCOMPARE(said, QByteArray(kVersion + "\1\1"));
        QCOMPARE(handshake.serverInit(), kInit);
    }

    void refuseServersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("another protocol") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
        QTest::newRow("it refuses") << kVersion + QByteArray("\0\0\0\0\3no", 7);
        QTest::newRow("a password only") << kVersion + QByteArray("\1\2", 2);
        QTest::newRow("a failure") << kVersion + QByteArray("\1\1\0\0\0\1", 6);
        QTest::newRow("an endless name")
            << kVersion + QByteArray("\1\1", 2) + kFine + kInit.first(20) + "\xff\xff\xff\xff";
    }
    void refuseServersThatAreNone()
    {
        QFETCH(QByteArray, says);
        DesktopHandshake handshake;
        QCOMPARE(handshake.feed(says).error().code, Errc::Corrupt);
    }
};

PILOTHOUSE_UNIT_TEST(TestHandshakes)
#include "tst_handshakes.moc"
