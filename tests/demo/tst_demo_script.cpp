#include "demo/demo_script.h"

#include "support/unit_test.h"

#include <rapidcheck.h>

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// A step as one line: tool, action and arguments, or what is said.
QString told(const DemoStep &step)
{
    if (const auto *say = std::get_if<DemoSay>(&step.what))
        return u"say "_s + say->text;
    if (const auto *thought = std::get_if<DemoThought>(&step.what))
        return u"think "_s + thought->text;
    const DemoCall &call = *step.call();
    static const QStringList kTools{u"computer"_s, u"bash"_s, u"edit"_s, u"own"_s};
    return u"%1 %2 %3"_s.arg(kTools.at(int(call.tool)), QString::fromLatin1(call.action),
                             QString::fromUtf8(jsonObject(call.arguments)));
}

QStringList told(const QList<DemoStep> &steps)
{
    QStringList lines;
    for (const DemoStep &step : steps)
        lines << told(step);
    return lines;
}

} // namespace

class TestDemoScript : public QObject
{
    Q_OBJECT
private slots:
    void turnsALineIntoACall_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("call");
        const auto row = [](const char *line, const char *call) {
            QTest::newRow(line) << QString::fromUtf8(line)
                                << QString::fromUtf8(QByteArray(call).replace('\'', '"'));
        };
        row("screenshot", "computer screenshot {}");
        row("Take a screenshot", "computer screenshot {}");
        row("click 10 20", "computer left_click {'coordinate':[10,20]}");
        row("CLICK (10, 20)", "computer left_click {'coordinate':[10,20]}");
        row("click", "computer left_click {}");
        row("double click 1 2", "computer double_click {'coordinate':[1,2]}");
        row("triple-click at 1,2", "computer triple_click {'coordinate':[1,2]}");
        row("right click 1 2", "computer right_click {'coordinate':[1,2]}");
        row("middle click 1 2", "computer middle_click {'coordinate':[1,2]}");
        row("move 5 6", "computer mouse_move {'coordinate':[5,6]}");
        row("drag 1 2 to 3 4",
            "computer left_click_drag {'start_coordinate':[1,2],'coordinate':[3,4]}");
        row("scroll down 3", "computer scroll {'scroll_direction':'down','scroll_amount':3}");
        row("scroll up", "computer scroll {'scroll_direction':'up','scroll_amount':3}");
        row("scroll left 2 at 7 8",
            "computer scroll {'coordinate':[7,8],'scroll_direction':'left','scroll_amount':2}");
        row("type Hello ; then world", "computer type {'text':'Hello ; then world'}");
        row("type \"quoted\"", "computer type {'text':'quoted'}");
        row("type \"a\" b", "computer type {'text':'\\\"a\\\" b'}");
        row("type one\\ntwo", "computer type {'text':'one\\ntwo'}");
        row("key ctrl+l", "computer key {'text':'ctrl+l'}");
        row("press Return", "computer key {'text':'Return'}");
        row("hold shift 1.5", "computer hold_key {'text':'shift','duration':1.5}");
        row("wait 2", "computer wait {'duration':2}");
        row("wait 0.5 seconds", "computer wait {'duration':0.5}");
        row("zoom 0 0 100 50", "computer zoom {'region':[0,0,100,50]}");
        row("cursor", "computer cursor_position {}");
        row("run ls -l; echo done", "bash run {'command':'ls -l; echo done'}");
        row("restart", "bash restart {'restart':true}");
        row("write a.txt: hi: you",
            "edit create {'command':'create','path':'a.txt','file_text':'hi: you'}");
        row("elements", "own elements {}");
        row("list elements Send", "own elements {'text':'Send'}");
        row("read the page", "own read_page {}");
        row("act on e4", "own act_on {'action':'click','id':'e4'}");
        row("act on e4 check", "own act_on {'action':'check','id':'e4'}");
        row("act on push button \"Send it\" press",
            "own act_on {'action':'press','id':'push button \\'Send it\\''}");
        row("set entry \"Name\": Ada L",
            "own act_on {'action':'set_text','id':'entry \\'Name\\'','text':'Ada L'}");
        row("use e4 check", "own act_on {'action':'check','id':'e4','picture':false}");
        row("fill e4: Ada L",
            "own act_on {'action':'set_text','id':'e4','text':'Ada L','picture':false}");
        row("set e4: Ada L", "own act_on {'action':'set_text','id':'e4','text':'Ada L'}");
        row("choose e4: Red",
            "own act_on {'action':'select','id':'e4','text':'Red','picture':false}");
        row("list windows", "own windows {'action':'list'}");
        row("close w2", "own windows {'action':'close','id':'w2'}");
        row("move window w2 to 10 20",
            "own windows {'action':'move','id':'w2','coordinate':[10,20]}");
        row("read the clipboard", "own clipboard {'action':'read'}");
        row("copy Ada L", "own clipboard {'action':'write','text':'Ada L'}");
        row("wait for text All done", "own wait_for {'action':'text','text':'All done'}");
        row("wait for file a b.pdf", "own wait_for {'action':'file','path':'a b.pdf'}");
        row("wait until gone Loading", "own wait_for {'action':'gone','text':'Loading'}");
        row("wait until still", "own wait_for {'action':'still'}");
        row("read /tmp/a.txt", "edit view {'command':'view','path':'/tmp/a.txt'}");
        row("replace a.txt: old one => new",
            "edit str_replace {'command':'str_replace','path':'a.txt','old_str':'old one',"
            "'new_str':'new'}");
        row("say hello there", "say hello there");
        row("think about it", "think about it");
        row("- click 1 2", "computer left_click {'coordinate':[1,2]}");
        row("3. `screenshot`", "computer screenshot {}");
    }
    void turnsALineIntoACall()
    {
        QFETCH(QString, line);
        QFETCH(QString, call);
        QCOMPARE(told(parseDemoScript(line)), QStringList{call});
    }

    void opensAProgramInTheBackgroundThenLooks_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("command");
        QTest::newRow("terminal") << u"open terminal"_s << u"xterm >/dev/null 2>&1 &"_s;
        QTest::newRow("files") << u"open files"_s << u"pcmanfm >/dev/null 2>&1 &"_s;
        QTest::newRow("browser") << u"open firefox"_s << u"firefox-esr >/dev/null 2>&1 &"_s;
        QTest::newRow("page") << u"Open Firefox http://a.test/?q=1&r=2"_s
                              << u"firefox-esr 'http://a.test/?q=1&r=2' >/dev/null 2>&1 &"_s;
        QTest::newRow("quote in the address")
            << u"open firefox http://a/'$(id)"_s
            << u"firefox-esr 'http://a/'\\''$(id)' >/dev/null 2>&1 &"_s;
    }
    void opensAProgramInTheBackgroundThenLooks()
    {
        QFETCH(QString, line);
        QFETCH(QString, command);
        const QStringList steps = told(parseDemoScript(line));
        QCOMPARE(steps.size(), 3);
        QCOMPARE(steps.at(0),
                 u"bash run {\"command\":%1}"_s.arg(QString::fromUtf8(jsonString(command))));
        QVERIFY(steps.at(1).startsWith(u"computer wait"_s));
        QCOMPARE(steps.at(2), u"computer screenshot {}"_s);
    }

    void takesSeveralStepsFromALineAndSeveralLines()
    {
        const QStringList steps = told(
            parseDemoScript(u"click 1 2 ; key Return then type \"x\" ; screenshot\n\nrun ls"_s));
        QCOMPARE(steps,
                 (QStringList{u"computer left_click {\"coordinate\":[1,2]}"_s,
                              u"computer key {\"text\":\"Return\"}"_s,
                              u"computer type {\"text\":\"x\"}"_s, u"computer screenshot {}"_s,
                              u"bash run {\"command\":\"ls\"}"_s}));
    }

    void remembersHowEachStepWasWritten()
    {
        const auto steps = parseDemoScript(u"click 1 2 ; key Return"_s);
        QCOMPARE(steps.at(0).source, u"click 1 2"_s);
        QCOMPARE(steps.at(1).source, u"key Return"_s);
    }

    void findsNoStepInOrdinaryText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("question") << u"What is on the screen?"_s;
        QTest::newRow("longer than the command") << u"screenshots are nice"_s;
        QTest::newRow("point without y") << u"click 10"_s;
        QTest::newRow("read without a path") << u"read the news"_s;
    }
    void findsNoStepInOrdinaryText()
    {
        QFETCH(QString, text);
        QVERIFY(parseDemoScript(text).isEmpty());
    }

    void saysWhichLineItLeavesOut()
    {
        const auto steps = told(parseDemoScript(u"screenshot\nmake me rich"_s));
        QCOMPARE(steps.size(), 2);
        QVERIFY(steps.at(1).startsWith(u"say "_s));
        QVERIFY(steps.at(1).contains(u"make me rich"_s));
    }

    void takesNoteOfAPersonAtTheWheel()
    {
        const QString note = u"A person took the wheel for 9 s and may have changed anything."_s;
        const auto steps = told(parseDemoScript(u"screenshot\n"_s + note));
        QCOMPARE(steps.size(), 2);
        QVERIFY(steps.at(1).contains(u"somebody else steered"_s));
        QVERIFY(parseDemoScript(u"make me rich\n"_s + note).isEmpty());
    }

    void leavesWordsAboutSecretsUnanswered()
    {
        const QString note =
            u"Secrets that you can type without seeing them, by writing …: PASS."_s;
        const auto steps = told(parseDemoScript(u"screenshot\n"_s + note));
        QCOMPARE(steps, told(parseDemoScript(u"screenshot"_s)));
    }

    void usesEveryToolInTheTour()
    {
        const auto steps = told(demoTour(u"hello"_s, QSize(1280, 800))).join(u'\n');
        for (const QString &part :
             {u"bash run"_s, u"edit create"_s, u"edit view"_s, u"computer screenshot"_s,
              u"computer left_click"_s, u"computer type"_s, u"computer key"_s, u"computer zoom"_s,
              u"computer scroll"_s, u"“hello”"_s})
            QVERIFY2(steps.contains(part), qPrintable(part));
        QVERIFY(steps.contains(u"[0,0,640,400]"_s));
    }

    void readsAnyTextWithoutHarm()
    {
        QVERIFY(rc::check([](const std::string &text) {
            for (const DemoStep &step : parseDemoScript(QString::fromStdString(text)))
                RC_ASSERT(!told(step).isEmpty());
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestDemoScript)
#include "tst_demo_script.moc"
