#include "desktop/desktop_fixture.h"
#include "sandbox/program_sandbox.h"
#include "sandbox/limits/resource_limits.h"
#include "tools/bash_tool.h"
#include "tools/tool_box.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Starts programs until no more can, and keeps them for some looks at the limits.
const char *const kHold = R"(import subprocess, time
held = []
try:
    while len(held) < 500:
        held.append(subprocess.Popen(["sleep", "60"]))
except OSError:
    time.sleep(2.5)
for each in held:
    each.kill()
    each.wait()
)";

/// One session's programs use all they can get: others and the server go on. The limits are small,
/// and are looked at before anything is let loose.
class TestSessionLimits : public QObject
{
    Q_OBJECT
private slots:
    void stopsAForkBomb_data() { machines(); }
    void stopsAForkBomb()
    {
        open();
        if (QTest::currentTestFailed())
            return;
        QFETCH(bool, controlGroups); // which refuse first, for they count what they refuse
        QCOMPARE(run(u"ulimit -u; ulimit -c"_s), controlGroups ? u"72\n0\n"_s : u"64\n0\n"_s);

        const QString held = run(u"python3 -c '"_s + QString::fromLatin1(kHold) + u"'"_s);
        if (controlGroups || ::geteuid() == 0) // else no session has a user to count for
            QVERIFY2(held.contains("[The session has reached its 64 processes"_L1),
                     qPrintable(held));
        // Of a bomb there are fewer between the moments at which it tries again.
        const QString answer = run(u"bomb() { bomb | bomb & }; bomb; sleep 2"_s);

        QVERIFY2(answer.contains("Resource temporarily unavailable"_L1), qPrintable(answer));
        QCOMPARE(runInside(m_second->sandbox(), u"echo fine"_s).output, u"fine"_s);
        QVERIFY(countOf(*m_first) <= 64);
        restart();
        QTRY_COMPARE(run(u"echo again"_s).section(u'\n', 0, 0), u"again"_s);
    }

    void endsAMemoryHog_data() { machines(); }
    void endsAMemoryHog()
    {
        open();
        if (QTest::currentTestFailed())
            return;

        const QString answer =
            run(u"python3 -c 'import time; x = bytearray(400 << 20); time.sleep(60)'; echo $?"_s);

        QVERIFY2(answer.contains("137"_L1), qPrintable(answer));
        QVERIFY2(answer.contains("[The session's programs used more than 200 MiB of memory"_L1),
                 qPrintable(answer));
        QCOMPARE(run(u"echo again"_s), u"again\n"_s);
        QCOMPARE(runInside(m_second->sandbox(), u"echo fine"_s).output, u"fine"_s);
        // Much memory is fine where it is not too much.
        QCOMPARE(run(u"python3 -c 'x = bytearray(60 << 20); print(len(x) >> 20)'"_s), u"60\n"_s);
    }

    void countsFilesThatLieInMemory_data() { machines(); }
    void countsFilesThatLieInMemory()
    {
        open();
        if (QTest::currentTestFailed())
            return;
        if (sharesUser(m_first->sandbox().mode()))
            QSKIP("nobody can tell whose they are");
        // In bubblewrap /tmp is in memory as well; elsewhere it may lie on a disk.
        const bool bwrap = m_first->sandbox().mode() == SandboxMode::Bwrap;
        const QString files =
            u"mkdir %1/f && for i in $(seq 20); do head -c 4M /dev/zero > %1/f/$i; "
            "done; cat %1/f/* | wc -c"_s.arg(bwrap ? u"/tmp"_s : u"/dev/shm"_s);
        QCOMPARE(run(files), u"83886080\n"_s);

        // Each alone is less than 200 MiB.
        const QString answer =
            run(u"python3 -c 'import time; x = bytearray(150 << 20); time.sleep(60)'; echo $?"_s);

        QVERIFY2(answer.contains("137"_L1), qPrintable(answer));
    }

    void limitsFilesThatLieInMemory_data() { machines(); }
    void limitsFilesThatLieInMemory()
    {
        open();
        if (QTest::currentTestFailed())
            return;
        if (m_first->sandbox().mode() != SandboxMode::Bwrap)
            QSKIP("the others use the host's");
        const QString places = run(u"df --output=target,size -BM /tmp /dev/shm /run | tail -n +2 | "
                                   "tr -s ' '"_s);
        QCOMPARE(places, u"/tmp 100M\n/dev/shm 50M\n/run 13M\n"_s);
        QVERIFY(run(u"echo x > /dev/x"_s).contains("Read-only file system"_L1));
    }

    void stopsAFileThatGrowsWithoutEnd_data() { machines(); }
    void stopsAFileThatGrowsWithoutEnd()
    {
        open();
        if (QTest::currentTestFailed())
            return;

        const QString answer = run(u"cat /dev/zero > big"_s);

        QVERIFY2(answer.contains("[exit code 153: a file reached the largest size"_L1),
                 qPrintable(answer));
        QCOMPARE(run(u"stat -c %s big"_s), u"5242880\n"_s);
        QCOMPARE(run(u"echo again > small; cat small"_s), u"again\n"_s);
    }

    void endsWhoFillsTheHome_data()
    {
        QTest::addColumn<SandboxMode>("mode");
        QTest::addColumn<bool>("controlGroups");
        QTest::addColumn<QString>("command");
        const auto row = [](const char *tag, SandboxMode mode, const QString &command) {
            QTest::addRow("%s, %s", qPrintable(name(mode)), tag) << mode << false << command;
        };
        for (const SandboxMode mode : sandboxesHere()) {
            row("many small files", mode,
                u"(i=0; while :; do echo x > f$((i++)); done); echo $?"_s);
            row("a program for each", mode,
                u"(i=0; while :; do head -c 64K /dev/zero > f$i; i=$((i+1)); done); echo $?"_s);
            row("a file without a name", mode,
                u"python3 -c 'import os, time\nf = open(\"f\", \"wb\"); os.unlink(\"f\")\n"
                "while True: f.write(bytes(1 << 20)); f.flush(); time.sleep(0.05)'; echo $?"_s);
        }
    }
    void endsWhoFillsTheHome()
    {
        QFETCH(QString, command);
        open({.fileSize = 2000, .homeSize = 20, .controlGroups = false});
        if (QTest::currentTestFailed())
            return;
        QElapsedTimer time;
        time.start();

        const QString answer = run(u"head -c 17M /dev/zero > full; "_s + command);

        qInfo("ended after %lld ms with %s files", static_cast<long long>(time.elapsed()),
              qPrintable(run(u"ls | wc -l"_s).trimmed()));
        QVERIFY2(answer.contains("137"_L1), qPrintable(answer));
        QVERIFY2(answer.contains("wrote on and w"_L1), qPrintable(answer));
        QVERIFY2(answer.contains("of 20 MiB"_L1), qPrintable(answer));
        const Sandbox &sandbox = m_first->sandbox();
        const QString file = sandbox.homeInside() + u"/new"_s;
        if (run(u"ls | wc -l"_s).toInt() > 10) {
            QVERIFY(!sandbox.hostPath(file, true));
            QVERIFY(sandbox.hostPath(sandbox.homeInside() + u"/f0"_s, false));
        }
        run(u"find . -maxdepth 1 -name 'f*' -delete"_s);
        QTRY_VERIFY((m_first->takeNotices(), sandbox.hostPath(file, true)));
        QCOMPARE(run(u"echo again > small; cat small"_s), u"again\n"_s);
        QCOMPARE(runInside(m_second->sandbox(), u"echo fine"_s).output, u"fine"_s);
    }

    void tellsBeforeTheHomeIsFull_data() { machines(); }
    void tellsBeforeTheHomeIsFull()
    {
        open({.homeSize = 20});
        if (QTest::currentTestFailed())
            return;
        QString told = // with this answer or one that follows
            run(u"truncate -s 1G holes; head -c 18900K /dev/zero > big; wc -c < big"_s);
        QVERIFY2(told.startsWith("19353600\n"_L1), qPrintable(told));
        QTRY_VERIFY((told += run(u"true"_s)).contains("before it is full"_L1));
        QVERIFY(m_first->sandbox().hostPath(m_first->sandbox().homeInside() + u"/x"_s, true));
    }

    void cleanup()
    {
        m_tools.reset();
        m_first.reset();
        m_second.reset();
    }

private:
    static void machines()
    {
        QTest::addColumn<SandboxMode>("mode");
        QTest::addColumn<bool>("controlGroups");
        const bool groups = ResourceLimits::method() != "prlimit"_L1;
        for (const SandboxMode mode : sandboxesHere()) {
            if (groups)
                QTest::addRow("%s, control groups", qPrintable(name(mode))) << mode << true;
            QTest::addRow("%s, no control groups", qPrintable(name(mode))) << mode << false;
        }
    }

    void open()
    {
        QFETCH(bool, controlGroups);
        open({.memory = 200,
              .processes = 64,
              .openFiles = 256,
              .fileSize = 5,
              .controlGroups = controlGroups});
    }
    void open(const SessionLimits &limits)
    {
        QFETCH(SandboxMode, mode);
        m_place = std::make_unique<DesktopPlace>(mode);
        m_place->config.limits = limits;
        auto first = m_place->open();
        VERIFY_OPENED(first);
        auto second = m_place->open();
        VERIFY_OPENED(second);
        m_first = std::move(*first);
        m_second = std::move(*second);
        std::vector<std::unique_ptr<Tool>> tools;
        tools.push_back(std::make_unique<BashTool>(m_first->sandbox(), systemClock(),
                                                   BashToolOptions{.timeout = 20s}));
        m_tools =
            std::make_unique<ToolBox>(std::move(tools), [this] { return m_first->takeNotices(); });
    }
    ToolOutcome call(const QString &action, const QJsonObject &input)
    {
        const ToolCall call{.id = u"1"_s, .tool = u"bash"_s, .action = action, .input = input};
        return QCoro::waitFor(m_tools->run(call, {}));
    }
    QString run(const QString &command) { return call(u"run"_s, {{u"command"_s, command}}).text; }
    void restart() { call(u"restart"_s, {}); }
    static int countOf(Desktop &desktop)
    {
        const auto &sandbox = dynamic_cast<const ProgramSandbox &>(desktop.sandbox());
        const auto all = listProcesses();
        return static_cast<int>(std::ranges::count_if(
            all, [&](const ProcessEntry &process) { return sandbox.isOurs(process); }));
    }

    std::unique_ptr<DesktopPlace> m_place;
    std::unique_ptr<Desktop> m_first;
    std::unique_ptr<Desktop> m_second;
    std::unique_ptr<ToolBox> m_tools;
};

QTEST_GUILESS_MAIN(TestSessionLimits)
#include "tst_session_limits.moc"
