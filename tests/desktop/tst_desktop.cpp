#include "desktop_fixture.h"

#include "sandbox/helper_program.h"
#include "sandbox/process_scan.h"

#include <QDir>
#include <QSignalSpy>

#include <algorithm>
#include <set>
#include <unistd.h>
#include <vector>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// One desktop of real programs: that it comes up, shows things, and ends.
class TestDesktop : public QObject
{
    Q_OBJECT
private slots:
    void comesUpWithProgramsThatSeeTheScreen()
    {
        DesktopPlace place;
        place.config.size = {1024, 768};
        auto desktop = place.open();
        VERIFY_OPENED(desktop);

        QCOMPARE((*desktop)->display().size(), QSize(1024, 768));
        QVERIFY((*desktop)->startTime() > std::chrono::milliseconds(0));
        const Outcome seen =
            runInside((*desktop)->sandbox(), u"xprop -root _NET_SUPPORTING_WM_CHECK"_s);
        QCOMPARE(seen.code, 0);
        QVERIFY2(seen.output.contains("window id"_L1), qPrintable(seen.output));
    }

    // Else Ctrl+C there would end the window manager before the run is interrupted.
    void isLeftAloneByWhatIsTypedAtTheServersTerminal_data() { modes(); }
    void isLeftAloneByWhatIsTypedAtTheServersTerminal()
    {
        QFETCH(SandboxMode, mode);
        const DesktopPlace place(mode);
        auto desktop = place.open();
        VERIFY_OPENED(desktop);

        const auto withUs = [] {
            const auto all = listProcesses();
            return std::count_if(all.begin(), all.end(), [](const ProcessEntry &each) {
                return each.parent == ::getpid() && ::getpgid(each.pid) == ::getpgrp();
            });
        };
        QTRY_COMPARE(withUs(), 0);
    }

    void startsTheProgramsOfItsMenu_data()
    {
        QTest::addColumn<SandboxMode>("mode");
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("windowClass");
        for (const SandboxMode mode : sandboxesHere()) {
            const QString in = name(mode);
            QTest::addRow("%s: terminal", qPrintable(in)) << mode << u"xterm"_s << u"XTerm"_s;
            QTest::addRow("%s: files", qPrintable(in)) << mode << u"pcmanfm"_s << u"Pcmanfm"_s;
        }
    }
    void startsTheProgramsOfItsMenu()
    {
        QFETCH(SandboxMode, mode);
        QFETCH(QString, program);
        QFETCH(QString, windowClass);
        const DesktopPlace place(mode);
        auto desktop = place.open();
        VERIFY_OPENED(desktop);

        startInside((*desktop)->sandbox(), program);

        QTRY_VERIFY(windowClasses((*desktop)->sandbox()).contains(windowClass));
    }

    void opensFirefoxStraightOnThePage_data() { modes(); }
    void opensFirefoxStraightOnThePage()
    {
        QFETCH(SandboxMode, mode);
        const DesktopPlace place(mode);
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        Sandbox &sandbox = (*desktop)->sandbox();
        runInside(sandbox, u"echo '<title>Straight here</title>hello' > ~/page.html"_s);

        startInside(sandbox, u"firefox-esr ~/page.html"_s);

        // The title is the page's: no welcome page, terms or privacy note came before it.
        QTRY_VERIFY_WITH_TIMEOUT(windowTitles(sandbox).contains("Straight here"_L1), 90'000);
        QCOMPARE(windowTitles(sandbox).count("Mozilla Firefox"_L1), 1);
        // A second call finds the first instance instead of a locked profile.
        runInside(sandbox, u"echo '<title>Second page</title>' > ~/second.html"_s);
        startInside(sandbox, u"firefox-esr ~/second.html"_s);
        QTRY_VERIFY_WITH_TIMEOUT(windowTitles(sandbox).contains("Second page"_L1), 60'000);
    }

    // Four in a row are what Firefox answers with its troubleshoot mode.
    void opensFirefoxStraightOnThePageAfterCrashes()
    {
        const DesktopPlace place;
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        Sandbox &sandbox = (*desktop)->sandbox();
        for (int crash = 0; crash <= 4; ++crash) {
            const QString title = u"Start number %1"_s.arg(crash);
            runInside(sandbox, u"echo '<title>%1</title>hello' > ~/page.html"_s.arg(title));
            startInside(sandbox, u"firefox-esr ~/page.html"_s);
            QTRY_VERIFY_WITH_TIMEOUT(windowTitles(sandbox).contains(title), 90'000);
            QCOMPARE(windowTitles(sandbox).count("Mozilla Firefox"_L1), 1);
            runInside(sandbox, u"pkill -%1 -o firefox"_s.arg(crash % 2 ? u"SEGV"_s : u"KILL"_s));
            QTRY_COMPARE(windowTitles(sandbox).count("Mozilla Firefox"_L1), 0);
            QVERIFY2(!windowTitles(sandbox).contains("Crash"_L1),
                     qPrintable(windowTitles(sandbox)));
        }
    }

    void opensChromium_data() { modes(); }
    void opensChromium()
    {
        QFETCH(SandboxMode, mode);
        if (findProgram({u"chromium"_s}).isEmpty())
            QSKIP("chromium is not installed");
        const DesktopPlace place(mode);
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        Sandbox &sandbox = (*desktop)->sandbox();
        runInside(sandbox, u"echo '<title>In Chromium</title>hello' > ~/page.html"_s);

        startInside(sandbox, u"chromium --no-first-run ~/page.html"_s);

        QTRY_VERIFY_WITH_TIMEOUT(windowTitles(sandbox).contains("In Chromium"_L1), 90'000);
    }

    void leavesNothingButTheHome()
    {
        DesktopPlace place;
        const SessionId session{randomUuid()};
        auto desktop = place.open(session);
        VERIFY_OPENED(desktop);
        runInside((*desktop)->sandbox(), u"echo kept > ~/note; setsid sleep 424242 & disown"_s);
        QVERIFY(isRunning("424242"));

        desktop->reset();

        QTRY_VERIFY(!isRunning("424242")); // the kernel takes its time with the last of a namespace
        const QDir runtime(place.config.runtimeDir);
        QCOMPARE(runtime.entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
        QVERIFY(QFile::exists(place.config.homesDir + u"/"_s + session.value + u"/note"_s));
        // The next desktop of the session finds it.
        auto again = place.open(session);
        VERIFY_OPENED(again);
        QCOMPARE(runInside((*again)->sandbox(), u"cat ~/note"_s).output, u"kept"_s);
    }

    void tellsWhenAVitalPartEnds_data()
    {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QString>("part");
        QTest::newRow("X server") << QByteArray("vnc") << u"The X server"_s;
        QTest::newRow("window manager") << QByteArray("icewm") << u"The window manager"_s;
        QTest::newRow("sandbox") << QByteArray("pilothouse-init") << u"The sandbox"_s;
    }
    void tellsWhenAVitalPartEnds()
    {
        QFETCH(QByteArray, program);
        QFETCH(QString, part);
        DesktopPlace place(SandboxMode::Auto);
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        if (program == "pilothouse-init" && (*desktop)->sandbox().mode() != SandboxMode::Bwrap)
            QSKIP("only bubblewrap has a process 1");
        QSignalSpy died(desktop->get(), &Desktop::died);

        const QString id = desktopId(place);
        const int killed = killProcesses([&](const ProcessEntry &process) {
            return belongsTo(process, id) && commandLine(process.pid).contains(program);
        });

        QVERIFY(killed > 0);
        QTRY_COMPARE(died.size(), 1);
        const Error reason = died.first().first().value<Error>();
        QCOMPARE(reason.code, Errc::Unavailable);
        QVERIFY(!reason.message.isEmpty());
        if (part == "The window manager"_L1) // with the others it goes, and may be heard first
            QVERIFY2(reason.message.startsWith(part), qPrintable(reason.message));
    }

    void stopsWhenAsked()
    {
        DesktopPlace place;
        std::stop_source source;
        source.request_stop();
        const auto desktop = QCoro::waitFor(
            Desktop::open({randomUuid()}, place.config, systemClock(), source.get_token()));
        QVERIFY(!desktop);
        QCOMPARE(desktop.error().code, Errc::Stopped);
        QCOMPARE(QDir(place.config.runtimeDir).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList());
    }

    void opensFiveAtOnce()
    {
        DesktopPlace place;
        std::vector<QCoro::Task<Result<std::unique_ptr<Desktop>>>> opening;
        for (int i = 0; i < 5; ++i)
            opening.push_back(Desktop::open({randomUuid()}, place.config, systemClock(), {}));
        std::set<QString> sockets;
        std::vector<std::unique_ptr<Desktop>> desktops;
        for (auto &task : opening) {
            auto desktop = QCoro::waitFor(std::move(task));
            VERIFY_OPENED(desktop);
            sockets.insert((*desktop)->rfb().socket);
            desktops.push_back(std::move(*desktop));
        }
        QCOMPARE(sockets.size(), size_t(5));
        for (const auto &desktop : desktops)
            QCOMPARE(runInside(desktop->sandbox(), u"xprop -root _NET_SUPPORTING_WM_CHECK"_s).code,
                     0);
    }

private:
    static void modes()
    {
        QTest::addColumn<SandboxMode>("mode");
        for (const SandboxMode mode : sandboxesHere())
            QTest::addRow("%s", qPrintable(name(mode))) << mode;
    }
    static QString windowClasses(const Sandbox &sandbox)
    {
        return runInside(sandbox, u"xwininfo -root -tree"_s).output;
    }
    static QString windowTitles(const Sandbox &sandbox)
    {
        return runInside(sandbox,
                         u"for w in $(xprop -root _NET_CLIENT_LIST | grep -o '0x[0-9a-f]*'); do "
                         "xprop -id $w _NET_WM_NAME; done"_s)
            .output;
    }
    static QString desktopId(const DesktopPlace &place)
    {
        return QDir(place.config.runtimeDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    }
    static bool belongsTo(const ProcessEntry &process, const QString &id)
    {
        return environmentHas(readEnvironment(process.pid),
                              "PILOTHOUSE_DESKTOP=" + id.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestDesktop)
#include "tst_desktop.moc"
