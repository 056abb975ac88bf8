// How fast a viewer's input goes to the desktop, and what becomes of the rest.
#include "watched_desktop.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kUpdate = rfb::updateRequest(true, 64, 48);
const QByteArray kLetter = rfb::keyEvent('a', true);

} // namespace

class TestDesktopInput : public QObject
{
    Q_OBJECT
private slots:
    void isSettledOnceTheDesktopHasTakenWhatAFormerHolderSent()
    {
        WatchedDesktop it;
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s}));
        it.viewer.say(kLetter);
        QTRY_COMPARE(it.screen.heard(), kLetter);
        it.session->wheel().release(WheelReason::TakenAway);
        QVERIFY(!it.session->wheel().isSettled());
        QTRY_VERIFY(!it.screen.answerToFence().isEmpty());
        QVERIFY(!it.session->wheel().isSettled());
        it.screen.clients.first()->write(it.screen.answerToFence() + "\2");
        QTRY_VERIFY(it.session->wheel().isSettled());
        QVERIFY(it.viewer.waitFor(1));
        QCOMPARE(it.viewer.received,
                 QByteArray("\2")); // our fence is none of the viewer's business
    }

    void givesADesktopUpThatDoesNotAnswerAfterwards()
    {
        WatchedDesktop it;
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s}));
        it.session->wheel().release(WheelReason::TakenAway);
        QVERIFY(!it.session->wheel().isSettled());
        it.gateway.agent.clock.advance(DesktopInput::kFenceTime);
        QVERIFY(it.session->wheel().isSettled());
        QVERIFY(it.viewer.waitForClose());
        QCOMPARE(it.viewer.closeCode(), 1011);
    }

    void holdsLittleInputAndDropsItWhenTheWheelIsTakenAway()
    {
        WatchedDesktop it;
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s}));
        const int sent = DesktopInput::kAtOnce + 500;
        it.viewer.say(rfb::typed(QByteArray(sent / 2, 'a')) + kUpdate);
        QTRY_COMPARE(it.screen.heard().count(kLetter),
                     DesktopInput::kAtOnce / 2); // no more at once
        QVERIFY(it.screen.heard().contains(kUpdate));
        it.gateway.agent.clock.advance(100ms);
        constexpr int half = DesktopInput::kAtOnce / 2;
        QTRY_VERIFY(it.screen.heard().count(kLetter) >= half + 50);
        QVERIFY(it.screen.heard().count(kLetter) < half + 60);
        it.session->wheel().release(WheelReason::TakenAway);
        it.gateway.agent.clock.advance(1s);
        QTRY_VERIFY(!it.screen.answerToFence().isEmpty());
        QVERIFY(it.screen.heard().count(kLetter) < half + 60);
        QVERIFY(!it.viewer.isClosed());
    }

    void sendsNothingOfTheNextHolderBeforeAllOfTheFormerOneIsDone()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        Session *session = gateway.newSession();
        RfbViewer former(gateway, session->id(), u"me"_s);
        QVERIFY(former.shakeHands());
        RfbViewer next(gateway, session->id(), u"other"_s);
        QVERIFY(next.shakeHands());
        QVERIFY(session->takeWheel({.viewer = u"me"_s}));
        former.say(kLetter);
        QTRY_COMPARE(screen.heard(0), kLetter);
        session->wheel().release(WheelReason::TakenAway);
        QVERIFY(session->takeWheel({.viewer = u"other"_s}));
        next.say(kLetter + kUpdate);
        QTRY_VERIFY(screen.heard(1).contains(kUpdate)); // looking needs no wait
        QVERIFY(!screen.heard(1).contains(kLetter));
        QTRY_VERIFY(!screen.answerToFence(0).isEmpty());
        screen.clients.at(0)->write(screen.answerToFence(0));
        QTRY_VERIFY(screen.heard(1).contains(kLetter));
    }

    void isNotSettledByAViewerThatLeaves()
    {
        WatchedDesktop it;
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s}));
        it.viewer.say(kLetter);
        QTRY_COMPARE(it.screen.heard(), kLetter);
        it.session->wheel().release(WheelReason::TakenAway);
        bool hasReadAll = false;
        const QObject listener;
        connect(&it.session->wheel(), &Wheel::settled, &listener, [&] {
            hasReadAll = it.screen.clients.first()->state() == QLocalSocket::UnconnectedState;
        });
        it.viewer.leave();
        QTRY_VERIFY(it.session->wheel().isSettled());
        QVERIFY(hasReadAll);
    }

    void doesNotLaterWhatItDropped()
    {
        WatchedDesktop it;
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s}));
        it.viewer.say(rfb::typed(QByteArray(DesktopInput::kAtOnce, 'a')) + kUpdate);
        QTRY_VERIFY(it.screen.heard().contains(kUpdate)); // which overtakes what waits
        const auto sent = it.screen.heard().count(kLetter);
        it.session->wheel().release(WheelReason::TakenAway);
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s})); // at once, again
        QTRY_VERIFY(!it.screen.answerToFence().isEmpty());
        it.screen.clients.first()->write(it.screen.answerToFence());
        QTRY_VERIFY(it.session->wheel().isSettled());
        it.viewer.say(rfb::keyEvent('z', true));
        it.gateway.agent.clock.advance(100ms);
        QTRY_VERIFY(it.screen.heard().contains(rfb::keyEvent('z', true)));
        QCOMPARE(it.screen.heard().count(kLetter), sent);
    }

    void saysWhatIsWrongBeforeTheDesktopClosesTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("closes");
        const QByteArray flow = rfb::continuousUpdates(64, 48);
        QTest::newRow("continuous updates out of the blue") << flow << true;
        QTest::newRow("continuous updates, other encodings")
            << rfb::setEncodings({0, -312}) + flow << true;
        QTest::newRow("continuous updates as agreed") << rfb::setEncodings({-313}) + flow << false;
        QTest::newRow("extended clipboard out of the blue") << rfb::cutText("abcd", -4) << true;
    }
    void saysWhatIsWrongBeforeTheDesktopClosesTheConnection()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, closes);
        WatchedDesktop it;
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s}));
        it.viewer.say(bytes + kUpdate);
        if (closes) {
            QVERIFY(it.viewer.waitForClose());
            QCOMPARE(it.viewer.closeCode(), 1008);
            QVERIFY(!it.screen.heard().contains(bytes));
        } else {
            QTRY_VERIFY(it.screen.heard().endsWith(kUpdate));
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestDesktopInput)
#include "tst_desktop_input.moc"
