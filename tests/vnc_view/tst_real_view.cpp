// The view in a window of a real screen, driven by what a person has there, in front of a real
// desktop and behind the gateway.
#include "vnc/real_screen.h"

#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const WheelPerson kPerson{.viewer = u"me"_s};
constexpr int kPatience = 20'000; // milliseconds for any one thing to happen
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
        QString error;
        QVERIFY2(m_desktop.open(&error), qPrintable(error));
        m_gateway = std::make_unique<Gateway>(m_desktop.rfbSocket());
        m_gateway->agent.benches.display = &m_desktop.display();
        m_session = m_gateway->newSession();

        m_screen = TestXServer::start(&error, u"1440x900"_s);
        QVERIFY2(m_screen, qPrintable(error));
        auto display =
            X11Display::connect(m_screen->socketPath(), m_screen->cookie(), systemClock());
        QVERIFY(display);
        m_person = *std::move(display);
        QVERIFY(m_screen->startWindowManager());
        qputenv("QT_QUICK_BACKEND", "software");
        m_viewer = m_screen->launch(QStringLiteral(VNC_VIEWER),
                                    {m_gateway->url(m_session->id(), kPerson.viewer).toString()});
        QTRY_VERIFY2_WITH_TIMEOUT(heard("state 2"), m_heard.constData(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(heard("focus 1"), kPatience);
    }
    void cleanupTestCase()
    {
        m_gateway.reset();
        QTRY_VERIFY_WITH_TIMEOUT(heard("state 3"), kPatience); // it waits for the server
    }

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
        m_session->wheel().release(WheelReason::TakenAway);
        tell(wants);
        const QString before = m_desktop.typed();
        act(Click{.at = kOtherPlace});
        act(TypeText{u"ungranted\n"_s});
        QTRY_VERIFY_WITH_TIMEOUT(heard("return"), kPatience);
        const QPointer<VncSocket> connection = m_gateway->viewers.constLast();
        tell("url "); // ends the connection once all that was said is through
        QTRY_VERIFY_WITH_TIMEOUT(!connection, kPatience);
        tell("url " + address());
        QTRY_VERIFY_WITH_TIMEOUT(heard("state 2"), kPatience);
        steer();
        act(Click{.at = kPlace});
        QTRY_COMPARE_WITH_TIMEOUT(pointer(), kPlace, kPatience);
        QCOMPARE(m_desktop.typed(), before);
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
        const QString before = m_desktop.typed();
        act(TypeText{text});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.typed(), before + text, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(showsTheSame(), kPatience);
    }

    void followsThePointerAndItsButtons()
    {
        steer();
        for (const QPoint corner : {QPoint(0, 0), QPoint(1279, 799)}) {
            act(MovePointer{corner});
            QTRY_COMPARE_WITH_TIMEOUT(pointer(), corner, kPatience);
        }
        act(MovePointer{kPlace});
        for (const auto &[button, mask] :
             {std::pair(PointerButton::Left, XCB_KEY_BUT_MASK_BUTTON_1),
              std::pair(PointerButton::Middle, XCB_KEY_BUT_MASK_BUTTON_2)}) {
            act(ButtonChange{.button = button, .down = true});
            QTRY_VERIFY_WITH_TIMEOUT(m_desktop.pressed() & mask, kPatience);
            act(ButtonChange{.button = button, .down = false});
            QTRY_VERIFY_WITH_TIMEOUT(!(m_desktop.pressed() & mask), kPatience);
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
        hand({u"keydown"_s, u"Shift_L"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.pressed() & XCB_KEY_BUT_MASK_SHIFT, kPatience);
        m_heard.clear();
        if (by == "steering 0"_L1) {
            tell(by.toLatin1());
        } else if (by == "xterm"_L1) {
            m_screen->launch(by);
            QTRY_VERIFY_WITH_TIMEOUT(heard("focus 0"), kPatience);
        } else {
            hand({u"keyup"_s, u"Shift_L"_s}); // else it is another chord
            hand({u"keydown"_s, u"Control_L"_s});
            QTRY_VERIFY_WITH_TIMEOUT(m_desktop.pressed() & XCB_KEY_BUT_MASK_CONTROL, kPatience);
            hand({u"keydown"_s, u"Alt_L"_s, u"key"_s, u"Home"_s});
            QTRY_VERIFY_WITH_TIMEOUT(heard("way out"), kPatience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.pressed(), 0, kPatience);
        hand({u"keyup"_s, u"Shift_L"_s, u"keyup"_s, u"Control_L"_s, u"keyup"_s, u"Alt_L"_s});
    }

    void sharesTheClipboardAtTheWheelOnly()
    {
        steer();
        act(Click{.at = kPlace});
        const auto here = [this] { return *QCoro::waitFor(m_person->clipboard({})); };
        const auto there = [this] { return *QCoro::waitFor(m_desktop.display().clipboard({})); };
        QVERIFY(QCoro::waitFor(m_desktop.display().setClipboard(u"from there, 漢"_s, {})));
        QTRY_COMPARE_WITH_TIMEOUT(here(), u"from there, 漢"_s, kPatience);

        QVERIFY(QCoro::waitFor(m_person->setClipboard(u"from here, 😀"_s, {})));
        act(PressKeys{u"a"_s});
        QCOMPARE(there(), u"from there, 漢"_s); // nobody has pasted
        act(PressKeys{u"ctrl+v"_s});
        QTRY_COMPARE_WITH_TIMEOUT(there(), u"from here, 😀"_s, kPatience);

        tell("steering 0");
        QVERIFY(m_session->wheel().handBack(kPerson.viewer));
        QVERIFY(QCoro::waitFor(m_desktop.display().setClipboard(u"secret"_s, {})));
        QTRY_VERIFY_WITH_TIMEOUT(showsTheSame(), kPatience);
        QCOMPARE(here(), u"from here, 😀"_s);
    }

private:
    QByteArray address() const
    {
        return m_gateway->url(m_session->id(), kPerson.viewer).toEncoded();
    }
    void act(InputAction action)
    {
        QVERIFY(QCoro::waitFor(m_person->perform(std::move(action), {})));
    }
    void hand(const QStringList &does) { m_screen->run(u"xdotool"_s, does); }
    void tell(const QByteArray &line)
    {
        m_heard.clear();
        m_viewer->write(line + '\n');
        QTRY_VERIFY_WITH_TIMEOUT(heard("done"), kPatience);
    }
    bool heard(const QByteArray &line)
    {
        m_heard += m_viewer->readAll();
        return m_heard.contains(line);
    }
    /// Takes the wheel and has the keyboard.
    void steer()
    {
        QVERIFY(m_session->takeWheel(kPerson));
        tell("steering 1");
        hand({u"search"_s, u"--name"_s, u"^viewer$"_s, u"windowactivate"_s, u"--sync"_s,
              u"windowraise"_s});
        act(MovePointer{kPlace});
        QTRY_COMPARE_WITH_TIMEOUT(pointer(), kPlace, kPatience);
    }
    QPoint pointer()
    {
        return QCoro::waitFor(m_desktop.display().pointerPosition({})).value_or(QPoint(-1, -1));
    }
    /// Pixel by pixel, but for a pointer that Xvnc draws in for who does not steer.
    bool showsTheSame()
    {
        const auto desktop = QCoro::waitFor(m_desktop.display().capture(false, {}));
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

    RealScreen m_desktop;
    std::unique_ptr<Gateway> m_gateway;
    Session *m_session = nullptr;
    std::unique_ptr<TestXServer> m_screen; ///< of the person
    std::unique_ptr<X11Display> m_person;  ///< their eyes and hands
    QProcess *m_viewer = nullptr;
    QByteArray m_heard;
};

QTEST_GUILESS_MAIN(TestRealView)
#include "tst_real_view.moc"
