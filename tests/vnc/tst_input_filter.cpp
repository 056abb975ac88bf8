#include "vnc/input_filter.h"

#include "rfb_words.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

namespace {

using Role = InputFilter::Role;
constexpr qint32 kClipboard = rfb::ExtendedClipboard;

/// What of `bytes` goes to the X server.
QByteArray passed(InputFilter &filter, const QByteArray &bytes)
{
    ClientMessages parser;
    QByteArray all;
    const auto messages = parser.feed(bytes);
    for (const ClientMessage &message : *messages)
        all += filter.pass(message);
    return all;
}

} // namespace

class TestInputFilter : public QObject
{
    Q_OBJECT
private slots:
    void letsThroughByRole_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("watching");
        QTest::addColumn<bool>("steering");
        const auto row = [](const char *name, const QByteArray &bytes, bool watch, bool steer) {
            QTest::newRow(name) << bytes << watch << steer;
        };
        row("pixel format", rfb::setPixelFormat(), true, true);
        row("encodings", rfb::setEncodings({7, 16, -239, -312}), true, true);
        row("update", rfb::updateRequest(true, 10, 10), true, true);
        row("continuous updates", rfb::continuousUpdates(10, 10), true, true);
        row("fence", rfb::fence(4), true, true);
        row("key", rfb::keyEvent('a', true), false, true);
        row("key up", rfb::keyEvent('a', false), false, true);
        row("QEMU key", rfb::qemuKeyEvent('a', true), false, true);
        row("pointer", rfb::pointerEvent(0, 1, 1), false, true);
        row("click", rfb::pointerEvent(1, 1, 1), false, true);
        row("clipboard", rfb::cutText("text"), false, true);
        row("extended clipboard", rfb::cutText("text", -4), false, true);
        row("resize", rfb::setDesktopSize(1), false, false);
        row("power", QByteArray("\xfa\0\1\2", 4), false, false);
    }
    void letsThroughByRole()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, watching);
        QFETCH(bool, steering);
        InputFilter filter;
        QCOMPARE(passed(filter, bytes), watching ? bytes : QByteArray());
        filter.setRole(Role::Steer);
        QCOMPARE(passed(filter, bytes), steering ? bytes : QByteArray());
        filter.setRole(Role::Watch);
        QCOMPARE(passed(filter, bytes), watching ? bytes : QByteArray());
    }

    void strikesEncodingsThatWouldChangeTheLengthOfMessages()
    {
        InputFilter filter;
        // xvp, gii, extended mouse buttons, H.264, a cursor with alpha, CoRRE
        const QList<qint32> asked{7, -309, 16, -305, -316, 50, -314, 4, -312, -313};
        QCOMPARE(passed(filter, rfb::setEncodings(asked)), rfb::setEncodings({7, 16, -312, -313}));
    }

    void givesTheClipboardOnlyToWhoSteers()
    {
        InputFilter filter;
        QCOMPARE(passed(filter, rfb::setEncodings({kClipboard, 7})), rfb::setEncodings({7, -312}));
        QCOMPARE(filter.setRole(Role::Steer), rfb::setEncodings({kClipboard, 7, -312}));
        QCOMPARE(filter.setRole(Role::Steer), QByteArray()); // nothing changes
        QCOMPARE(filter.setRole(Role::Watch), rfb::setEncodings({7, -312}));
    }

    void saysNothingOfEncodingsBeforeTheViewerDid()
    {
        InputFilter filter;
        QCOMPARE(filter.setRole(Role::Steer), QByteArray());
    }

    void letsGoOfWhatIsHeld()
    {
        InputFilter filter;
        filter.setRole(Role::Steer);
        passed(filter, rfb::keyEvent(0xffe1, true) + rfb::keyEvent('A', true) +
                           rfb::keyEvent('A', false) + rfb::qemuKeyEvent('b', true) +
                           rfb::pointerEvent(5, 30, 40));
        const QByteArray released = filter.setRole(Role::Watch);
        QVERIFY(released.contains(rfb::keyEvent(0xffe1, false)));
        QVERIFY(released.contains(rfb::qemuKeyEvent('b', false)));
        QVERIFY(released.endsWith(rfb::pointerEvent(0, 30, 40)));
        QCOMPARE(released.size(), 8 + 12 + 6);
        filter.setRole(Role::Steer);
        QCOMPARE(filter.setRole(Role::Watch), QByteArray());
    }

    void remembersNoMoreKeysThanSomebodyCanHold()
    {
        InputFilter filter;
        filter.setRole(Role::Steer);
        for (quint32 keysym = 0; keysym < 1000; ++keysym)
            passed(filter, rfb::keyEvent(keysym, true));
        QCOMPARE(filter.setRole(Role::Watch).size(), 64 * 8);
    }
};

PILOTHOUSE_UNIT_TEST(TestInputFilter)
#include "tst_input_filter.moc"
