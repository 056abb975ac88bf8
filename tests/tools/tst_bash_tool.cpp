#include "bash_fixture.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What a command writes, and what the shell keeps.
class TestBashTool : public BashFixture
{
    Q_OBJECT
private slots:
    void answersWhatACommandWrites_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("answer");

        const auto row = [](const char *name, const QString &command, const QString &answer) {
            QTest::newRow(name) << command << answer;
        };
        row("output", u"echo hello"_s, u"hello\n"_s);
        row("no last newline", u"printf a"_s, u"a"_s);
        row("nothing", u"true"_s, u"[The command finished without output.]"_s);
        row("exit code", u"echo a; false"_s, u"a\n[exit code 1]"_s);
        row("exit code after a text without newline", u"printf a; (exit 7)"_s,
            u"a\n[exit code 7]"_s);
        row("stderr alone is no error", u"echo oops >&2"_s, u"oops\n"_s);
        row("both, in order", u"echo a; echo b >&2; echo c"_s, u"a\nb\nc\n"_s);
        row("trailing comment", u"echo a # b"_s, u"a\n"_s);
        row("heredoc", u"cat <<EOF\na 'b\nEOF"_s, u"a 'b\n"_s);
        row("several lines", u"for i in 1 2\ndo echo $i\ndone"_s, u"1\n2\n"_s);
        row("quotes of both kinds", u"echo \"it's\" 'a \"b\"'"_s, u"it's a \"b\"\n"_s);
        row("cat reads an empty input", u"cat; echo end"_s, u"end\n"_s);
        row("read meets the end", u"read x; echo \"$? [$x]\""_s, u"1 []\n"_s);
        row("no loop around to break", u"break 2>/dev/null; echo on"_s, u"on\n"_s);
        row("text like an answer", u"printf '1:0:\\n'; echo 2:0:"_s, u"1:0:\n2:0:\n"_s);
        row("NUL", u"printf 'a\\0b'"_s, u"a\uFFFDb"_s);
        row("not UTF-8", u"printf 'a\\xffb'"_s, u"a\uFFFDb"_s);
        row("half a character", u"printf '\\xe2\\x82'"_s, u"\uFFFD"_s);
        row("split character", u"printf '\\xe2\\x82'; sleep 0.05; printf '\\xac'"_s, u"€"_s);
        row("Unicode", u"echo 'héllo 🙂'"_s, u"héllo 🙂\n"_s);
        row("a pipe that nobody reads on", u"yes | head -n 1"_s, u"y\n"_s);
        row("ended by a signal", u"sh -c 'kill -9 $$'"_s, u"[exit code 137]"_s);
        row("ended in a line", u"printf a; sh -c 'kill -9 $$'; echo b"_s, u"ab\n"_s);
        row("no number of a job", u"sleep 0.1 & wait $!; echo $?"_s, u"0\n"_s);
        row("text like the number of a job", u"sleep 0.1 & echo '[1] 5'"_s, u"[1] 5\n"_s);
        row("history stays off", u"echo 'a!b' \"c!d\""_s, u"a!b c!d\n"_s);
        row("function", u"f() { return 4; }; f"_s, u"[exit code 4]"_s);
        row("starts at home", u"[ \"$PWD\" = \"$HOME\" ] && echo home"_s, u"home\n"_s);
        row("no descriptor of ours",
            u"bash -c 'for n in 8 9 10 11 12 13 200 201; do [ -p /proc/$$/fd/$n ] && echo $n; done; true'"_s,
            u"[The command finished without output.]"_s);
    }

    void saysThatACommandWroteNothing()
    {
        QCOMPARE(run(u"true"_s).details.value("silent"_L1), QJsonValue(true));
        QCOMPARE(run(u"echo a"_s).details.value("silent"_L1), QJsonValue(false));
    }

    void answersWhatACommandWrites()
    {
        QFETCH(QString, command);
        QFETCH(QString, answer);

        const ToolOutcome outcome = run(command);

        QCOMPARE(outcome.text, answer);
        QVERIFY(!outcome.isError);
        QCOMPARE(run(u"echo again"_s).text, u"again\n"_s);
    }

    void survivesWhatEndsOtherShells_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("part");

        QTest::newRow("open quote") << u"echo 'a"_s << u"unexpected EOF"_s;
        QTest::newRow("open double quote") << u"echo \"a"_s << u"unexpected EOF"_s;
        QTest::newRow("open brace") << u"{ echo a"_s << u"syntax error"_s;
        QTest::newRow("open if") << u"if true; then"_s << u"syntax error"_s;
        QTest::newRow("stray parenthesis") << u"echo a)"_s << u"syntax error"_s;
        QTest::newRow("open heredoc") << u"cat <<EOF\ntext"_s << u"text"_s;
        QTest::newRow("read-only variable") << u"readonly r=1; r=2; echo b"_s << u"readonly"_s;
        QTest::newRow("division by zero") << u"echo $((1/0))"_s << u"division by 0"_s;
        QTest::newRow("missing parameter") << u"echo ${nope:?is missing}"_s << u"is missing"_s;
        QTest::newRow("unset variable") << u"set -u; echo $nope; set +u"_s << u"unbound"_s;
        QTest::newRow("unknown command") << u"no-such-command"_s << u"not found"_s;
        QTest::newRow("failed exec") << u"exec no-such-command"_s << u"not found"_s;
        QTest::newRow("trailing ampersand")
            << u"sleep 1000 &"_s << u"[The command finished without output.]"_s;
        QTest::newRow("prompts") << u"PS1='>> '; PS2='.. '; echo prompt"_s << u"prompt\n"_s;
    }

    void survivesWhatEndsOtherShells()
    {
        QFETCH(QString, command);
        QFETCH(QString, part);
        run(u"kept=state"_s);

        const ToolOutcome outcome = run(command);

        QVERIFY2(outcome.text.contains(part), qPrintable(outcome.text));
        QVERIFY(!outcome.isError);
        QCOMPARE(run(u"echo $kept"_s).text, u"state\n"_s);
    }

    void keepsItsStateBetweenCommands()
    {
        run(u"mkdir -p sub && cd sub; x='1 2'; export y=3; f() { echo \"f $1\"; }; alias hi='echo hey'"_s);
        QCOMPARE(run(u"echo \"$x $y ${PWD##*/}\"; f 4; hi; bash -c 'echo $y'"_s).text,
                 u"1 2 3 sub\nf 4\nhey\n3\n"_s);
    }

    void cutsLongOutputInTheMiddle()
    {
        const ToolOutcome outcome = run(u"seq 1 400000"_s);

        QVERIFY(outcome.text.startsWith(u"1\n2\n3\n"_s));
        QVERIFY(outcome.text.endsWith(u"399999\n400000\n"_s));
        // 2,688,895 characters in all, 16,000 shown.
        QVERIFY2(outcome.text.contains(u"[… 2672895 characters are not shown …]"_s),
                 qPrintable(outcome.text.mid(7900, 200)));
        QVERIFY(outcome.text.size() < 16'100);
    }

    void takesALongCommand()
    {
        const QString text(100'000, u'x');
        QCOMPARE(run(u"cat <<'EOF' | wc -c\n"_s + text + u"\nEOF"_s).text.trimmed(), u"100001"_s);
    }

    void doesNotWaitForTheBackground()
    {
        const ToolOutcome first = run(u"(sleep 0.2; echo later) & echo now"_s);
        QVERIFY2(first.text.contains(u"now\n"_s), qPrintable(first.text));
        QVERIFY(!first.text.contains(u"later"_s));
        QVERIFY(run(u"wait; echo end"_s).text.contains(u"later\n"_s));
    }

    void saysWhenTheShellEnds()
    {
        const ToolOutcome ended = run(u"x=1; exit 3"_s);
        QVERIFY(ended.text.contains(u"The shell ended with exit code 3"_s));
        QVERIFY(!ended.isError);
        QCOMPARE(run(u"echo \"[$x]\""_s).text, u"[]\n"_s);
    }

    void saysWhenTheShellWasKilledMeanwhile()
    {
        const QString pid = run(u"echo $$"_s).text.trimmed();
        ::kill(static_cast<pid_t>(pid.toInt()), SIGKILL);
        QTRY_VERIFY(!m_sandbox->processes().contains(pid.toLongLong()));
        const ToolOutcome outcome = run(u"echo fresh"_s);
        QVERIFY2(outcome.text.endsWith(u"fresh\n"_s), qPrintable(outcome.text));
    }

    void refusesBadArguments_data()
    {
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("part");

        QTest::newRow("none") << QJsonObject{} << u"command"_s;
        QTest::newRow("number") << QJsonObject{{u"command"_s, 5}} << u"command must be a text"_s;
        QTest::newRow("list") << QJsonObject{{u"command"_s, QJsonArray{u"ls"_s}}}
                              << u"command must be a text"_s;
        QTest::newRow("unknown") << QJsonObject{{u"command"_s, u"ls"_s}, {u"cmd"_s, u"ls"_s}}
                                 << u"no argument 'cmd'"_s;
        QTest::newRow("NUL") << QJsonObject{{u"command"_s, u"a\0b"_s}} << u"NUL"_s;
        QTest::newRow("restart is no text")
            << QJsonObject{{u"restart"_s, u"yes"_s}} << u"restart must be true or false"_s;
    }

    void refusesBadArguments()
    {
        QFETCH(QJsonObject, input);
        QFETCH(QString, part);
        const ToolCall call{.id = u"1"_s, .tool = u"bash"_s, .action = u"run"_s, .input = input};

        const ToolOutcome outcome = QCoro::waitFor(m_bash->run(call, {}));

        QVERIFY(outcome.isError);
        QVERIFY2(outcome.text.contains(part), qPrintable(outcome.text));
        QVERIFY(m_sandbox->processes().isEmpty()); // nothing was even started
    }
};

QTEST_GUILESS_MAIN(TestBashTool)
#include "moc_bash_fixture.cpp"
#include "tst_bash_tool.moc"
