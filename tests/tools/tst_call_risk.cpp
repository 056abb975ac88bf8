#include "tools/call_risk.h"

#include "core/tool_actions.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestCallRisk : public QObject
{
    Q_OBJECT

    static ToolCall call(const QString &tool, const QString &action, const QByteArray &input)
    {
        return {.id = u"1"_s,
                .name = action,
                .tool = tool,
                .action = action,
                .input = QJsonDocument::fromJson(input).object()};
    }

private slots:
    void judgesWhatWouldBeDone_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<Risk>("risk");
        const auto row = [](const char *tool, const char *action, const char *input, Risk risk) {
            QTest::addRow("%s %s", action, input)
                << QString::fromLatin1(tool) << QString::fromLatin1(action) << QByteArray(input)
                << risk;
        };
        const auto computer = [row](const char *action, const char *input, Risk risk) {
            row("computer", action, input, risk);
        };
        computer("screenshot", "{}", Risk::Read);
        computer("zoom", R"({"region":[0,0,10,10]})", Risk::Read);
        computer("wait", R"({"duration":1})", Risk::Read);
        computer("cursor_position", "{}", Risk::Read);
        computer("mouse_move", R"({"coordinate":[1,2]})", Risk::Write);
        computer("left_click", R"({"coordinate":[1,2],"text":"ctrl"})", Risk::Write);
        computer("right_click", "{}", Risk::Write);
        computer("double_click", "{}", Risk::Write);
        computer("triple_click", R"({"text":"Shift"})", Risk::Write);
        computer("middle_click", "{}", Risk::Sensitive);
        computer("middle_click", R"({"coordinate":[1,2],"text":"ctrl"})", Risk::Sensitive);
        computer("scroll", R"({"scroll_direction":"up","scroll_amount":0})", Risk::Write);
        computer("left_mouse_down", "{}", Risk::Sensitive);
        computer("left_mouse_up", "{}", Risk::Write);
        computer("left_click_drag", R"({"start_coordinate":[1,2],"coordinate":[3,4]})",
                 Risk::Sensitive);
        computer("type", R"({"text":"a"})", Risk::Sensitive);
        computer("key", R"({"text":"shift+Insert"})", Risk::Sensitive);
        computer("key", R"({"text":"Return"})", Risk::Sensitive);
        computer("key", R"({"text":"shift"})", Risk::Sensitive);
        computer("hold_key", R"({"text":"a","duration":0})", Risk::Sensitive);
        row("bash", "run", R"({"command":"ls"})", Risk::Sensitive);
        row("bash", "run", R"({"command":"ls","restart":false})", Risk::Sensitive);
        row("bash", "restart", R"({"restart":true})", Risk::Write);
        // Named a restart, read as a command.
        row("bash", "restart", R"({"restart":false,"command":"ls"})", Risk::Sensitive);
        row("edit", "view", R"({"path":"/a"})", Risk::Read);
        row("elements", "elements", R"({"role":"button"})", Risk::Read);
        row("read_page", "read_page", R"({"offset":8000})", Risk::Read);
        row("act_on", "click", R"({"id":"e1"})", Risk::Write);
        row("act_on", "check", R"({"id":"e1","picture":false})", Risk::Write);
        row("act_on", "scroll_to", R"({"id":"e1"})", Risk::Write);
        row("act_on", "set_text", R"({"id":"e1","text":""})", Risk::Sensitive);
        row("act_on", "select", R"({"id":"e1"})", Risk::Write);
        row("act_on", "select", R"({"id":"e1","text":"Blue"})", Risk::Sensitive);
        row("windows", "list", "{}", Risk::Read);
        row("windows", "focus", R"({"id":"w1"})", Risk::Write);
        row("windows", "move", R"({"id":"w1","coordinate":[1,2],"size":[3,4]})", Risk::Write);
        row("windows", "close", R"({"id":"w1","picture":false})", Risk::Write);
        row("clipboard", "read", "{}", Risk::Read);
        row("clipboard", "write", R"({"text":""})", Risk::Sensitive);
        row("wait_for", "text", R"({"text":"Done","timeout":120})", Risk::Read);
        row("wait_for", "element", R"({"role":"button"})", Risk::Read);
        row("wait_for", "window", R"({"text":"Save"})", Risk::Read);
        row("wait_for", "gone", R"({"text":"Loading"})", Risk::Read);
        row("wait_for", "still", "{}", Risk::Read);
        row("wait_for", "file", R"({"path":"a.pdf"})", Risk::Read);
        row("edit", "create", R"({"path":"/a","file_text":""})", Risk::Sensitive);
        row("edit", "str_replace", R"({"path":"/a","old_str":"a"})", Risk::Sensitive);
        row("edit", "insert", R"({"path":"/a","insert_line":0,"insert_text":""})", Risk::Sensitive);
    }
    void judgesWhatWouldBeDone()
    {
        QFETCH(QString, tool);
        QFETCH(QString, action);
        QFETCH(QByteArray, input);
        QFETCH(Risk, risk);

        const auto judgement = judge(call(tool, action, input));

        QVERIFY2(judgement, judgement ? "" : qPrintable(judgement.error().message));
        QCOMPARE(judgement->risk, risk);
        QCOMPARE(judgement->reason.isEmpty(), risk == Risk::Read);
    }

    void saysWhenACallCannotBeRead_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("input");
        const auto row = [](const char *tool, const char *action, const char *input) {
            QTest::addRow("%s %s", action, input)
                << QString::fromLatin1(tool) << QString::fromLatin1(action) << QByteArray(input);
        };
        const auto computer = [row](const char *action, const char *input) {
            row("computer", action, input);
        };
        computer("left_click", R"({"text":"Return"})");
        computer("left_click", R"({"text":"ctrl+v"})");
        computer("left_click", R"({"text":"shift+Insert"})");
        computer("left_click", R"({"text":"ctrl Down"})");
        computer("left_click", R"({"text":"shift shift"})");
        computer("key", R"({"text":"Ctrl+Foo"})");
        computer("key", R"({"text":"1+1"})");
        computer("hold_key", R"({"text":"shfit","duration":1})");
        computer("left_click", R"({"text":"Caps_Lock"})");
        computer("left_click", R"({"text":"+"})");
        computer("left_click", R"({"text":["ctrl"]})");
        computer("right_click", R"({"text":"i"})");
        computer("middle_click", R"({"text":"i"})");
        computer("double_click", R"({"text":"space"})");
        computer("triple_click", R"({"text":"Menu"})");
        computer("left_click_drag",
                 R"({"start_coordinate":[1,2],"coordinate":[3,4],"text":"Delete"})");
        computer("scroll", R"({"scroll_direction":"up","scroll_amount":0,"text":"i"})");
        computer("scroll", R"({"scroll_direction":"up","scroll_amount":0,"text":"shift+i"})");
        computer("mouse_move", R"({"coordinate":[1,2],"text":"i"})");
        computer("left_mouse_up", R"({"text":"i"})");
        computer("screenshot", R"({"text":"i"})");
        computer("zoom", R"({"region":[0,0,10,10],"text":"i"})");
        computer("wait", R"({"duration":1,"text":"i"})");
        computer("Screenshot", "{}");
        computer("TYPE", R"({"text":"i"})");
        computer("", "{}");
        computer("paste", "{}");
        row("bash", "Restart", R"({"command":"ls"})");
        row("bash", "restart", R"({"restart":"true","command":"ls"})");
        row("edit", "VIEW", R"({"path":"/a"})");
        row("edit", "view", R"({"path":"/a","file_text":"x"})");
        row("windows", "close", "{}");
        row("windows", "list", R"({"id":"w1"})");
        row("clipboard", "read", R"({"text":"x"})");
        row("clipboard", "write", R"({"text":"{{secret:PASS}}"})");
        row("wait_for", "still", R"({"timeout":121})");
        row("", "screenshot", "{}");
        row("rocket", "launch", "{}");
    }
    void saysWhenACallCannotBeRead()
    {
        QFETCH(QString, tool);
        QFETCH(QString, action);
        QFETCH(QByteArray, input);
        const auto judgement = judge(call(tool, action, input));
        QVERIFY(!judgement);
        QCOMPARE(judgement.error().code, Errc::InvalidArgument);
        QVERIFY(!judgement.error().message.isEmpty());
    }

    void tellsTheModelWhatTheTextOfAClickIsFor()
    {
        const auto judgement = judge(call(u"computer"_s, u"left_click"_s, R"({"text":"Return"})"));
        QCOMPARE(judgement.error().message,
                 u"left_click: text may only name modifier keys to hold meanwhile (ctrl, shift, "
                 "alt, super), such as \"ctrl+shift\". Use key or type for others."_s);
    }

    void takesEverySpellingOfAModifier()
    {
        for (const char *spelling :
             {"ctrl", "Control", "control_l", "CTRL+SHIFT", "ctrl + alt", "cmd", "meta", "win",
              "super+shift", "option", "altgr", "ctrl-shift", " shift ", "ctrl shift", "⌘⇧",
              "ControlLeft", "KEY_LEFTSHIFT", "CommandOrControl"}) {
            ToolCall click = call(u"computer"_s, u"left_click"_s, "{}");
            click.input.insert(u"text"_s, QString::fromUtf8(spelling));
            QVERIFY2(judge(click), spelling);
        }
    }

    void doesNotTrustMalformedCalls()
    {
        ToolCall broken = call(u"computer"_s, u"screenshot"_s, "{}");
        broken.malformed = u"not JSON"_s;
        QCOMPARE(judge(broken).error().message, u"not JSON"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestCallRisk)
#include "tst_call_risk.moc"
