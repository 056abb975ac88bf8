#include "desktop_fixture.h"

#include "sandbox/process_scan.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QTemporaryDir>

#include <linux/keyctl.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

struct Call
{
    const char *name;
    long number;
    const char *arguments;
    const char *outcome; ///< a name of an error, or "done"
};

constexpr auto kNo = "EPERM";
constexpr Call kCalls[] = {
    {"io_uring_setup", SYS_io_uring_setup, "1, bytes(120)", kNo},
    {"io_uring_enter", SYS_io_uring_enter, "-1, 0, 0, 0, 0, 0", kNo},
    {"bpf", SYS_bpf, "0, 0, 0", kNo},
    {"perf_event_open", SYS_perf_event_open, "0, 0, -1, -1, 0", kNo},
    {"userfaultfd", SYS_userfaultfd, "1", kNo},
    {"keyctl", SYS_keyctl, "0, -3, 0", kNo},
    {"add_key", SYS_add_key, "b'user', b'name', b'value', 5, -3", kNo},
    {"request_key", SYS_request_key, "b'user', b'name', 0, -3", kNo},
    {"open_by_handle_at", SYS_open_by_handle_at, "-100, 0, 0", kNo},
    {"name_to_handle_at", SYS_name_to_handle_at, "-100, 0, 0, 0, 0", kNo},
    {"mount", SYS_mount, "b'none', b'/none', b'tmpfs', 0, 0", kNo},
    {"umount", SYS_umount2, "b'/none', 0", kNo},
    {"fsopen", SYS_fsopen, "b'tmpfs', 0", kNo},
    {"open_tree", SYS_open_tree, "-100, b'/none', 0", kNo},
    {"open_tree_attr", 467, "-100, b'/none', 0, 0, 0", kNo},
    {"move_mount", SYS_move_mount, "-1, b'', -1, b'', 0", kNo},
    {"mount_setattr", SYS_mount_setattr, "-1, b'', 0, 0, 0", kNo},
    {"pivot_root", SYS_pivot_root, "b'/none', b'/none'", kNo},
    {"setns", SYS_setns, "-1, 0", kNo},
    {"quotactl", SYS_quotactl, "-1, 0, 0, 0", kNo},
    {"swapon", SYS_swapon, "b'/none', 0", kNo},
    {"fanotify_init", SYS_fanotify_init, "0x200, 0", kNo},
    {"acct", SYS_acct, "b'/none'", kNo},
    {"reboot", SYS_reboot, "0, 0, 0, 0", kNo},
    {"kexec_load", SYS_kexec_load, "0, 0, 0, 0", kNo},
    {"init_module", SYS_init_module, "0, 0, 0", kNo},
    {"finit_module", SYS_finit_module, "-1, 0, 0", kNo},
    {"settimeofday", SYS_settimeofday, "0, 0", kNo},
    {"clock_settime", SYS_clock_settime, "0, 0", kNo},
    {"syslog", SYS_syslog, "3, 0, 0", kNo},
    {"mbind", SYS_mbind, "0, 0, 0, 0, 0, 0", kNo},
    {"a user namespace", SYS_unshare, "0x10000000", kNo},
    {"a time namespace", SYS_unshare, "0x80", kNo},
    {"a user namespace by clone", SYS_clone, "0x10000011, 0, 0, 0, 0", kNo},
    {"clone3", SYS_clone3, "0, 0", "ENOSYS"},
    {"typing into a terminal", SYS_ioctl, "0, 0x5412, b'x'", kNo},
    {"the same with more bits", SYS_ioctl, "0, 0x700005412, b'x'", kNo},
    {"a vsock", SYS_socket, "40, 1, 0", "EAFNOSUPPORT"},
    {"kernel cryptography", SYS_socket, "38, 5, 0", "EAFNOSUPPORT"},
    {"a family with more bits", SYS_socket, "0x100000004, 1, 0", "EAFNOSUPPORT"},
    {"packets", SYS_socket, "17, 3, 0", "EAFNOSUPPORT"},
    {"netfilter", SYS_socket, "16, 3, 12", "EPROTONOSUPPORT"},
    {"xfrm", SYS_socket, "16, 3, 6", "EPROTONOSUPPORT"},
    // What programs need goes on as before.
    {"tracing a child", SYS_ptrace, "0, 0, 0, 0", "done"},
    {"routes", SYS_socket, "16, 3, 0", "done"},
    {"udev's news", SYS_socket, "16, 3, 15", "done"},
    {"a unix socket", SYS_socket, "1, 1, 0", "done"},
    {"the internet", SYS_socket, "10, 1, 0", "done"},
};

} // namespace

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
            m_modes.push_back({mode, std::move(place), std::move(*desktop), {}});
        }
    }
    void cleanupTestCase() { m_modes.clear(); }

    void refusesCallsThatReachDeepIntoTheKernel_data()
    {
        QTest::addColumn<size_t>("index");
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("outcome");
        for (size_t i = 0; i < m_modes.size(); ++i) {
            m_modes[i].outcomes = tryAll(m_modes[i].desktop->sandbox());
            for (const Call &call : kCalls)
                QTest::addRow("%s: %s", qPrintable(name(m_modes[i].mode)), call.name)
                    << i << QString::fromLatin1(call.name) << QString::fromLatin1(call.outcome);
        }
    }
    void refusesCallsThatReachDeepIntoTheKernel()
    {
        QFETCH(size_t, index);
        QFETCH(QString, call);
        QFETCH(QString, outcome);
        QCOMPARE(m_modes[index].outcomes.value(call), outcome);
    }

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
        QHash<QString, QString> outcomes;
    };
    /// Name of a call to what came of it: each in a process of its own, for some change it.
    static QHash<QString, QString> tryAll(const Sandbox &sandbox)
    {
        QString script = u"import ctypes, errno, os\n"
                         "c = ctypes.CDLL(None, use_errno=True)\n"
                         "def attempt(name, number, *arguments):\n"
                         "    if os.fork() == 0:\n"
                         "        words = [ctypes.c_char_p(a) if isinstance(a, bytes) else"
                         " ctypes.c_long(a) for a in arguments]\n"
                         "        r = c.syscall(ctypes.c_long(number), *words)\n"
                         "        e = errno.errorcode[ctypes.get_errno()] if r < 0 else 'done'\n"
                         "        os.write(1, f'{name}={e}\\n'.encode())\n"
                         "        os._exit(0)\n"
                         "    os.wait()\n"_s;
        for (const Call &call : kCalls)
            script += u"attempt(\"%1\", %2, %3)\n"_s.arg(QLatin1StringView(call.name),
                                                         QString::number(call.number),
                                                         QLatin1StringView(call.arguments));
        const Outcome outcome = runProgram(sandbox.wrap(u"/usr/bin/python3"_s, {u"-c"_s, script}));
        QHash<QString, QString> found;
        for (const QString &line : outcome.output.split(u'\n'))
            found.insert(line.section(u'=', 0, 0), line.section(u'=', 1));
        return found;
    }

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
    /// All that runs inside: not bubblewrap, nor the helper that waits for who joined.
    static std::vector<ProcessEntry> processesOf(const Open &open)
    {
        const QString id = QDir(open.place->config.runtimeDir)
                               .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                               .value(0);
        const std::string mark = "PILOTHOUSE_DESKTOP=" + id.toStdString();
        std::vector<ProcessEntry> found;
        for (const ProcessEntry &process : listProcesses()) {
            const QByteArray command = commandOf(process.pid);
            if (command != "bwrap" && command != "pilothouse-ente" &&
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
