#include "desktop_fixture.h"

#include "sandbox/process_scan.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <linux/keyctl.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What the kernel no longer does for anything that runs in a session, in each mode that works
/// here.
class TestWalls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // As somebody's who started the server: open in all that it starts.
        QVERIFY(m_secret.open(QIODevice::WriteOnly));
        QVERIFY(dup2(m_secret.handle(), kLeak) == kLeak);
        for (const SandboxMode mode : sandboxesHere()) {
            auto place = std::make_unique<DesktopPlace>(mode);
            auto desktop = place->open();
            VERIFY_OPENED(desktop);
            m_modes.push_back({mode, std::move(place), std::move(*desktop)});
        }
    }
    void cleanupTestCase() { m_modes.clear(); }

    void filtersEveryProcessOfADesktop_data() { modes(); }
    void filtersEveryProcessOfADesktop()
    {
        const Open &open = current();
        startInside(open.desktop->sandbox(), u"xterm"_s);
        QTRY_VERIFY(commands(open).contains("xterm"));
        const QByteArrayList running = commands(open);
        QVERIFY2(running.contains("icewm") && running.contains("dbus-daemon"),
                 running.join(' ').constData());
        QVERIFY(running.contains("Xtigervnc") || running.contains("Xvnc"));
        QVERIFY(open.mode != SandboxMode::Bwrap || running.contains("pilothouse-init"));
        for (const ProcessEntry &process : processesOf(open)) {
            const QByteArray status = contentOf(u"/proc/%1/status"_s.arg(process.pid));
            QVERIFY2(status.contains("\nSeccomp:\t2\n"), status.constData());
            QVERIFY2(status.contains("\nNoNewPrivs:\t1\n"), status.constData());
        }
    }

    void leavesNoDescriptorOfTheServersOpen_data() { modes(); }
    void leavesNoDescriptorOfTheServersOpen()
    {
        const Open &open = current();
        const QString seen = runInside(open.desktop->sandbox(), u"ls /proc/self/fd"_s).output;
        QCOMPARE(seen.split(u'\n').join(u' '), u"0 1 2 3"_s); // 3 is the folder that ls reads
        for (const ProcessEntry &process : processesOf(open)) {
            const QDir folder(u"/proc/%1/fd"_s.arg(process.pid));
            QVERIFY(!folder.isEmpty(QDir::Files | QDir::System));
            for (const QString &each : folder.entryList(QDir::Files | QDir::System))
                QVERIFY2(QFile::symLinkTarget(folder.filePath(each)) != m_secret.fileName(),
                         commandOf(process.pid).constData());
        }
    }

    void leavesTheServersKeysBehind_data() { modes(); }
    void leavesTheServersKeysBehind()
    {
        if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, nullptr) < 0)
            QSKIP("nobody has keys here");
        const QString key = u"of-the-server-%1"_s.arg(getpid());
        const long added =
            syscall(SYS_add_key, "user", qPrintable(key), "secret", 6, KEY_SPEC_SESSION_KEYRING);
        QVERIFY(added >= 0);
        constexpr long kForPossessors = 0x3f000000; // to be seen by who has it, not by who owns it
        QCOMPARE(syscall(SYS_keyctl, KEYCTL_SETPERM, added, kForPossessors), 0);
        QVERIFY(contentOf(u"/proc/keys"_s).contains(key.toUtf8()));
        const Outcome seen = runInside(current().desktop->sandbox(), u"cat /proc/keys"_s);
        QVERIFY2(seen.code == 0 && !seen.output.contains(key), qPrintable(seen.output));
    }

    void dividesIpcObjectsOrRefusesThem_data() { modes(); }
    void dividesIpcObjectsOrRefusesThem()
    {
        const Open &open = current();
        const int shared = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0666); // open to everybody
        QVERIFY(shared >= 0);
        const QString attach = u"python3 -c 'import ctypes; c = ctypes.CDLL(None); "
                               "exit(c.shmat(%1, 0, 0) == -1)'"_s.arg(shared);
        QVERIFY(runInside(open.desktop->sandbox(), attach).code != 0);
        const QString make = u"ipcmk -M 4096 && ipcmk -S 1 && ipcmk -Q"_s;
        const bool made = runInside(open.desktop->sandbox(), make).code == 0;
        QCOMPARE(made, open.mode == SandboxMode::Bwrap);
        QCOMPARE(shmctl(shared, IPC_RMID, nullptr), 0);
    }

    void usesItsOwnMessageBus_data() { modes(); }
    void usesItsOwnMessageBus()
    {
        const QString ask = u"dbus-send --session --print-reply --dest=org.freedesktop.DBus / "
                            "org.freedesktop.DBus.ListNames"_s;
        QTRY_COMPARE(runInside(current().desktop->sandbox(), ask).code, 0);
    }

    void leavesNoFilesBehindInSharedFolders()
    {
        if (geteuid() != 0)
            QSKIP("nobody can tell whose they are");
        for (const Open &open : m_modes) {
            const DesktopPlace place(open.mode);
            auto desktop = place.open();
            VERIFY_OPENED(desktop);
            const QString name = u"left-%1"_s.arg(QFileInfo(place.path(u"x"_s)).dir().dirName());
            QStringList left{u"/dev/shm/"_s + name};
            if (open.mode == SandboxMode::User) // Landlock closes them
                left << u"/tmp/"_s + name << u"/var/tmp/"_s + name;
            for (const QString &each : left) {
                const QString make = u"mkdir %1 && touch %1/f && chmod 0 %1"_s.arg(each);
                QCOMPARE(runInside((*desktop)->sandbox(), make).code, 0);
            }
            QFile others(left.first() + u"-of-others"_s);
            QVERIFY(others.open(QIODevice::WriteOnly));
            desktop->reset();
            for (const QString &each : left)
                QVERIFY2(!QFileInfo::exists(each), qPrintable(each));
            QVERIFY(others.remove());
        }
    }

private:
    static constexpr int kLeak = 57;
    struct Open
    {
        SandboxMode mode;
        std::unique_ptr<DesktopPlace> place;
        std::unique_ptr<Desktop> desktop;
    };
    void modes() const
    {
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < m_modes.size(); ++i)
            QTest::addRow("%s", qPrintable(name(m_modes[i].mode))) << i;
    }
    Open &current()
    {
        QFETCH(size_t, index);
        return m_modes[index];
    }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QByteArray commandOf(pid_t pid)
    {
        return contentOf(u"/proc/%1/comm"_s.arg(pid)).trimmed();
    }
    /// All that runs inside. Bubblewrap's makers, and who waits for or serves those inside, are in
    /// the host's PID namespace.
    static std::vector<ProcessEntry> processesOf(const Open &open)
    {
        const QString id = QDir(open.place->config.runtimeDir)
                               .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                               .value(0);
        const std::string mark = "PILOTHOUSE_DESKTOP=" + id.toStdString();
        const ino_t outside = open.mode == SandboxMode::Bwrap ? namespaceOf(getpid(), "pid") : 0;
        std::vector<ProcessEntry> found;
        for (const ProcessEntry &process : listProcesses()) {
            if (namespaceOf(process.pid, "pid") != outside &&
                environmentHas(readEnvironment(process.pid), mark))
                found.push_back(process);
        }
        return found;
    }
    static QByteArrayList commands(const Open &open)
    {
        QByteArrayList all;
        for (const ProcessEntry &process : processesOf(open))
            all << commandOf(process.pid);
        return all;
    }

    QTemporaryDir m_folder;
    QFile m_secret{m_folder.filePath(u"secret"_s)};
    std::vector<Open> m_modes;
};

QTEST_GUILESS_MAIN(TestWalls)
#include "tst_walls.moc"
