#include "desktop_fixture.h"

#include "screen/display.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Keys and clicks belong to programs, and nothing a person or a model does on the desktop ends it.
class TestDesktopKeys : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        auto opened = m_place.open();
        VERIFY_OPENED(opened);
        m_desktop = std::move(*opened);
    }
    void cleanupTestCase() { m_desktop.reset(); }

    void leavesEveryKeyToThePrograms()
    {
        m_watcher.start(m_desktop->sandbox().wrap(
            u"/usr/bin/stdbuf"_s, {u"-oL"_s, u"xev"_s, u"-geometry"_s, u"500x400+100+100"_s,
                                   u"-event"_s, u"keyboard"_s, u"-event"_s, u"button"_s}));
        QTRY_VERIFY(perform(Click{.at = QPoint(300, 300)}) && heard("ButtonPress"));
        for (const QString &chord : chords()) {
            m_said.clear();
            QVERIFY(perform(PressKeys{chord}));
            // The last key, not its modifiers alone, came to the program, and was let go of.
            const auto keys = chord.count(u'+') + 1;
            QTRY_VERIFY2(heard("KeyPress event", keys) && heard("KeyRelease event", keys),
                         qPrintable(chord + u": " + QString::fromUtf8(m_said)));
        }
        // Dragging with Alt held is the program's, too.
        m_said.clear();
        QVERIFY(perform(Click{.at = QPoint(300, 300), .modifiers = u"alt"_s}));
        QTRY_VERIFY(heard("ButtonPress") && heard("ButtonRelease"));
    }

    void outlivesWhatIsDoneToIt_data()
    {
        QTest::addColumn<QList<InputAction>>("actions");
        const auto row = [](const char *name, QList<InputAction> actions) {
            QTest::newRow(name) << std::move(actions);
        };
        const QSize size = DesktopPlace().config.size;
        const QPoint desktop(size.width() - 40, 40);
        const QPoint panel(size.width() / 2, size.height() - 10);
        const PressKeys close{u"alt+F4"_s};
        row("Alt+F4 on the desktop", {Click{.at = desktop}, close, close});
        row("Alt+F4 on the panel", {Click{.at = panel}, close, close});
        row("Ctrl+Alt+Delete", {PressKeys{u"ctrl+alt+Delete"_s}, PressKeys{u"Return"_s}});
        row("Ctrl+Alt+BackSpace", {PressKeys{u"ctrl+alt+BackSpace"_s}});
        row("the list of windows", {Click{.button = PointerButton::Middle, .at = desktop}, close});
        for (int entry = 1; entry <= 16; ++entry) {
            const auto choose = [&](const char *menu, PointerButton button, QPoint at) {
                const QByteArray name = QByteArray(menu) + ' ' + QByteArray::number(entry);
                row(name.constData(),
                    {Click{.button = button, .at = at},
                     PressKeys{.keys = u"Down"_s, .repeat = entry}, PressKeys{u"Return"_s},
                     PressKeys{u"Escape"_s}, PressKeys{u"Escape"_s}});
            };
            choose("the panel's menu", PointerButton::Right, panel);
            choose("the desktop's menu", PointerButton::Right, desktop);
        }
    }
    void outlivesWhatIsDoneToIt()
    {
        QFETCH(QList<InputAction>, actions);
        bool died = false;
        const auto watch = connect(m_desktop.get(), &Desktop::died, this, [&] { died = true; });
        for (const InputAction &action : actions)
            QVERIFY(QCoro::waitFor(m_desktop->display().performAndLook(action, {}, {})));
        disconnect(watch);
        QVERIFY(!died);
        const QString windows = runInside(m_desktop->sandbox(), u"xwininfo -root -tree"_s).output;
        QVERIFY2(windows.contains("TaskBar"_L1), qPrintable(windows));
        const Outcome panel = runInside(m_desktop->sandbox(), u"xwininfo -name TaskBar"_s);
        QVERIFY2(panel.output.contains("IsViewable"_L1), qPrintable(panel.output));
    }

private:
    static QStringList chords()
    {
        QStringList keys{u"Delete"_s, u"Escape"_s, u"space"_s, u"grave"_s, u"d"_s, u"h"_s,
                         u"Left"_s,   u"Right"_s,  u"Up"_s,    u"Down"_s,  u"0"_s, u"1"_s,
                         u"9"_s,      u"minus"_s,  u"equal"_s, u"Tab"_s};
        for (int f = 1; f <= 12; ++f)
            keys << u"F%1"_s.arg(f);
        for (const auto *pad : {"Home", "Up", "Prior", "Left", "Begin", "Right", "End", "Next"})
            keys << u"KP_"_s + QLatin1StringView(pad);
        QStringList chords{u"super+a"_s, u"Super_R+r"_s, u"Menu"_s, u"Print"_s};
        for (const QString &held : {u"alt"_s, u"ctrl"_s, u"shift"_s, u"super"_s, u"alt+shift"_s,
                                    u"ctrl+shift"_s, u"ctrl+alt"_s, u"ctrl+alt+shift"_s}) {
            for (const QString &key : keys) {
                if (held == "alt"_L1 && (key == "F4"_L1 || key == "Tab"_L1))
                    continue; // closing and switching windows, as we say
                if (held == "alt+shift"_L1 && key == "Tab"_L1)
                    continue;
                if (held.startsWith("ctrl+alt"_L1) && key.startsWith(u'F'))
                    continue; // the X server's own: they would change terminals, if it had any
                chords << held + u'+' + key;
            }
        }
        return chords;
    }
    bool perform(InputAction action)
    {
        return QCoro::waitFor(m_desktop->display().perform(std::move(action), {})).has_value();
    }
    bool heard(const char *event, qsizetype times = 1)
    {
        m_said += m_watcher.take();
        return m_said.count(event) >= times;
    }

    class Watcher
    {
    public:
        ~Watcher()
        {
            m_process.kill();
            m_process.waitForFinished();
        }
        void start(const SandboxedCommand &command)
        {
            m_process.setProcessEnvironment(command.environment);
            m_process.setWorkingDirectory(command.workingDirectory);
            m_process.start(command.program, command.arguments);
        }
        QByteArray take()
        {
            m_process.waitForReadyRead(1);
            return m_process.readAllStandardOutput();
        }

    private:
        QProcess m_process;
    };

    DesktopPlace m_place;
    std::unique_ptr<Desktop> m_desktop;
    Watcher m_watcher;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestDesktopKeys)
#include "tst_desktop_keys.moc"
