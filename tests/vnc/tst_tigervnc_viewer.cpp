// A viewer that people know, TigerVNC's, in front of a real desktop and behind the gateway.
#include "real_screen.h"
#include "socket_bridge.h"

#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const WheelPerson kPerson{.viewer = u"me"_s};
// Milliseconds for any one thing to happen. The viewer covers a part with a tip for its first
// seconds.
constexpr int kPatience = 90'000;
constexpr int kPointerSize = 24;
constexpr QPoint kPlace(700, 500);
constexpr QPoint kOtherPlace(720, 520);
constexpr QPoint kFrame(160, 100); // how much larger the viewer's screen is

QString text(QSize size)
{
    return u"%1x%2"_s.arg(size.width()).arg(size.height());
}

} // namespace

class TestTigerVncViewer : public QObject
{
    Q_OBJECT
public:
    explicit TestTigerVncViewer(QSize size) : m_size(size) {}
private slots:
    void initTestCase()
    {
        QString error;
        QVERIFY2(m_desktop.open(&error, text(m_size)), qPrintable(error));
        m_gateway = std::make_unique<Gateway>(m_desktop.rfbSocket());
        m_session = m_gateway->newSession();

        // Without a window manager, the viewer's window has no frame.
        m_screen = TestXServer::start(
            &error, text({m_size.width() + kFrame.x(), m_size.height() + kFrame.y()}));
        QVERIFY2(m_screen, qPrintable(error));
        auto display =
            X11Display::connect(m_screen->socketPath(), m_screen->cookie(), systemClock());
        QVERIFY(display);
        m_person = *std::move(display);
        const QString path = m_screen->folder() + u"/bridge"_s;
        m_bridge =
            std::make_unique<SocketBridge>(path, m_gateway->url(m_session->id(), kPerson.viewer));
        m_viewer = m_screen->launch(u"xtigervncviewer"_s,
                                    {u"-Shared"_s, u"-RemoteResize=0"_s, u"-AutoSelect=0"_s,
                                     u"-PreferredEncoding=Tight"_s, u"-NoJPEG"_s,
                                     u"-AlertOnFatalError=0"_s, u"-ReconnectOnError=0"_s, path});
        QCOMPARE(m_viewer->state(), QProcess::Running);
    }
    void cleanupTestCase()
    {
        m_bridge.reset();
        m_gateway.reset();
    }

    void showsTheDesktop()
    {
        QTRY_VERIFY2_WITH_TIMEOUT(findWindow(), m_viewer->peek(4000).constData(), kPatience);
        // Once is enough: QTRY looks twice, and large screens are read while the viewer still
        // draws.
        QVERIFY2(QTest::qWaitFor([&] { return showsTheSame(); }, kPatience),
                 m_viewer->peek(4000).constData());
    }

    void cannotSteerWithoutTheWheel()
    {
        const QPoint before = pointer();
        act(Click{.at = m_corner + kPlace});
        act(TypeText{u"ungranted\n"_s});
        QVERIFY(m_session->takeWheel(kPerson)); // later input comes after what was dropped
        act(Click{.at = m_corner + kOtherPlace});
        QTRY_VERIFY_WITH_TIMEOUT(pointer() != before, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(pointer(), kOtherPlace, kPatience);
        QCOMPARE(m_desktop.typed(), QString());
    }

    void steersWithTheWheel()
    {
        QVERIFY(m_session->takeWheel(kPerson));
        act(MovePointer{m_corner + kPlace});
        act(ButtonChange{.down = true});
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.pressed() & XCB_KEY_BUT_MASK_BUTTON_1, kPatience);
        QCOMPARE(pointer(), kPlace);
        act(ButtonChange{.down = false});
        QTRY_VERIFY_WITH_TIMEOUT(!(m_desktop.pressed() & XCB_KEY_BUT_MASK_BUTTON_1), kPatience);
        act(TypeText{u"granted\n"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.typed(), u"granted\n"_s, kPatience);
        QVERIFY(QTest::qWaitFor([&] { return showsTheSame(); }, kPatience)); // also what was typed
    }

    void reachesTheFarCorner()
    {
        const QPoint corner(m_size.width() - 1, m_size.height() - 1);
        QVERIFY(m_session->takeWheel(kPerson));
        act(MovePointer{m_corner + corner});
        QTRY_COMPARE_WITH_TIMEOUT(pointer(), corner, kPatience);
    }

private:
    void act(InputAction action)
    {
        QVERIFY(QCoro::waitFor(m_person->perform(std::move(action), {})));
    }
    /// Where the window of the desktop's size is.
    bool findWindow()
    {
        const QRegularExpression window(text(m_size) + uR"(\+(\d+)\+(\d+))"_s);
        const QByteArray all = m_screen->run(u"xwininfo"_s, {u"-root"_s, u"-children"_s});
        const QRegularExpressionMatch match = window.match(QString::fromUtf8(all));
        m_corner = QPoint(match.captured(1).toInt(), match.captured(2).toInt());
        return match.hasMatch();
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
        for (int y = 0; y < desktop->height(); ++y) {
            const auto *there = reinterpret_cast<const QRgb *>(desktop->constScanLine(y));
            const auto *here =
                reinterpret_cast<const QRgb *>(window->constScanLine(m_corner.y() + y)) +
                m_corner.x();
            for (int x = 0; x < desktop->width(); ++x)
                different += ((there[x] ^ here[x]) & RGB_MASK) != 0 ? 1 : 0;
        }
        return different < kPointerSize * kPointerSize;
    }

    const QSize m_size; ///< of the desktop
    RealScreen m_desktop;
    std::unique_ptr<Gateway> m_gateway;
    Session *m_session = nullptr;
    std::unique_ptr<SocketBridge> m_bridge;
    std::unique_ptr<TestXServer> m_screen; ///< of the person
    std::unique_ptr<X11Display> m_person;  ///< their eyes and hands
    QProcess *m_viewer = nullptr;
    QPoint m_corner; ///< of its window
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    int failed = 0;
    for (const QSize size : {QSize(1280, 800), QSize(5120, 1440)}) {
        TestTigerVncViewer test(size);
        failed += QTest::qExec(&test, argc, argv);
    }
    return failed;
}

#include "tst_tigervnc_viewer.moc"
