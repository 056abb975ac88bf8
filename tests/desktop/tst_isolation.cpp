#include "desktop_fixture.h"
#include "listening_sockets.h"

#include "sandbox/display_cookie.h"
#include "sandbox/enter/landlock.h"
#include "sandbox/process_scan.h"
#include "sandbox/unix_connection.h"

#include <QDir>

#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What a session's programs can not do, in each mode that works here.
class TestIsolation : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        write(m_secrets.filePath(u"token"_s), 0600);
        write(m_secrets.filePath(u"db.sqlite3"_s), 0644); // the folder is closed
        QCOMPARE(chmod(QFile::encodeName(m_public.path()).constData(), 0777), 0);
        write(m_public.filePath(u"note"_s), 0666);
        QFile fonts(m_public.filePath(u"fonts.dir"_s)); // none, but a folder of fonts
        QVERIFY(fonts.open(QIODevice::WriteOnly) && fonts.write("0\n") == 2);
        for (const SandboxMode mode : sandboxesHere()) {
            auto place = std::make_unique<DesktopPlace>(mode);
            auto first = place->open({u"first"_s});
            VERIFY_OPENED(first);
            auto second = place->open({u"second"_s});
            VERIFY_OPENED(second);
            runInside((*second)->sandbox(), u"echo private > ~/diary"_s);
            m_modes.push_back({mode, std::move(place), std::move(*first), std::move(*second)});
        }
    }
    void cleanupTestCase() { m_modes.clear(); }

    void refusesAWrongCookie_data() { modes(); }
    void refusesAWrongCookie()
    {
        const Sandbox &sandbox = current().first->sandbox();
        QCOMPARE(runInside(sandbox, u"xprop -root _X"_s).code, 0);
        QVERIFY(runInside(sandbox, u"XAUTHORITY=/dev/null xprop -root _X"_s).code != 0);
    }

    void listensOnNothingButPrivateSockets_data() { modes(); }
    void listensOnNothingButPrivateSockets()
    {
        const QString rfb = current().first->rfb().socket;
        struct stat found
        {
        };
        QCOMPARE(stat(QFile::encodeName(rfb).constData(), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0600));
        QCOMPARE(stat(QFile::encodeName(QFileInfo(rfb).path()).constData(), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0700));
        QVERIFY(connectToSocket(QFile::encodeName(rfb)).isOpen());
        for (const pid_t server : xServers()) {
            const QString inodes = socketsOf(server);
            QVERIFY(!inodes.isEmpty());
            for (const QString &table : {u"tcp"_s, u"tcp6"_s, u"unix"_s})
                QCOMPARE(listening(server, table, inodes), QStringList());
        }
    }

    void cannotDoWhatIsNotItsBusiness_data()
    {
        QTest::addColumn<size_t>("index");
        QTest::addColumn<QString>("attempt");
        const QString secret = m_secrets.filePath(u"token"_s);
        for (size_t i = 0; i < m_modes.size(); ++i) {
            const Open &open = m_modes[i];
            const auto row = [&](const char *what, const QString &attempt) {
                QTest::addRow("%s: %s", qPrintable(name(open.mode)), what) << i << attempt;
            };
            row("read the server's files", u"cat "_s + secret);
            row("read the server's database", u"cat "_s + m_secrets.filePath(u"db.sqlite3"_s));
            row("list the server's folder", u"ls "_s + m_secrets.path());
            row("read another home", u"cat %1/second/diary"_s.arg(open.place->config.homesDir));
            row("write to another home",
                u"echo x > %1/second/diary"_s.arg(open.place->config.homesDir));
            row("list the homes", u"ls "_s + open.place->config.homesDir);
            if (!sharesUser(open.mode)) // permissions close it, and there is one user
                row("open its own RFB socket",
                    u"python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"%1\")'"_s
                        .arg(open.first->rfb().socket));
            row("open it where its server sees it",
                u"python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"/session/rfb.sock\")'"_s);
            row("see another session's screen", // that asks for no password
                u"python3 -c 'import socket, sys; s = socket.socket(socket.AF_UNIX); "
                "s.connect(\"%1\"); s.recv(12); s.sendall(b\"RFB 003.008\\n\"); "
                "sys.exit(1 not in s.recv(9)[1:])'"_s.arg(open.second->rfb().socket));
            row("use another session's message bus", // under whatever name it asks for
                u"python3 -c 'import glob, os, socket, sys; answers = [];\n"
                "for way in [b\"ANONYMOUS 61\", b\"EXTERNAL \" + str(os.getuid()).encode().hex()"
                ".encode()]:\n"
                "  s = socket.socket(socket.AF_UNIX); s.settimeout(9)\n"
                "  s.connect(\"%1\"); s.sendall(b\"\\0AUTH \" + way + b\"\\r\\n\")\n"
                "  answers.append(s.recv(99))\n"
                "sys.exit(not any(a.startswith(b\"OK\") for a in answers))'"_s.arg(
                    open.place->config.homesDir + u"/second/.tmp/bus"_s));
            row("read another session's cookie",
                u"cat %1/*/rfb/xauth"_s.arg(open.place->config.runtimeDir));
            row("change its settings", u"echo x >> $ICEWM_PRIVCFG/preferences"_s);
            row("replace its cookie", u"mv $XAUTHORITY $XAUTHORITY.old"_s);
            row("write to the system", u"touch /usr/x"_s);
            row("change the system's settings", u"touch /etc/x || echo x >> /etc/fstab"_s);
            row("read the host's passwords", u"cat /etc/shadow"_s);
            row("read the host's private keys",
                u"cat /etc/ssl/private/* || cat /etc/ssh/ssh_host_*_key"_s);
            row("gain privileges", u"grep -q '^CapEff:.*[1-9a-f]' /proc/self/status"_s);
            row("read its server's environment", u"cat /proc/%1/environ"_s.arg(getpid()));
            row("read its server's memory", u"head -c 1 /proc/%1/mem"_s.arg(getpid()));
            row("see its server's open files", u"readlink /proc/%1/fd/0"_s.arg(getpid()));
            row("open them", u"cat </dev/null /proc/%1/fd/0"_s.arg(getpid()));
            row("pass its server's root", u"ls /proc/%1/root/"_s.arg(getpid()));
            row("hand input to a terminal", u"echo x > /dev/tty"_s);
            if (sharesUser(open.mode)) // its names tell what other sessions have there
                row("list shared memory", u"ls /dev/shm"_s);
            if (open.mode != SandboxMode::User) {
                row("have the X server read what everybody may", u"xset fp+ "_s + m_public.path());
                const QString note = m_public.filePath(u"note"_s);
                row("read what everybody may", u"cat "_s + note);
                row("change what everybody may", u"echo x >> "_s + note);
                row("empty what everybody may", u"truncate -s 0 "_s + note);
                row("write where everybody may", u"touch %1/new"_s.arg(m_public.path()));
                row("move a file there", u"touch ~/mine; mv ~/mine %1/"_s.arg(m_public.path()));
                row("read it through a link of its own", u"ln -sf %1 ~/l; cat ~/l"_s.arg(note));
                row("list the host's folders", u"ls /var/lib /srv /root"_s);
            }
            QString pids;
            for (const pid_t server : xServersOf(open))
                pids += u" %1"_s.arg(server);
            if (sharesUser(open.mode) && landlockVersion() < 6)
                continue;
            row("end its server", u"kill -CONT %1"_s.arg(getpid()));
            row("kill the X servers",
                u"for p in%1; do kill -9 $p && exit 0; done; exit 1"_s.arg(pids));
        }
    }
    void cannotDoWhatIsNotItsBusiness()
    {
        QFETCH(size_t, index);
        QFETCH(QString, attempt);
        const Outcome outcome = runInside(m_modes[index].first->sandbox(), attempt);
        QVERIFY2(outcome.code > 0, qPrintable(outcome.output));
        QVERIFY(runInside(m_modes[index].first->sandbox(), u"xprop -root _X"_s).code == 0);
    }

    void keepsItsListOfProcessesPrivate()
    {
        if (!sandboxReport().bwrapWorks)
            QSKIP("only bubblewrap does that");
        const Sandbox &sandbox = m_modes.front().first->sandbox();
        QCOMPARE(sandbox.mode(), SandboxMode::Bwrap);
        const QString seen = runInside(sandbox, u"cat /proc/[0-9]*/comm"_s).output;
        QVERIFY(seen.contains("icewm"_L1));
        QVERIFY2(!seen.contains("vnc"_L1) && !seen.contains("tst_isolation"_L1), qPrintable(seen));
        // Nothing inside ends the sandbox itself.
        QVERIFY(runInside(sandbox, u"kill -9 1; kill -0 1"_s).code == 0);
    }

    void givesNobodyTheServersEnvironment()
    {
        qputenv("ANTHROPIC_API_KEY", "sk-secret");
        for (const Open &open : m_modes) {
            const QString seen = runInside(open.first->sandbox(), u"env"_s).output;
            QVERIFY(!seen.contains("sk-secret"_L1));
            QVERIFY(seen.contains("LANG=C.UTF-8"_L1));
        }
        qunsetenv("ANTHROPIC_API_KEY");
    }

    void opensWhatProgramsNeed_data() { modes(); }
    void opensWhatProgramsNeed()
    {
        const Sandbox &sandbox = current().first->sandbox();
        const QString work =
            u"set -e; cd; mkdir -p a b; echo '#!/bin/sh' > a/run; echo 'echo ran' >> a/run; "
            "chmod +x a/run; mv a/run b/run; ln -f b/run b/same; b/same; mktemp >/dev/null; "
            "cat <<<here; : > /dev/null; head -c 4 /dev/urandom >/dev/null; echo x > /dev/shm/$$; "
            "rm /dev/shm/$$; fc-list | grep -q DejaVu; python3 -c 'import ssl, socket, pty; "
            "ssl.create_default_context(); pty.openpty(); print(\"python\")'; rm -r a b"_s;
        const Outcome outcome = runInside(sandbox, work);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.complaints));
        QCOMPARE(outcome.output, u"ran\nhere\npython"_s);
    }

    void endsWhatItsOtherProgramsStarted_data() { modes(); }
    void endsWhatItsOtherProgramsStarted()
    {
        if (sharesUser(current().mode))
            QSKIP("each program may send signals to its own descendants only");
        const Sandbox &sandbox = current().first->sandbox();
        const QString start = u"setsid sleep 616161 >/dev/null 2>&1 & disown; "
                              "until pgrep -fx 'sleep 616161' >/dev/null; do sleep 0.1; done"_s;
        QCOMPARE(runInside(sandbox, start).code, 0);
        QCOMPARE(runInside(sandbox, u"pkill -fx 'sleep 616161'"_s).code, 0);
    }

    void closesAbstractSocketsOfOthers()
    {
        if (landlockVersion() < 6)
            QSKIP("the kernel cannot");
        const QString listen =
            u"python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); "
            "s.bind(\"\\0pilothouse-test-%1\"); s.listen(); print(\"up\", flush=True); "
            "s.accept()'"_s.arg(getpid());
        QProcess other; // stands for any service of the host
        other.start(u"/bin/sh"_s, {u"-c"_s, listen});
        QVERIFY(other.waitForReadyRead());
        const QString connect =
            u"python3 -c 'import socket; "
            "socket.socket(socket.AF_UNIX).connect(\"\\0pilothouse-test-%1\")'"_s.arg(getpid());
        for (const Open &open : m_modes) {
            if (open.mode != SandboxMode::User)
                QVERIFY(runInside(open.first->sandbox(), connect).code > 0);
        }
        QCOMPARE(QProcess::execute(u"/bin/sh"_s, {u"-c"_s, connect}), 0);
        QVERIFY(other.waitForFinished());
    }

    void refusesRulesOfTheNetworkThatItCannotHold()
    {
        for (const SandboxMode mode : sandboxesHere()) {
            if (mode == SandboxMode::Bwrap)
                continue;
            for (const EgressMode egress :
                 {EgressMode::Public, EgressMode::List, EgressMode::None}) {
                DesktopPlace place(mode);
                place.config.egress.mode = egress;
                place.config.egressAsked = true;
                const auto opened = place.open();
                QVERIFY(!opened);
                QCOMPARE(opened.error().code, Errc::Unavailable);
            }
        }
    }

private:
    struct Open
    {
        SandboxMode mode;
        std::unique_ptr<DesktopPlace> place;
        std::unique_ptr<Desktop> first;
        std::unique_ptr<Desktop> second;
    };

    static void write(const QString &path, mode_t mode)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("of the host");
        QCOMPARE(chmod(QFile::encodeName(path).constData(), mode), 0);
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
    std::vector<pid_t> xServers() { return xServersOf(current()); }

    /// The processes of this mode's X servers.
    static std::vector<pid_t> xServersOf(const Open &open)
    {
        std::vector<pid_t> found;
        const QStringList ids =
            QDir(open.place->config.runtimeDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const ProcessEntry &process : listProcesses()) {
            const std::string environment = readEnvironment(process.pid);
            QFile comm(u"/proc/%1/comm"_s.arg(process.pid));
            const bool isServer = comm.open(QIODevice::ReadOnly) && comm.readAll().contains("vnc");
            for (const QString &id : ids) {
                if (isServer &&
                    environmentHas(environment, "PILOTHOUSE_DESKTOP=" + id.toStdString()))
                    found.push_back(process.pid);
            }
        }
        return found;
    }

    QTemporaryDir m_secrets; // 0700, as the server's data folder
    QTemporaryDir m_public{u"/var/tmp/ph-XXXXXX"_s};
    std::vector<Open> m_modes;
};

QTEST_GUILESS_MAIN(TestIsolation)
#include "tst_isolation.moc"
