#include "desktop_fixture.h"

#include <QHash>

#include <sys/syscall.h>

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

/// What the kernel no longer does for the programs of a session, in each mode that works here.
class TestCallFilter : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
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

private:
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

    std::vector<Open> m_modes;
};

QTEST_GUILESS_MAIN(TestCallFilter)
#include "tst_call_filter.moc"
