// What becomes of a text that a person copies at the wheel, whenever somebody wants it.
#include "fake_screen.h"
#include "rfb_viewer.h"

#include "support/fake_display.h"
#include "support/unit_test.h"
#include "vnc/cut_text.h"
#include "vnc/desktop_input.h"

#include <optional>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kLook = rfb::updateRequest(true, 64, 48);
const QByteArray kTyped = rfb::keyEvent('a', true);
const QByteArray kOffer = rfb::extended(rfb::ClipboardNotify, 1);
const QByteArray kWithClipboard = rfb::setEncodings({0, -312, rfb::ExtendedClipboard});

/// A desktop, and two people who look at it; the first has the wheel.
struct Scene
{
    Scene()
    {
        if (!me.shakeHands() || !session->takeWheel({.viewer = u"me"_s}))
            qFatal("nobody steers");
        other.emplace(gateway, session->id(), u"other"_s);
        if (!other->shakeHands())
            qFatal("nobody else looks");
        me.say(kWithClipboard);
        other->say(kWithClipboard);
    }
    Session *begin()
    {
        gateway.agent.benches.display = &display;
        return gateway.newSession();
    }
    Wheel &wheel() { return session->wheel(); }
    bool isAsked()
    {
        return QTest::qWaitFor([this] { return me.received.contains(CutText::request()); });
    }
    /// The desktop says that it has done all that was sent; false: it was not asked.
    bool answerFence()
    {
        if (!QTest::qWaitFor([this] { return !screen.answerToFence(0).isEmpty(); }))
            return false;
        screen.clients.first()->write(screen.answerToFence(0));
        return isRead(me);
    }
    /// Waits until all that `viewer` said has been read.
    bool isRead(RfbViewer &viewer)
    {
        const auto heard = [this] {
            return screen.heard(0).count(kLook) + screen.heard(1).count(kLook);
        };
        const auto before = heard();
        viewer.say(kLook);
        return QTest::qWaitFor([&] { return heard() > before; });
    }

    FakeDisplay display;
    FakeScreen screen;
    Gateway gateway{screen.path()};
    Session *session = begin();
    RfbViewer me{gateway, session->id(), u"me"_s};
    std::optional<RfbViewer> other;
};

/// What comes between the offer and the answer.
enum class Then { Nothing, HandBack, HandBackAndWait, TurnedOver, Left };

} // namespace

class TestHandedText : public QObject
{
    Q_OBJECT
private slots:
    void isTakenAsTheWheelAllows_data()
    {
        QTest::addColumn<Then>("then");
        QTest::addColumn<QString>("text");
        QTest::newRow("at the wheel") << Then::Nothing << u"my text"_s;
        QTest::newRow("handed back, and not settled yet") << Then::HandBack << u"my text"_s;
        QTest::newRow("long after it was handed back") << Then::HandBackAndWait << QString();
        QTest::newRow("somebody else has the wheel") << Then::TurnedOver << QString();
        QTest::newRow("the viewer has left") << Then::Left << QString();
    }
    void isTakenAsTheWheelAllows()
    {
        QFETCH(Then, then);
        QFETCH(QString, text);
        Scene scene;
        scene.me.say(kOffer); // nobody wants to paste yet
        QVERIFY(scene.isAsked());
        if (then == Then::Left)
            scene.me.leave();
        else if (then != Then::Nothing)
            QVERIFY(scene.wheel().handBack(u"me"_s));
        if (then == Then::TurnedOver)
            QVERIFY(scene.session->takeWheel({.viewer = u"other"_s}));
        if (then == Then::HandBack || then == Then::HandBackAndWait) {
            QVERIFY(scene.answerFence());
            QVERIFY(!scene.wheel().isSettled()); // the agent waits for the text, too
        }
        if (then == Then::HandBackAndWait)
            scene.gateway.agent.clock.advance(DesktopInput::kTextTime);
        if (then != Then::Left) {
            scene.me.say(rfb::answer("my text"));
            QVERIFY(scene.isRead(scene.me));
        }
        if (then != Then::TurnedOver)
            QTRY_VERIFY(scene.wheel().isSettled());
        QCOMPARE(scene.display.clipboardText, text);
        QVERIFY(!scene.screen.heard(0).contains(kOffer)); // which would ask again, later
    }

    void isAnsweredOnceForEachOffer()
    {
        Scene scene;
        scene.me.say(kOffer);
        QVERIFY(scene.isAsked());
        QVERIFY(scene.wheel().handBack(u"me"_s));
        scene.me.say(rfb::answer("first") + rfb::answer("second"));
        QVERIFY(scene.isRead(scene.me));
        QCOMPARE(scene.display.clipboardText, u"first"_s);
    }

    void comesOnlyFromTheWheel_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("plain") << rfb::cutText("theirs");
        QTest::newRow("offer") << kOffer;
        QTest::newRow("answer that nobody asked for") << rfb::answer("theirs");
        QTest::newRow("question") << rfb::extended(rfb::ClipboardRequest, 1);
    }
    void comesOnlyFromTheWheel()
    {
        QFETCH(QByteArray, bytes);
        Scene scene;
        scene.me.say(kOffer); // that another was asked for something helps nobody
        QVERIFY(scene.isAsked());
        scene.other->say(bytes);
        QVERIFY(scene.isRead(*scene.other));
        QCOMPARE(scene.display.clipboardText, QString());
        QVERIFY(scene.other->received.isEmpty());
        QVERIFY(!scene.screen.heard(1).contains(bytes));
    }

    void isThereBeforeTheKeysThatFollow_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("plain") << rfb::cutText("text") << QByteArray();
        QTest::newRow("unasked") << rfb::answer("text") << QByteArray();
        QTest::newRow("offered") << kOffer << rfb::answer("text");
    }
    void isThereBeforeTheKeysThatFollow()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, answer);
        Scene scene;
        scene.me.say(bytes + kTyped);
        QVERIFY(scene.isRead(scene.me));
        if (!answer.isEmpty()) {
            QVERIFY(!scene.screen.heard(0).contains(kTyped));
            scene.me.say(answer);
        }
        QTRY_VERIFY(scene.screen.heard(0).contains(kTyped));
        QCOMPARE(scene.display.clipboardText, u"text"_s);
    }

    void isNotWaitedForForEver()
    {
        Scene scene;
        scene.me.say(kOffer + kTyped);
        QVERIFY(scene.isAsked());
        scene.gateway.agent.clock.advance(DesktopInput::kTextTime);
        QTRY_VERIFY(scene.screen.heard(0).contains(kTyped));
        QVERIFY(scene.wheel().isSettled());
        QVERIFY(!scene.me.isClosed());
    }

    void leavesToTheDesktopWhatIsAboutItsOwnTexts()
    {
        const QByteArray question = rfb::extended(rfb::ClipboardRequest, 1);
        Scene scene;
        scene.me.say(question);
        QTRY_VERIFY(scene.screen.heard(0).contains(question));
    }
};

PILOTHOUSE_UNIT_TEST(TestHandedText)
#include "tst_handed_text.moc"
