#include "screen/windows/startup_notices.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

namespace {

/// As a program sends it: pieces of 20 bytes, the last one filled up with zeros.
void send(StartupNotices &notices, QByteArray message, uint32_t sender = 7)
{
    message.append('\0');
    for (qsizetype at = 0; at < message.size(); at += 20)
        notices.take(sender, at == 0, message.mid(at, 20).leftJustified(20, '\0'));
}

} // namespace

class TestStartupNotices : public QObject
{
    Q_OBJECT
private slots:
    void countsProgramsUntilTheyShow()
    {
        StartupNotices notices;
        send(notices,
             "new: ID=\"pcmanfm-12-desk-mousepad-0_TIME44\" NAME=\"Text Editor\" SCREEN=0");
        QCOMPARE(notices.starting(), 1);
        send(notices, "change: ID=pcmanfm-12-desk-mousepad-0_TIME44 TIMESTAMP=44");
        send(notices, "new: NAME=\"a\\\" ID=b\" ID=other");
        QCOMPARE(notices.starting(), 2);
        send(notices, "remove: ID=pcmanfm-12-desk-mousepad-0_TIME44");
        QCOMPARE(notices.starting(), 1);
        send(notices, "remove: ID=other");
        QCOMPARE(notices.starting(), 0);
    }

    void keepsMessagesOfSeveralSendersApart()
    {
        StartupNotices notices;
        const QByteArray one("new: ID=a-very-long-name-of-one\0\0\0\0\0\0\0\0\0", 40);
        const QByteArray two("new: ID=another-long-name-of-it\0\0\0\0\0\0\0\0\0", 40);
        notices.take(1, true, one.left(20));
        notices.take(2, true, two.left(20));
        notices.take(1, false, one.mid(20));
        QCOMPARE(notices.starting(), 1);
        notices.take(2, false, two.mid(20));
        QCOMPARE(notices.starting(), 2);
    }

    void forgetsWhatNobodyWaitsFor()
    {
        StartupNotices notices;
        send(notices, "new: ID=never-shows");
        notices.clear();
        QCOMPARE(notices.starting(), 0);
        send(notices, "remove: ID=never-shows");
        QCOMPARE(notices.starting(), 0);
    }

    void isNotImpressedByNonsense()
    {
        StartupNotices notices;
        notices.take(3, false, QByteArray(20, 'x')); // without a beginning
        send(notices, "new: NAME=nameless");
        send(notices, "");
        for (uint32_t sender = 0; sender < 1000; ++sender)
            notices.take(sender, true, QByteArray(20, 'n'));
        for (int i = 0; i < 1000; ++i)
            notices.take(0, false, QByteArray(20, 'n'));
        QCOMPARE(notices.starting(), 0);
        for (int i = 0; i < 1000; ++i)
            send(notices, "new: ID=" + QByteArray::number(i), 0);
        QVERIFY(notices.starting() <= 64);
    }
};

PILOTHOUSE_UNIT_TEST(TestStartupNotices)
#include "tst_startup_notices.moc"
