#include "attempts.h"
#include "desktop_fixture.h"

#include "core/egress.h"
#include "support/patience.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTcpSocket>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What a session's programs reach, for each rule. Runs in in_an_internet.sh, where 51.0.0.2 is
/// this machine and internet.py everybody else.
class TestSessionNetwork : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("INTERNET_LOG"))
            QSKIP("runs in in_an_internet.sh only");
        if (!sandboxReport().bwrapWorks)
            QSKIP("only bubblewrap gives networks");
        // What the machine itself offers; also the service on port 7070, see in_an_internet.sh.
        m_abstract = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un name{AF_UNIX, "\0pilothouse-test"};
        QCOMPARE(bind(m_abstract, reinterpret_cast<sockaddr *>(&name), kAbstractLength), 0);
        QCOMPARE(listen(m_abstract, 1), 0);
        for (const EgressMode mode :
             {EgressMode::All, EgressMode::Public, EgressMode::List, EgressMode::None}) {
            auto place = std::make_unique<DesktopPlace>(SandboxMode::Bwrap);
            place->config.egress = {mode, mode == EgressMode::List ? kList : QStringList()};
            auto desktop = place->open();
            VERIFY_OPENED(desktop);
            m_sessions[mode] = {std::move(place), std::move(*desktop)};
        }
    }
    void cleanupTestCase()
    {
        m_sessions.clear();
        close(m_abstract);
    }

    void reachesWhatItsRuleSays_data()
    {
        QTest::addColumn<QString>("attempt");
        QTest::addColumn<QString>("reachedBy"); ///< modes
        const auto row = [](const char *what, const QString &attempt, const QString &reachedBy) {
            QTest::newRow(what) << attempt << reachedBy;
        };
        const QString both = u"all public"_s;
        const QString every = u"all public list"_s;
        row("a name on the list", get(u"http://web.test/"_s), every);
        row("HTTPS", get(u"https://web.test/"_s), every);
        row("a name below one of the list", get(u"http://a.wild.test/"_s), every);
        row("the name itself of which those below are listed", get(u"http://wild.test/"_s), both);
        row("a port of the list, whose server speaks first",
            u"timeout 5 bash -c 'read line </dev/tcp/raw.test/9000; [ \"$line\" = greetings ]'"_s,
            every);
        row("a listed name by a port that is not", get(u"http://raw.test:80/"_s), both);
        row("another name", get(u"http://other.test/"_s), both);
        row("an address", get(u"http://51.0.0.10/"_s), both);
        row("an IPv6 address", get(u"http://[2a00:51::1]/"_s), both);
        row("another host at a listed one's address",
            get(u"-H 'Host: other.test' http://web.test/"_s), both);
        row("another host within TLS",
            get(u"--connect-to other.test::web.test: https://other.test/"_s), both);
        row("TLS without a name",
            u"echo | timeout 5 openssl s_client -noservername -connect web.test:443 2>&1 | grep -q BEGIN"_s,
            both);
        row("something else on a port of the web",
            u"timeout 5 bash -c 'exec 3<>/dev/tcp/web.test/80; echo -e \"hello\\n\\n\" >&3; read -t 4 line <&3'"_s,
            both);
        row("another name server", lookUp(u"51.0.0.1"_s), both);
        row("plain TCP to an address", u"timeout 5 bash -c '</dev/tcp/51.0.0.10/9000'"_s, both);

        row("a private address", get(u"http://10.99.0.1/"_s), u"all"_s);
        row("a private IPv6 address", get(u"http://[fd99::1]/"_s), u"all"_s);
        row("a name of a private address", get(u"http://rebind.test/"_s), u"all"_s);
        row("a private address under a listed pattern", get(u"http://inner.wild.test/"_s),
            u"all"_s);
        row("a private address that is listed by its name", get(u"http://intra.test/"_s),
            u"all list"_s);
        row("the cloud's metadata", get(u"http://169.254.169.254/"_s), u"all"_s);
        row("the cloud's metadata, listed by a name", get(u"http://metadata.test/"_s), u"all"_s);

        row("this machine", reach(u"51.0.0.2"_s), {});
        row("this machine by IPv6", reach(u"2a00:51::2"_s), {});
        row("this machine, listed by a name", reach(u"machine.test"_s), {});
        row("this machine's loopback", reach(u"127.0.0.1"_s), {});
        row("this machine's IPv6 loopback", reach(u"::1"_s), {});
        row("this machine by the way out", reach(u"10.0.2.2"_s), {});
        row("this machine by the IPv6 way out", reach(u"fd00::2"_s), {});
        row("this machine by the IPv6 gateway", reach(u"fe80::2%tap0"_s), {});
        row("this machine by no address", reach(u"0.0.0.0"_s), {});
        row("this machine by IPv4 in IPv6", reach(u"::ffff:127.0.0.1"_s), {});
        row("this machine by NAT64", reach(u"64:ff9b::3300:2"_s), {});
        row("a name that leads to loopback", reach(u"loopback.test"_s), {});
        row("this machine's abstract sockets",
            u"python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"\\0pilothouse-test\")'"_s,
            {});
        row("a device besides its loopback", u"[ $(wc -l </proc/net/dev) -gt 3 ]"_s, every);
        row("its own settings", u"ip link set lo down"_s, {});
        row("a device of its own",
            u"python3 -c 'import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)'"_s, {});
        row("its own loopback",
            u"python3 -m http.server 7777 --bind 127.0.0.1 >/dev/null 2>&1 & "
            "server=$!; for i in $(seq 50); do sleep 0.1; "_s +
                get(u"http://127.0.0.1:7777/"_s) +
                u" && break; done; code=$?; kill $server; exit $code"_s,
            u"all public list none"_s);
    }
    void reachesWhatItsRuleSays()
    {
        QFETCH(QString, attempt);
        QFETCH(QString, reachedBy);
        for (const auto &[mode, session] : m_sessions) {
            const Outcome outcome = runInside(session.desktop->sandbox(), attempt);
            const bool expected = reachedBy.split(u' ').contains(name(mode));
            QVERIFY2((outcome.code == 0) == expected,
                     qPrintable(u"%1 (%2): %3"_s.arg(name(mode), QString::number(outcome.code),
                                                     outcome.complaints)));
        }
    }

    void tellsWhatWasRefused_data()
    {
        QTest::addColumn<EgressMode>("mode");
        QTest::addColumn<QString>("attempt");
        QTest::addColumn<EgressRefusal>("told");
        const auto row = [](EgressMode mode, const QString &attempt, const QString &host,
                            int port) {
            QTest::addRow("%s: %s", qPrintable(name(mode)), qPrintable(attempt))
                << mode << attempt << EgressRefusal{host, port, mode};
        };
        row(EgressMode::Public, get(u"http://10.99.0.7/"_s), u"10.99.0.7"_s, 80);
        row(EgressMode::Public, get(u"http://[fd99::7]:81/"_s), u"fd99::7"_s, 81);
        row(EgressMode::All, get(u"http://51.0.0.2:81/"_s), u"51.0.0.2"_s, 81);
        row(EgressMode::List, get(u"http://51.0.0.77/"_s), u"51.0.0.77"_s, 80);
        row(EgressMode::List, get(u"http://new.test/"_s), u"new.test"_s, 0);
        row(EgressMode::List, get(u"-H 'Host: hidden.test' http://web.test/"_s), u"hidden.test"_s,
            80);
        row(EgressMode::List, get(u"http://again.test/"_s), u"again.test"_s, 80);
    }
    void tellsWhatWasRefused()
    {
        QFETCH(EgressMode, mode);
        QFETCH(QString, attempt);
        QFETCH(EgressRefusal, told);
        Desktop &desktop = *m_sessions.at(mode).desktop;
        QList<EgressRefusal> heard;
        const QObject listener;
        connect(&desktop, &Desktop::egressRefused, &listener,
                [&](const EgressRefusal &refusal) { heard.append(refusal); });
        QVERIFY(runInside(desktop.sandbox(), attempt).code != 0);
        QTRY_VERIFY(heard.contains(told));
    }

    void takesAHostMoreWhileItRuns()
    {
        Desktop &desktop = *m_sessions.at(EgressMode::List).desktop;
        const QString attempt = get(u"http://other.test/"_s);
        QVERIFY(runInside(desktop.sandbox(), attempt).code != 0);
        desktop.allowHost(u"other.test"_s);
        QTRY_COMPARE(runInside(desktop.sandbox(), attempt).code, 0);
    }

    void servesTheProgramsOfADesktop_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("asked");
        QTest::newRow("Python")
            << u"python3 -c 'import urllib.request as r; r.urlopen(\"http://web.test/python\")'"_s
            << u"web.test /python"_s;
        QTest::newRow("apt")
            << u"cd && mkdir -p apt/lists/partial apt/cache/archives/partial apt/parts && touch "
               u"apt/status && "
               "echo 'deb [trusted=yes] http://web.test/apt ./' > apt/list && "
               "apt-get -o Dir::State=$HOME/apt -o Dir::State::status=$HOME/apt/status "
               "-o Dir::Cache=$HOME/apt/cache -o Dir::Etc::sourcelist=$HOME/apt/list "
               "-o Dir::Etc::sourceparts=$HOME/apt/parts -o APT::Sandbox::User= update"_s
            << u"web.test /apt/./Packages"_s;
        QTest::newRow("Firefox")
            << u"timeout 100 firefox-esr --headless --screenshot ~/shot.png http://web.test/firefox"_s
            << u"web.test /firefox"_s;
    }
    void servesTheProgramsOfADesktop()
    {
        QFETCH(QString, program);
        QFETCH(QString, asked);
        for (const EgressMode mode : {EgressMode::Public, EgressMode::List}) {
            QFile::remove(qEnvironmentVariable("INTERNET_LOG"));
            const Outcome outcome = runInside(m_sessions.at(mode).desktop->sandbox(), program);
            QFile log(qEnvironmentVariable("INTERNET_LOG"));
            QVERIFY2(log.open(QIODevice::ReadOnly), qPrintable(outcome.complaints));
            QVERIFY2(QString::fromUtf8(log.readAll()).split(u'\n').contains(asked),
                     qPrintable(outcome.complaints));
        }
    }

    void refusesAddressesThatThisMachineGetsLater_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("name");
        QTest::newRow("IPv4") << u"51.0.0.3"_s << u"later.test"_s;
        QTest::newRow("IPv6") << u"2a00:51::3"_s << QString();
    }
    void refusesAddressesThatThisMachineGetsLater()
    {
        QFETCH(QString, address);
        QFETCH(QString, name);
        const auto set = [&](const QString &deed) {
            const QString bits = address.contains(u':') ? u"/64"_s : u"/24"_s;
            QStringList words{u"addr"_s, deed, address + bits, u"dev"_s, u"eth0"_s};
            if (address.contains(u':') && deed == "add"_L1)
                words << u"nodad"_s;
            return QProcess::execute(u"ip"_s, words);
        };
        QCOMPARE(set(u"add"_s), 0);
        QTcpSocket machine;
        machine.connectToHost(address, kServicePort);
        QVERIFY(machine.waitForConnected());
        for (const auto &[mode, session] : m_sessions) {
            const Sandbox &sandbox = session.desktop->sandbox();
            QTRY_VERIFY(runInside(sandbox, reach(address)).code != 0);
            QVERIFY(name.isEmpty() || runInside(sandbox, reach(name)).code != 0);
        }
        QCOMPARE(set(u"del"_s), 0);
    }

    void refusesSystemCallsToAllThatReadsItsPackets()
    {
        int filtered = 0;
        for (const ProcessEntry &process : listProcesses()) {
            QFile status(u"/proc/%1/status"_s.arg(process.pid));
            if (!status.open(QIODevice::ReadOnly))
                continue;
            const QByteArray text = status.readAll();
            // Others may run sessions here, too. Of a network inside, its parent tells whose it is.
            if (namespaceOf(process.pid, "net") != namespaceOf(getpid(), "net") &&
                namespaceOf(process.parent, "net") != namespaceOf(getpid(), "net"))
                continue;
            const bool isWayOut = text.startsWith("Name:\tslirp4netns\n");
            if (!isWayOut && !text.startsWith("Name:\tsession-network\n"))
                continue;
            QVERIFY2(text.contains("\nSeccomp:\t2\n"), text.constData());
            QVERIFY(text.contains("\nNoNewPrivs:\t1\n"));
            // slirp4netns has left the file system, too.
            QCOMPARE(QFile::exists(u"/proc/%1/root/usr"_s.arg(process.pid)), !isWayOut);
            ++filtered;
        }
        QCOMPARE(filtered, 3 * 2 + 2); // both sides of all, public, list; two ways out
    }

    void getsItsWayOutBack()
    {
        const Sandbox &sandbox = m_sessions.at(EgressMode::Public).desktop->sandbox();
        QCOMPARE(killOutside("slirp4netns", {}), 2); // all, public
        QTRY_COMPARE(runInside(sandbox, get(u"http://web.test/"_s)).code, 0);
        QVERIFY(runInside(sandbox, get(u"http://10.99.0.1/"_s)).code != 0);
        QVERIFY(runInside(sandbox, reach(u"51.0.0.2"_s)).code != 0);
    }

    void endsWithItsFilter()
    {
        // By the process that holds it, as the kernel's memory killer would.
        for (const EgressMode mode : {EgressMode::Public, EgressMode::List}) {
            Desktop &desktop = *m_sessions.at(mode).desktop;
            QSignalSpy died(&desktop, &Desktop::died);
            QVERIFY(killOutside("/mnt/0", name(mode).toLatin1()) > 0);
            QTRY_COMPARE(died.size(), 1);
            QVERIFY(runInside(desktop.sandbox(), get(u"http://web.test/"_s)).code != 0);
        }
    }

private:
    static constexpr socklen_t kAbstractLength = sizeof(sa_family_t) + 16;
    const QStringList kList{u"web.test"_s,          u"*.wild.test"_s,        u"raw.test:9000"_s,
                            u"intra.test"_s,        u"metadata.test"_s,      u"again.test"_s,
                            u"machine.test:7070"_s, u"loopback.test:7070"_s, u"later.test:7070"_s};

    struct Session
    {
        std::unique_ptr<DesktopPlace> place;
        std::unique_ptr<Desktop> desktop;
    };
    int m_abstract = -1;
    std::map<EgressMode, Session> m_sessions;
};

QTEST_GUILESS_MAIN(TestSessionNetwork)
#include "tst_session_network.moc"
