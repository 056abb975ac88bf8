// Who may steer a real desktop through the gateway, whatever their viewer sends.
#include "real_screen.h"
#include "rfb_viewer.h"

#include <QElapsedTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint32 kShift = 0xffe1;
const WheelPerson kPerson{.viewer = u"me"_s};

} // namespace

class TestSteering : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QString error;
        QVERIFY2(m_screen.open(&error), qPrintable(error));
        m_gateway = std::make_unique<Gateway>(m_screen.rfbSocket());
        m_gateway->agent.benches.display = &m_screen.display();
        m_session = m_gateway->newSession();
    }
    void cleanupTestCase() { m_gateway.reset(); }
    void cleanup() { m_session->wheel().release(WheelReason::TakenAway); }

    void typesOnlyWithTheWheel_data()
    {
        QTest::addColumn<bool>("qemu");
        QTest::newRow("plain keys") << false;
        QTest::newRow("keys of QEMU") << true;
    }
    void typesOnlyWithTheWheel()
    {
        QFETCH(bool, qemu);
        const auto keys = [qemu](const QByteArray &text) {
            return qemu ? qemuTyped(text) : rfb::typed(text);
        };
        const QString before = m_screen.typed();
        RfbViewer viewer(*m_gateway, m_session->id(), kPerson.viewer);
        QVERIFY(viewer.shakeHands());
        viewer.say(rfb::setPixelFormat() + rfb::setEncodings({7, 16, 1, -258, -312}));
        viewer.say(keys("ungranted\n"));
        QVERIFY(answers(viewer)); // so it has been read

        QVERIFY(m_session->takeWheel(kPerson)); // on the same connection
        viewer.say(keys("granted\n"));
        QTRY_COMPARE(m_screen.typed(), before + u"granted\n"_s);

        viewer.say(rfb::keyEvent(kShift, true));
        QTRY_VERIFY(m_screen.pressed() & XCB_KEY_BUT_MASK_SHIFT);
        QVERIFY(m_session->wheel().handBack(kPerson.viewer));
        QTRY_COMPARE(m_screen.pressed() & XCB_KEY_BUT_MASK_SHIFT, 0);
        viewer.say(keys("revoked\n"));
        QVERIFY(answers(viewer));

        QVERIFY(m_session->takeWheel(kPerson)); // and what was dropped does not come later
        viewer.say(keys("again\n"));
        QTRY_COMPARE(m_screen.typed(), before + u"granted\nagain\n"_s);
    }

    void actsNoMoreOnceTheWheelIsSettled()
    {
        QVERIFY(m_session->takeWheel(kPerson));
        RfbViewer viewer(*m_gateway, m_session->id(), kPerson.viewer);
        QVERIFY(viewer.shakeHands());
        QByteArray moves;
        for (int i = 0; i < 2'000; ++i) // clicks: motions alone would be joined
            moves += rfb::pointerEvent(i % 2 == 0 ? 0 : 4, quint16(100 + i / 2), 10);
        viewer.say(moves);
        QTRY_VERIFY(m_screen.pointer() >= 100);
        QElapsedTimer time;
        time.start();
        m_session->wheel().release(WheelReason::TakenAway);
        QVERIFY(!m_session->wheel().isSettled());
        QTRY_VERIFY(m_session->wheel().isSettled());
        qInfo() << "settled after" << time.elapsed() << "ms";
        const int last = m_screen.pointer();
        for (int look = 0; look < 50; ++look) {
            QCoreApplication::processEvents();
            m_gateway->agent.clock.advance(20ms);
            QCOMPARE(m_screen.pointer(), last);
        }
        QVERIFY(last < 1'099);
        QVERIFY(!viewer.isClosed());
    }

    void letsGoOfButtonsWhenTheViewerIsLost()
    {
        QVERIFY(m_session->takeWheel(kPerson));
        RfbViewer viewer(*m_gateway, m_session->id(), kPerson.viewer);
        QVERIFY(viewer.shakeHands());
        viewer.say(rfb::pointerEvent(1, 400, 300));
        QTRY_VERIFY(m_screen.pressed() & XCB_KEY_BUT_MASK_BUTTON_1);
        viewer.leave();
        QTRY_COMPARE(m_screen.pressed() & XCB_KEY_BUT_MASK_BUTTON_1, 0);
    }

    void keepsTheClipboardForWhoSteers()
    {
        RfbViewer watcher(*m_gateway, m_session->id(), u"other"_s);
        RfbViewer person(*m_gateway, m_session->id(), kPerson.viewer);
        for (RfbViewer *viewer : {&watcher, &person}) {
            QVERIFY(viewer->shakeHands());
            viewer->say(rfb::setEncodings({0}) + rfb::updateRequest(false, 8, 8));
            QVERIFY(viewer->waitFor(4 + 12 + 8 * 8 * 4));
        }
        watcher.say(rfb::cutText("from the watcher"));
        QVERIFY(m_session->takeWheel(kPerson));
        person.say(rfb::cutText("from the person"));
        QTRY_COMPARE(*QCoro::waitFor(m_screen.display().clipboard({})), u"from the person"_s);

        QVERIFY(QCoro::waitFor(m_screen.display().setClipboard(u"of the desktop"_s, {})));
        QTRY_VERIFY(person.received.contains("of the desktop"));
        watcher.say(rfb::updateRequest(false, 8, 8)); // its answer comes after the text
        QVERIFY(watcher.waitFor(2 * (4 + 12 + 8 * 8 * 4)));
        QVERIFY(!watcher.received.contains("of the desktop"));
    }

    void followsTheStreamOfARealServer_data()
    {
        QTest::addColumn<QList<qint32>>("encodings");
        QTest::newRow("Tight") << QList<qint32>{7, 1, -239, -223, -224, -308, -307, -26};
        QTest::newRow("Tight, no JPEG") << QList<qint32>{7, 1, -239, -224, 0x574d5664, -261};
        QTest::newRow("ZRLE") << QList<qint32>{16, 1, -240, -307};
        QTest::newRow("Raw") << QList<qint32>{0, 0x574d5666, 0x574d5668, -258};
    }
    void followsTheStreamOfARealServer()
    {
        QFETCH(QList<qint32>, encodings);
        RfbViewer viewer(*m_gateway, m_session->id(), kPerson.viewer);
        QVERIFY(viewer.shakeHands());
        viewer.say(rfb::setEncodings(encodings) + rfb::updateRequest(false, 1280, 800));
        QVERIFY(m_session->takeWheel(kPerson));
        for (int i = 0; i < 60; ++i) {
            const qsizetype before = viewer.received.size();
            viewer.say(rfb::typed("abc\n") + rfb::pointerEvent(0, quint16(400 + 7 * i), 300) +
                       rfb::updateRequest(i % 20 > 0, 1280, 800));
            QTRY_VERIFY(viewer.received.size() > before);
        }
        QVERIFY(!viewer.isClosed()); // it never lost the thread
    }

private:
    /// Whether a picture comes: what was said before has then been read.
    static bool answers(RfbViewer &viewer)
    {
        const qsizetype before = viewer.received.size();
        viewer.say(rfb::updateRequest(false, 8, 8));
        return viewer.waitFor(before + 1);
    }
    static QByteArray qemuTyped(const QByteArray &text)
    {
        QByteArray bytes;
        for (const char letter : text) {
            const quint32 keysym = letter == '\n' ? 0xff0d : static_cast<quint8>(letter);
            bytes += rfb::qemuKeyEvent(keysym, true) + rfb::qemuKeyEvent(keysym, false);
        }
        return bytes;
    }

    RealScreen m_screen;
    std::unique_ptr<Gateway> m_gateway;
    Session *m_session = nullptr;
};

QTEST_GUILESS_MAIN(TestSteering)
#include "tst_steering.moc"
