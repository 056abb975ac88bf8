#include "desktop_fixture.h"

#include "sandbox/helper_program.h"
#include "sandbox/process_scan.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/vital_process.h"

#include <QDir>
#include <QRandomGenerator>

#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Ends the test unless the owner said that its desktop is up.
#define VERIFY_OWNER(owner) QVERIFY2((owner).said.contains("mode="), (owner).said.constData())

/// What happens to desktops when their server ends badly, or is nobody special. The server is a
/// program of its own (desktop_owner), so that it can be killed.
class TestDesktopOwner : public QObject
{
    Q_OBJECT
private slots:
    void takesEverythingAlongWhenItIsKilled_data() { modes(); }
    void takesEverythingAlongWhenItIsKilled()
    {
        QFETCH(SandboxMode, mode);
        const DesktopPlace place(mode);
        // Programs that try to stay: a session of their own, no marked environment, ignored
        // signals.
        const QString sleep = u"sleep %1"_s.arg(uniqueNumber());
        Owner owner(place, u"trap '' HUP TERM; (setsid %1 &) ; (setsid env -i %1 &); "
                           "setsid xterm -e %1 & disown"_s.arg(sleep));
        VERIFY_OWNER(owner);
        const QString id = desktopId(place);
        QVERIFY(!id.isEmpty());
        QTRY_VERIFY(count(sleep) >= 3);
        QVERIFY(countMarked(id) > 2);

        owner.process.kill();
        QVERIFY(owner.process.waitForFinished());

        QTRY_COMPARE(countMarked(id), 0);
        if (mode == SandboxMode::None) // env -i hides from who has only marks to go by
            killProcesses([&sleep](const ProcessEntry &each) { return isLine(each.pid, sleep); });
        QTRY_COMPARE(count(sleep), 0);
        // What is left are files, and the next server removes them.
        QCOMPARE(sweepOrphans(place.config), 1);
        QCOMPARE(entries(place), QStringList());
    }

    // Bubblewrap's child asks for nobody's death while it waits for its users.
    void takesAlongWhoHasNotAskedForItYet()
    {
        const QString sleep = u"sleep %1"_s.arg(uniqueNumber());
        const HelperSteps steps{.dieWithParent = true, .dieWithInput = true};
        auto sandbox = std::make_unique<VitalProcess>(u"A sandbox"_s);
        sandbox->keepInputOpen();
        sandbox->start(throughHelper(steps, u"/bin/sh"_s,
                                     {u"-c"_s, u"exec 3<&0; %1 <&3 & exec %1"_s.arg(sleep)},
                                     bareEnvironment()));
        QTRY_COMPARE(count(sleep), 2);

        sandbox.reset();

        QTRY_COMPARE(count(sleep), 0);
    }

    void endsOrphansThatSurvivedTheGuard()
    {
        if (geteuid() != 0)
            QSKIP("needs root");
        const DesktopPlace place(SandboxMode::User);
        Owner owner(place, {});
        VERIFY_OWNER(owner);
        const QString id = desktopId(place);
        // The guard first, so that nobody cleans up.
        killProcesses([&id](const ProcessEntry &each) {
            return lineOf(each.pid).contains("--guard") && lineOf(each.pid).contains(id.toUtf8());
        });
        owner.process.kill();
        QVERIFY(owner.process.waitForFinished());

        QCOMPARE(sweepOrphans(place.config), 1);

        QTRY_COMPARE(countMarked(id), 0);
        QCOMPARE(entries(place), QStringList());
    }

    void leavesAnotherServersDesktopAlone()
    {
        const DesktopPlace place;
        Owner owner(place, {});
        VERIFY_OWNER(owner);
        const int before = countMarked(desktopId(place));

        QCOMPARE(sweepOrphans(place.config), 0);

        QCOMPARE(countMarked(desktopId(place)), before);
        auto own = place.open(); // two servers in one folder
        VERIFY_OPENED(own);
        own->reset();
        QCOMPARE(countMarked(desktopId(place)), before);
    }

    void startsBesideLeftoversOfAllKinds()
    {
        const DesktopPlace place(SandboxMode::None);
        for (int i = 0; i < 3; ++i) {
            Owner owner(place, {});
            VERIFY_OWNER(owner);
            owner.process.kill();
            QVERIFY(owner.process.waitForFinished());
        }
        auto desktop = place.open(); // without any sweep
        VERIFY_OPENED(desktop);
        QCOMPARE(sweepOrphans(place.config), 3);
        QCOMPARE(runInside((*desktop)->sandbox(), u"xprop -root _NET_SUPPORTING_WM_CHECK"_s).code,
                 0);
    }

    // It may be killed after it has begun to start a program and before that asked to end with it.
    void nothingStartsForAnOwnerThatIsGone()
    {
        QProcess orphan;
        const QString someoneElse = QString::number(getppid());
        for (const auto &[parent, said] :
             {std::pair(someoneElse, QByteArray()),
              std::pair(QString::number(getpid()), QByteArray("up"))}) {
            orphan.start(QStringLiteral(HELPER), {u"--die-with-parent"_s, parent, u"--"_s,
                                                  u"/bin/echo"_s, u"-n"_s, u"up"_s});
            QVERIFY(orphan.waitForFinished());
            QCOMPARE(orphan.readAllStandardOutput(), said);
        }
    }

    void worksForAnOrdinaryUser()
    {
        if (geteuid() != 0)
            QSKIP("the other tests show it");
        const DesktopPlace place(SandboxMode::Bwrap);
        const uid_t nobodySpecial = 29'999;
        const QString folder = place.path(u"own"_s);
        QVERIFY(QDir().mkdir(folder));
        QCOMPARE(chown(QFile::encodeName(folder).constData(), nobodySpecial, nobodySpecial), 0);
        // The build may lie where only we can read.
        const QFileInfo helper(QStringLiteral(HELPER));
        for (const QString &source : {QStringLiteral(DESKTOP_OWNER), helper.filePath(),
                                      helper.dir().filePath(u"pilothouse-egress"_s)})
            QVERIFY(QFile::copy(source, place.path(QFileInfo(source).fileName())));
        QProcess owner;
        owner.setProcessChannelMode(QProcess::MergedChannels);
        owner.start(
            helper.filePath(), // where only root may open it: /dev/net/tun as udev would have it
            {u"--tun"_s, u"--uid"_s, QString::number(nobodySpecial), u"--"_s,
             place.path(u"desktop_owner"_s), folder, u"bwrap"_s,
             u"xprop -root _NET_SUPPORTING_WM_CHECK; id -un; ls /proc | grep -c '^[0-9]'"_s});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((owner.waitForReadyRead(100), said += owner.readAll(),
                                  said.contains("mode=") || owner.state() == QProcess::NotRunning),
                                 60'000);
        QVERIFY2(said.contains("mode=bwrap code=0") && said.contains("window id"),
                 said.constData());
        QVERIFY2(said.contains("user"), said.constData());
        owner.kill();
        owner.waitForFinished();
        QTRY_COMPARE(countUser(nobodySpecial), 0);
    }

    void fallsBackToLandlockWhereNamespacesAreRefused()
    {
        if (geteuid() != 0 || !sandboxReport().landlockWorks)
            QSKIP("needs root and Landlock");
        const DesktopPlace place(SandboxMode::Auto);
        // The title is set by a process that Firefox has put into its own sandbox.
        const Owner owner(place,
                          u"echo '<title>In a container</title>' > ~/page.html; "
                          "firefox-esr file://$HOME/page.html >/dev/null 2>&1 & "
                          "for i in $(seq 900); do sleep 0.1; "
                          "for w in $(xprop -root _NET_CLIENT_LIST | grep -o '0x[0-9a-f]*'); do "
                          "xprop -id $w _NET_WM_NAME; done | grep 'In a container' && break; done; "
                          "ls %1; kill %%1"_s.arg(place.config.homesDir),
                          {QStringLiteral(LIKE_A_CONTAINER), QStringLiteral(DESKTOP_OWNER)});
        QVERIFY2(owner.said.contains("mode=landlock"), owner.said.constData());
        QVERIFY2(owner.said.contains("In a container"), owner.said.constData());
        QCOMPARE(owner.said.count("Permission denied"), 1); // the list of homes
    }

private:
    struct Owner
    {
        Owner(const DesktopPlace &place, const QString &line,
              QStringList command = {QStringLiteral(DESKTOP_OWNER)})
        {
            process.setProcessChannelMode(QProcess::MergedChannels);
            const QString folder = QFileInfo(place.config.runtimeDir).path();
            const QString program = command.takeFirst();
            command << folder << name(place.config.sandbox);
            if (!line.isEmpty())
                command << line;
            process.start(program, command);
            while (!said.contains("mode=") && process.waitForReadyRead(kPatience))
                said += process.readAll();
        }
        ~Owner()
        {
            process.closeWriteChannel();
            process.waitForFinished();
        }
        QProcess process;
        QByteArray said;
    };

    static void modes()
    {
        QTest::addColumn<SandboxMode>("mode");
        for (const SandboxMode mode : sandboxesHere())
            QTest::addRow("%s", qPrintable(name(mode))) << mode;
        QTest::newRow("none") << SandboxMode::None;
    }
    static QString uniqueNumber()
    {
        return QString::number(100'000'000 + QRandomGenerator::global()->bounded(800'000'000));
    }
    static QString desktopId(const DesktopPlace &place)
    {
        return QDir(place.config.runtimeDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    }
    static QStringList entries(const DesktopPlace &place)
    {
        return QDir(place.config.runtimeDir).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }
    static int countMarked(const QString &id)
    {
        const std::string mark = "PILOTHOUSE_DESKTOP=" + id.toStdString();
        int found = 0;
        for (const ProcessEntry &process : listProcesses())
            found += environmentHas(readEnvironment(process.pid), mark) ? 1 : 0;
        return found;
    }
    static QByteArray lineOf(pid_t pid)
    {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        return file.open(QIODevice::ReadOnly) ? file.readAll().replace('\0', ' ').trimmed()
                                              : QByteArray();
    }
    static bool isLine(pid_t pid, const QString &line) { return lineOf(pid) == line.toUtf8(); }
    static int count(const QString &line)
    {
        int found = 0;
        for (const ProcessEntry &process : listProcesses())
            found += isLine(process.pid, line) ? 1 : 0;
        return found;
    }
    static int countUser(uid_t user)
    {
        int found = 0;
        for (const ProcessEntry &process : listProcesses())
            found += process.uid == user ? 1 : 0;
        return found;
    }
};

QTEST_GUILESS_MAIN(TestDesktopOwner)
#include "tst_desktop_owner.moc"
