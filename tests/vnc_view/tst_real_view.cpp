// The view in a window of a real screen, driven by what a person has there, in front of a real
// desktop and behind the gateway.
#include "person_view.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = PersonView::kPatience;
constexpr QSize kSize(1280, 800);
constexpr int kPointerSize = 24;
constexpr QPoint kPlace(700, 500);
constexpr QPoint kOtherPlace(720, 520);

} // namespace

class TestRealView : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_view.openDesktop();
        m_view.openScreen(u"1440x900"_s);
        auto display = X11Display::connect(m_view.screen->socketPath(), m_view.screen->cookie(),
                                           systemClock());
        QVERIFY(display);
        m_person = *std::move(display);
        m_view.openView();
    }
    void cleanupTestCase() { m_view.close(); } // it waits for the server

    void showsTheDesktop() { QTRY_VERIFY_WITH_TIMEOUT(showsTheSame(), kPatience); }

    void cannotSteerWithoutTheWheel_data()
    {
        QTest::addColumn<QByteArray>("wants");
        QTest::newRow("and knows it") << QByteArray("steering 0");
        QTest::newRow("and does not care") << QByteArray("steering 1");
    }
    void cannotSteerWithoutTheWheel()
    {
        QFETCH(QByteArray, wants);
        m_view.session->wheel().release(WheelReason::TakenAway);
        m_view.tell(wants);
        const QString before = m_view.desktop.typed();
        act(Click{.at = kOtherPlace});
        act(TypeText{u"ungranted\n"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("return"), kPatience);
        const QPointer<VncSocket> connection = m_view.connection();
        m_view.tell("url "); // ends the connection once all that was said is through
        QTRY_VERIFY_WITH_TIMEOUT(!connection, kPatience);
        m_view.tell("url " + m_view.address());
        QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("state 2"), kPatience);
        steer();
        act(Click{.at = kPlace});
        QTRY_COMPARE_WITH_TIMEOUT(m_view.pointer(), kPlace, kPatience);
        QCOMPARE(m_view.desktop.typed(), before);
    }

    void typesWhatAPersonTypes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"Hello, world 42\n"_s;
        QTest::newRow("German") << u"äöü ß € µ\n"_s;
        QTest::newRow("other scripts") << u"съел ça où 漢 😀\n"_s;
    }
    void typesWhatAPersonTypes()
    {
        QFETCH(QString, text);
        steer();
        const QString before = m_view.desktop.typed();
        act(TypeText{text});
        QTRY_COMPARE_WITH_TIMEOUT(m_view.desktop.typed(), before + text, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(showsTheSame(), kPatience);
    }

    void followsThePointerAndItsButtons()
    {
        steer();
        for (const QPoint corner : {QPoint(0, 0), QPoint(1279, 799)}) {
            act(MovePointer{corner});
            QTRY_COMPARE_WITH_TIMEOUT(m_view.pointer(), corner, kPatience);
        }
        act(MovePointer{kPlace});
        for (const auto &[button, mask] :
             {std::pair(PointerButton::Left, XCB_KEY_BUT_MASK_BUTTON_1),
              std::pair(PointerButton::Middle, XCB_KEY_BUT_MASK_BUTTON_2)}) {
            act(ButtonChange{.button = button, .down = true});
            QTRY_VERIFY_WITH_TIMEOUT(m_view.desktop.pressed() & mask, kPatience);
            act(ButtonChange{.button = button, .down = false});
            QTRY_VERIFY_WITH_TIMEOUT(!(m_view.desktop.pressed() & mask), kPatience);
        }
    }

    void letsGoOfKeys_data()
    {
        QTest::addColumn<QString>("by");
        QTest::newRow("handing back") << u"steering 0"_s;
        QTest::newRow("the way out") << u"key ctrl+alt+Home"_s;
        QTest::newRow("another window") << u"xterm"_s;
    }
    void letsGoOfKeys()
    {
        QFETCH(QString, by);
        steer();
        m_view.hand({u"keydown"_s, u"Shift_L"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_view.desktop.pressed() & XCB_KEY_BUT_MASK_SHIFT, kPatience);
        m_view.forget();
        if (by == "steering 0"_L1) {
            m_view.tell(by.toLatin1());
        } else if (by == "xterm"_L1) {
            m_view.screen->launch(by);
            QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("focus 0"), kPatience);
        } else {
            m_view.hand({u"keyup"_s, u"Shift_L"_s}); // else it is another chord
            m_view.hand({u"keydown"_s, u"Control_L"_s});
            QTRY_VERIFY_WITH_TIMEOUT(m_view.desktop.pressed() & XCB_KEY_BUT_MASK_CONTROL,
                                     kPatience);
            m_view.hand({u"keydown"_s, u"Alt_L"_s, u"key"_s, u"Home"_s});
            QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("way out"), kPatience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_view.desktop.pressed(), 0, kPatience);
        m_view.hand({u"keyup"_s, u"Shift_L"_s, u"keyup"_s, u"Control_L"_s, u"keyup"_s, u"Alt_L"_s});
    }

    void sharesTheClipboardAtTheWheelOnly()
    {
        steer();
        act(Click{.at = kPlace});
        const auto here = [this] { return *QCoro::waitFor(m_person->clipboard({})); };
        const auto there = [this] {
            return *QCoro::waitFor(m_view.desktop.display().clipboard({}));
        };
        QVERIFY(QCoro::waitFor(m_view.desktop.display().setClipboard(u"from there, 漢"_s, {})));
        QTRY_COMPARE_WITH_TIMEOUT(here(), u"from there, 漢"_s, kPatience);

        QVERIFY(QCoro::waitFor(m_person->setClipboard(u"from here, 😀"_s, {})));
        act(PressKeys{u"a"_s});
        QCOMPARE(there(), u"from there, 漢"_s); // nobody has pasted
        act(PressKeys{u"ctrl+v"_s});
        QTRY_COMPARE_WITH_TIMEOUT(there(), u"from here, 😀"_s, kPatience);

        m_view.tell("steering 0");
        QVERIFY(m_view.session->wheel().handBack(m_view.person.viewer));
        QVERIFY(QCoro::waitFor(m_view.desktop.display().setClipboard(u"secret"_s, {})));
        QTRY_VERIFY_WITH_TIMEOUT(showsTheSame(), kPatience);
        QCOMPARE(here(), u"from here, 😀"_s);
    }

private:
    void act(InputAction action)
    {
        QVERIFY(QCoro::waitFor(m_person->perform(std::move(action), {})));
    }
    void steer()
    {
        m_view.steer();
        act(MovePointer{kPlace});
        QTRY_COMPARE_WITH_TIMEOUT(m_view.pointer(), kPlace, kPatience);
    }
    /// Pixel by pixel, but for a pointer that Xvnc draws in for who does not steer.
    bool showsTheSame()
    {
        const auto desktop = QCoro::waitFor(m_view.desktop.display().capture(false, {}));
        const auto window = QCoro::waitFor(m_person->capture(false, {}));
        if (!desktop || !window)
            return false;
        int different = 0;
        for (int y = 0; y < kSize.height(); ++y) {
            const auto *there = reinterpret_cast<const QRgb *>(desktop->constScanLine(y));
            const auto *here = reinterpret_cast<const QRgb *>(window->constScanLine(y));
            for (int x = 0; x < kSize.width(); ++x)
                different += ((there[x] ^ here[x]) & RGB_MASK) != 0 ? 1 : 0;
        }
        return different < kPointerSize * kPointerSize;
    }

    PersonView m_view;
    std::unique_ptr<X11Display> m_person; ///< eyes and hands
};

QTEST_GUILESS_MAIN(TestRealView)
#include "tst_real_view.moc"
