#include "bash_fixture.h"

#include "support/passing_time.h"

#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How commands end that do not end by themselves.
class TestBashEndings : public BashFixture
{
    Q_OBJECT
private slots:
    void endsWhatRunsTooLongAndKeepsTheState_data()
    {
        QTest::addColumn<QString>("command");

        QTest::newRow("program") << u"sleep 1001; touch after"_s;
        QTest::newRow("next line") << u"sleep 1001\ntouch after"_s;
        QTest::newRow("loop of programs") << u"while true; do sleep 1001; done; touch after"_s;
        QTest::newRow("loop of the shell") << u"while true; do :; done; touch after"_s;
        QTest::newRow("subshell") << u"(while true; do sleep 1001; done) | cat; touch after"_s;
        QTest::newRow("ignores the interrupt")
            << u"bash -c 'trap \"\" INT TERM; while true; do sleep 1001; done'"_s;
        QTest::newRow("own session") << u"setsid sleep 1001"_s;
        QTest::newRow("background loop") << u"(while true; do sleep 1001; done) & sleep 1001"_s;
    }

    void endsWhatRunsTooLongAndKeepsTheState()
    {
        QFETCH(QString, command);
        m_bash = std::make_unique<BashTool>(*m_sandbox, m_clock, BashToolOptions{.timeout = 10s});
        run(u"mkdir -p sub; cd sub; x=5; sleep 1002 >/dev/null &"_s);
        QTRY_COMPARE(running("1002").size(), 1);

        const QString mark = m_sandbox->homeInside() + u"/mark"_s;
        const PassingTime passing(m_clock, 10s, // until latecomers have been looked for, too
                                  [mark] { return QFile::exists(mark); });
        const ToolOutcome outcome = run(u"echo begun; touch ../mark; "_s + command);

        QVERIFY(outcome.isError);
        QVERIFY2(outcome.text.contains(u"did not finish within 10 s"_s), qPrintable(outcome.text));
        QVERIFY2(outcome.text.contains(u"begun"_s), qPrintable(outcome.text));
        QTRY_VERIFY2(running("1001").isEmpty(), qPrintable(running("1001").join(u'\n')));
        const QString state = run(u"echo $x ${PWD##*/}; ls"_s).text;
        QVERIFY2(state.contains(u"5 sub\n"_s), qPrintable(state));
        QVERIFY(!state.contains(u"after"_s));
        QTRY_COMPARE(running("1002").size(), 1); // an earlier command's background stays
    }

    void stopsAtOnce_data()
    {
        QTest::addColumn<QString>("command");

        QTest::newRow("program") << u"sleep 1003"_s;
        QTest::newRow("loop") << u"while true; do sleep 1003; done"_s;
        QTest::newRow("ignores the interrupt")
            << u"trap '' INT; sleep 1003; sleep 1003; sleep 1003"_s;
        QTest::newRow("background") << u"setsid sleep 1003 & sleep 1003"_s;
        QTest::newRow("flood") << u"yes 1003"_s;
    }

    void stopsAtOnce()
    {
        QFETCH(QString, command);
        run(u"true"_s);
        std::stop_source stop;
        QTimer::singleShot(200ms, this, [&stop] { stop.request_stop(); });

        const ToolOutcome outcome = run(command, stop.get_token());

        QVERIFY(outcome.isError && outcome.stopped);
        QVERIFY2(outcome.text.contains(u"stopped before it finished"_s), qPrintable(outcome.text));
        QTRY_VERIFY2(running("1003").isEmpty(), qPrintable(running("1003").join(u'\n')));
        QCOMPARE(run(u"echo usable"_s).text.right(7), u"usable\n"_s);
    }

    void restartEndsEverything()
    {
        run(u"x=1; setsid sleep 1004 & (sleep 1004 &) ; nohup sleep 1004 >/dev/null 2>&1 &"_s);
        QTRY_COMPARE(running("1004").size(), 3);

        const ToolOutcome outcome = restart();

        QVERIFY(!outcome.isError);
        QTRY_VERIFY(m_sandbox->processes().isEmpty());
        QCOMPARE(run(u"echo \"[$x]\""_s).text, u"[]\n"_s);
    }

    void leavesNothingBehind()
    {
        run(u"setsid sleep 1005 & (while true; do sleep 1; done) & true"_s);
        m_bash.reset();
        QTRY_VERIFY(m_sandbox->processes().isEmpty());
    }

private:
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(TestBashEndings)
#include "moc_bash_fixture.cpp"
#include "tst_bash_endings.moc"
