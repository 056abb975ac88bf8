#include "screen_fixture.h"

#include <QColor>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <signal.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Acts at a real X server and looks at what came of it.
class TestX11Display : public ScreenFixture
{
    Q_OBJECT
private:
    QString fileText(const QString &name) const
    {
        QFile file(m_server->folder() + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    /// An xterm over most of the screen whose lines go to a file.
    void openTerminal(const QString &name)
    {
        m_server->launch(u"xterm"_s, {u"-u8"_s, u"-geometry"_s, u"120x40+0+0"_s, u"-e"_s, u"sh"_s,
                                      u"-c"_s, u"touch started; cat > "_s + name});
        QTRY_VERIFY(QFile::exists(m_server->folder() + u"/started"_s));
        QVERIFY(perform(Click{.at = QPoint(300, 300)}));
    }

private slots:
    void init() { openScreen(); }
    void cleanup() { closeScreen(); }

    void refusesAWrongCookie()
    {
        const auto refused =
            X11Display::connect(m_server->socketPath(), QByteArray(16, 'x'), systemClock());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Unavailable);
    }

    void seesTheScreenWithThePointer()
    {
        QCOMPARE(m_display->size(), QSize(1280, 800));
        QVERIFY(perform(MovePointer{QPoint(640, 400)}));
        QCOMPARE(QCoro::waitFor(m_display->pointerPosition({})).value(), QPoint(640, 400));

        const QImage without = QCoro::waitFor(m_display->capture(false, {})).value();
        const QImage with = QCoro::waitFor(m_display->capture(true, {})).value();

        QCOMPARE(without.size(), QSize(1280, 800));
        QCOMPARE(without.format(), QImage::Format_RGB32);
        QVERIFY(without != with);
        QVERIFY(without.copy(0, 0, 600, 360) == with.copy(0, 0, 600, 360));
    }

    void typesWhatItIsTold()
    {
        openTerminal(u"typed"_s);
        QVERIFY(perform(TypeText{u"Héllo 漢字 😀 {}|~\n"_s}));
        QTRY_COMPARE(fileText(u"typed"_s), u"Héllo 漢字 😀 {}|~\n"_s);
        QVERIFY(perform(PressKeys{.keys = u"x Return"_s, .repeat = 2}));
        QTRY_VERIFY(fileText(u"typed"_s).endsWith(u"\nx\nx\n"_s));
    }

    void looksWhenTheScreenIsStill()
    {
        openTerminal(u"typed"_s);
        const auto before = QCoro::waitFor(m_display->performAndLook(DoNothing{}, {}, {}));
        const InputAction action = TypeText{u"seq 200\n"_s};
        const auto look = QCoro::waitFor(m_display->performAndLook(action, {}, {}));
        QVERIFY(look);
        QVERIFY(look->settled);
        QVERIFY(look->waited >= 100ms);
        QVERIFY(look->picture != before->picture);
    }

    void namesThePointThatIsOutside()
    {
        const auto done = perform(Click{.at = QPoint(1280, 10)});
        QCOMPARE(done.error().code, Errc::InvalidArgument);
        QVERIFY(done.error().message.contains(u"1280,10"_s));
        QVERIFY(done.error().message.contains(u"1280 x 800"_s));
    }

    void stopsAHeldKeyAndReleasesIt()
    {
        openTerminal(u"typed"_s);
        std::stop_source stop;
        QTimer::singleShot(200ms, this, [&stop] { stop.request_stop(); });
        const InputAction hold = HoldKeys{.keys = u"shift"_s, .duration = 60s};
        const auto held = QCoro::waitFor(m_display->perform(hold, stop.get_token()));
        QCOMPARE(held.error().code, Errc::Stopped);
        // With Shift still down this would arrive as capitals or as a window manager's binding.
        QVERIFY(perform(PressKeys{.keys = u"a b Return"_s}));
        QTRY_COMPARE(fileText(u"typed"_s), u"ab\n"_s);
    }

    void letsAStoppedCallGoWhenTheServerHangs()
    {
        const auto server = static_cast<pid_t>(m_server->server().processId());
        kill(server, SIGSTOP);
        std::stop_source stop;
        QTimer::singleShot(50ms, this, [&stop] { stop.request_stop(); });
        const auto picture = QCoro::waitFor(m_display->capture(true, stop.get_token()));
        kill(server, SIGCONT);
        QCOMPARE(picture.error().code, Errc::Stopped);
        QVERIFY(QCoro::waitFor(m_display->capture(true, {}))); // and goes on
    }

    void saysOnceThatTheServerIsGone()
    {
        QSignalSpy died(m_display.get(), &X11Display::died);
        m_server->server().kill();
        QVERIFY(died.wait(30'000));
        const auto picture = QCoro::waitFor(m_display->capture(true, {}));
        QCOMPARE(picture.error().code, Errc::Unavailable);
        QCOMPARE(died.count(), 1);
    }

    void letsWaitingCallsGoWhenItIsDestroyed()
    {
        const InputAction hold = HoldKeys{.keys = u"shift"_s, .duration = 60s};
        auto first = m_display->perform(hold, {});
        auto second = m_display->capture(true, {});
        m_display.reset();
        QCOMPARE(QCoro::waitFor(first).error().code, Errc::Stopped);
        QCOMPARE(QCoro::waitFor(second).error().code, Errc::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestX11Display)
#include "tst_x11_display.moc"
