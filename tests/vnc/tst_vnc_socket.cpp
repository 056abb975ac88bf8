#include "watched_desktop.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kKey = rfb::keyEvent('a', true);
const QByteArray kKeyUp = rfb::keyEvent('a', false);
const QByteArray kAsk = rfb::updateRequest(true, 64, 48);

} // namespace

class TestVncSocket : public QObject
{
    Q_OBJECT
private slots:
    void letsWatchersLookAndNothingElse()
    {
        WatchedDesktop it;
        it.viewer.say(kKey + rfb::pointerEvent(1, 2, 3) + rfb::cutText("secret") + kAsk);
        QTRY_COMPARE(it.screen.heard(), kAsk);
        it.screen.clients.first()->write("\2");
        QVERIFY(it.viewer.waitFor(1));
        QCOMPARE(it.viewer.received, QByteArray("\2"));
    }

    void followsTheWheelOnTheOpenConnection()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        Session *session = gateway.newSession();
        RfbViewer viewer(gateway, session->id(), u"me"_s);
        RfbViewer other(gateway, session->id(), u"other"_s);
        QVERIFY(viewer.shakeHands());
        QVERIFY(other.shakeHands());
        QVERIFY(session->takeWheel({.viewer = u"me"_s}));
        other.say(kKey + kAsk);
        viewer.say(kKey + kAsk);
        QTRY_COMPARE(screen.heard(0) + screen.heard(1), kKey + kAsk + kAsk);
        QVERIFY(session->wheel().handBack(u"me"_s));
        const qsizetype mine = screen.heard(0).contains(kKey) ? 0 : 1;
        QTRY_VERIFY(!screen.answerToFence(mine).isEmpty());
        const QByteArray before = screen.heard(mine);
        QVERIFY(before.startsWith(QByteArray(kKey + kAsk + kKeyUp))); // what it held is released
        viewer.say(kKey + kAsk);
        QTRY_COMPARE(screen.heard(mine), before + kAsk);
    }

    void letsNobodySteerWithoutAName()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        Session *session = gateway.newSession();
        QVERIFY(session->takeWheel({.viewer = u"me"_s}));
        RfbViewer nameless(gateway, session->id());
        QVERIFY(nameless.shakeHands());
        nameless.say(kKey + kAsk);
        QTRY_COMPARE(screen.heard(), kAsk);
    }

    void releasesWhatALostViewerHeld()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        Session *session = gateway.newSession();
        QVERIFY(session->takeWheel({.viewer = u"me"_s}));
        RfbViewer viewer(gateway, session->id(), u"me"_s);
        QVERIFY(viewer.shakeHands());
        viewer.say(kKey + rfb::pointerEvent(1, 2, 3));
        QTRY_COMPARE(screen.heard(), kKey + rfb::pointerEvent(1, 2, 3));
        viewer.leave();
        QTRY_COMPARE(screen.heard(),
                     kKey + rfb::pointerEvent(1, 2, 3) + kKeyUp + rfb::pointerEvent(0, 2, 3));
        QTRY_COMPARE(screen.clients.first()->state(), QLocalSocket::UnconnectedState);
    }

    void keepsTheWheelOverAReload()
    {
        FakeScreen screen;
        Gateway gateway(screen.path(), {}, {.idle = 1min, .grace = 1s});
        Session *session = gateway.newSession();
        QVERIFY(session->takeWheel({.viewer = u"me"_s}));
        {
            RfbViewer before(gateway, session->id(), u"me"_s);
            QVERIFY(before.shakeHands());
        }
        RfbViewer after(gateway, session->id(), u"me"_s);
        QVERIFY(after.shakeHands());
        QTRY_VERIFY(!gateway.viewers.first());
        gateway.agent.clock.advance(2s);
        QVERIFY(session->wheel().isHeld());
        after.leave();
        QTRY_VERIFY(!gateway.viewers.last());
        gateway.agent.clock.advance(2s);
        QVERIFY(!session->wheel().isHeld());
        QTRY_COMPARE(gateway.agent.bodies<ControlChanged>(session->id()).last().reason,
                     u"disconnected"_s);
    }

    void keepsTheClipboardFromWatchers()
    {
        WatchedDesktop it;
        it.viewer.say(kAsk);
        QTRY_COMPARE(it.screen.heard(), kAsk);
        QByteArray text = rfb::cutText("secret");
        text[0] = 3;
        it.screen.clients.first()->write(text + "\2");
        QVERIFY(it.viewer.waitFor(1));
        QCOMPARE(it.viewer.received, QByteArray("\2"));
        QVERIFY(it.session->takeWheel({.viewer = u"me"_s}));
        it.screen.clients.first()->write(text);
        QVERIFY(it.viewer.waitFor(1 + text.size()));
        QCOMPARE(it.viewer.received, "\2" + text);
    }

    void leavesToTheScreenWhatASlowViewerDoesNotTake()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        Session *session = gateway.newSession();
        QTcpSocket slow; // asks for the upgrade and all, and reads nothing
        slow.setReadBufferSize(1024);
        slow.connectToHost(u"127.0.0.1"_s, gateway.door.serverPort());
        slow.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 16 * 1024);
        slow.write("GET /sessions/" + session->id().value.toLatin1() +
                   "/vnc HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                   "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_COMPARE(screen.clients.size(), 1);
        QTRY_COMPARE(screen.said.first().size(), rfb::kVersionSize + 2);
        const QByteArray start = "RFB 003.008\n\1\1" + kAsk; // in one frame, with a mask of zeros
        slow.write("\x82" + QByteArray(1, static_cast<char>(0x80 | start.size())) +
                   QByteArray(4, '\0') + start);
        QTRY_COMPARE(screen.heard(), kAsk);
        constexpr qint64 size = 40 * 1024 * 1024;
        const QByteArray text = QByteArray("\1\0\0\0\0\1", 6) + "colour";
        screen.clients.first()->write(text.repeated(size / text.size()));
        QTRY_VERIFY(gateway.sockets.first()->bytesToWrite() > 1024 * 1024);
        for (int turn = 0; turn < 200; ++turn) // both ends are here: more would come, if it came
            QCoreApplication::processEvents();
        QVERIFY(gateway.sockets.first()->bytesToWrite() < 3 * 1024 * 1024);
        QVERIFY(screen.clients.first()->bytesToWrite() > size / 2); // it waits there
    }

    void closesWhenItMayNotStay()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        RfbViewer viewer(gateway, gateway.newSession()->id(), u"me"_s);
        QVERIFY(viewer.shakeHands());
        gateway.mayStay = false;
        gateway.viewers.first()->life().checkRight();
        QVERIFY(viewer.waitForClose());
        QCOMPARE(viewer.closeCode(), 4401);
    }

    void closesWhenThereIsNothingToShow()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        RfbViewer unknown(gateway, SessionId{u"nobody"_s});
        QVERIFY(unknown.waitForClose());
        QCOMPARE(unknown.closeCode(), 4404);
        const Session *idle = *QCoro::waitFor(gateway.registry.create({}));
        RfbViewer early(gateway, idle->id());
        QVERIFY(early.waitForClose());
        QCOMPARE(early.closeCode(), 4409);
        Session *session = gateway.newSession();
        screen.stopListening();
        RfbViewer late(gateway, session->id());
        QVERIFY(late.waitForClose());
        QCOMPARE(late.closeCode(), 4409);
    }

    void closesWithTheDesktop_data()
    {
        QTest::addColumn<bool>("deleted");
        QTest::addColumn<int>("code");
        QTest::newRow("closed") << false << 4409;
        QTest::newRow("deleted") << true << 4404;
    }
    void closesWithTheDesktop()
    {
        QFETCH(bool, deleted);
        FakeScreen screen;
        Gateway gateway(screen.path());
        const SessionId id = gateway.newSession()->id();
        QVERIFY(gateway.registry.find(id)->takeWheel({.viewer = u"me"_s}));
        RfbViewer viewer(gateway, id, u"me"_s);
        QVERIFY(viewer.shakeHands());
        if (deleted)
            gateway.registry.bar(id);
        QCoro::waitFor(gateway.registry.close(id));
        QVERIFY(viewer.waitForClose());
        QTEST(viewer.closeCode(), "code");
        QTRY_COMPARE(gateway.agent.bodies<ControlChanged>(id).last().reason, u"ended"_s);
        QTRY_VERIFY(!gateway.viewers.first());
    }

    void closesWhenTheScreenGoesAway()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        RfbViewer viewer(gateway, gateway.newSession()->id());
        QVERIFY(viewer.shakeHands());
        screen.clients.first()->abort();
        QVERIFY(viewer.waitForClose());
        QCOMPARE(viewer.closeCode(), 4409);
    }

    void closesOnWhatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray hello = "RFB 003.008\n\1\1";
        QTest::newRow("no RFB") << QByteArray() << QByteArray("GET / HTTP/1.1\r\n");
        QTest::newRow("unknown message") << hello << QByteArray("\x42");
        QTest::newRow("a huge text") << hello << rfb::cutText({}, 1 << 30);
        QTest::newRow("a late pixel format") << hello << QByteArray(kAsk + rfb::setPixelFormat(8));
    }
    void closesOnWhatItDoesNotUnderstand()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, bytes);
        FakeScreen screen;
        Gateway gateway(screen.path());
        RfbViewer viewer(gateway, gateway.newSession()->id());
        QVERIFY(viewer.waitFor(rfb::kVersionSize));
        viewer.say(start + bytes);
        QVERIFY(viewer.waitForClose());
        QCOMPARE(viewer.closeCode(), 1008);
        QTRY_VERIFY(!gateway.viewers.first());
    }

    void closesOnTextFrames()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        RfbViewer viewer(gateway, gateway.newSession()->id());
        QVERIFY(viewer.shakeHands());
        viewer.sayText(u"hello"_s);
        QVERIFY(viewer.waitForClose());
        QCOMPARE(viewer.closeCode(), 1008);
    }

    void doesNotWaitForAHandshakeForEver()
    {
        FakeScreen screen;
        Gateway gateway(screen.path());
        RfbViewer viewer(gateway, gateway.newSession()->id());
        QVERIFY(viewer.waitFor(rfb::kVersionSize));
        gateway.agent.clock.advance(15s);
        QVERIFY(viewer.waitForClose());
        QCOMPARE(viewer.closeCode(), 1008);
    }
};

PILOTHOUSE_UNIT_TEST(TestVncSocket)
#include "tst_vnc_socket.moc"
