#include "core/json.h"
#include "core/tool_actions.h"
#include "mcp/computer/computer_calls.h"
#include "mcp/tool_set.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestComputerCalls : public QObject
{
    Q_OBJECT
private slots:
    void sayWhatOurOwnToolsUnderstand_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QString>("call"); // tool action input
        const auto row = [](const char *tool, const char *arguments, const char *call) {
            QTest::addRow("%s %s", tool, arguments)
                << QString::fromLatin1(tool) << QByteArray(arguments) << QString::fromLatin1(call);
        };
        row("screenshot", "{}", "computer screenshot {}");
        row("screenshot", R"({"region":[1,2,3,4]})", R"(computer zoom {"region":[1,2,3,4]})");
        row("click", R"({"x":3,"y":4})", R"(computer left_click {"coordinate":[3,4]})");
        row("click", R"({"x":3,"y":4,"kind":"triple","hold":"ctrl"})",
            R"(computer triple_click {"coordinate":[3,4],"text":"ctrl"})");
        row("click", R"({"x":3,"y":4,"kind":"move"})",
            R"(computer mouse_move {"coordinate":[3,4]})");
        row("drag", R"({"from_x":1,"from_y":2,"x":3,"y":4})",
            R"(computer left_click_drag {"coordinate":[3,4],"start_coordinate":[1,2]})");
        row("scroll", R"({"x":1,"y":2,"direction":"up"})",
            R"(computer scroll {"coordinate":[1,2],"scroll_amount":5,"scroll_direction":"up"})");
        row("type", R"({"text":"a"})", R"(computer type {"text":"a"})");
        row("key", R"({"keys":"ctrl+l","repeat":2})",
            R"(computer key {"repeat":2,"text":"ctrl+l"})");
        row("wait", R"({"seconds":2})", R"(computer wait {"duration":2})");
        row("elements", R"({"text":"OK","role":null})", R"(elements elements {"text":"OK"})");
        row("act_on", R"({"id":"e1","action":"set_text","text":"x"})",
            R"(act_on set_text {"id":"e1","text":"x"})");
        row("read_page", R"({"offset":5})", R"(read_page read_page {"offset":5})");
        row("windows", R"({"action":"focus","id":"w1"})", R"(windows focus {"id":"w1"})");
        row("clipboard", R"({"action":"write","text":"a"})", R"(clipboard write {"text":"a"})");
        row("wait_for", R"({"action":"file","path":"a.txt","timeout":3})",
            R"(wait_for file {"path":"a.txt","timeout":3})");
        row("run_command", R"({"command":"ls"})", R"(bash run {"command":"ls"})");
        row("read_file", R"({"path":"/a","lines":[1,2]})",
            R"(edit view {"path":"/a","view_range":[1,2]})");
        row("write_file", R"({"path":"/a","text":"b"})",
            R"(edit create {"file_text":"b","path":"/a"})");
    }
    void sayWhatOurOwnToolsUnderstand()
    {
        QFETCH(QString, tool);
        QFETCH(QByteArray, arguments);
        QFETCH(QString, call);
        const ToolCall made = computerCall(tool, *parseJsonObject(arguments));
        QCOMPARE(made.tool + u' ' + made.action + u' ' + QString::fromUtf8(compactJson(made.input)),
                 call);
        QVERIFY(findAction(made.tool, made.action) != nullptr);
    }

    void knowEveryElementAction()
    {
        for (const QJsonObject &each : mcpDeclarations(u":/pilothouse/mcp/computer.json"_s)) {
            if (each.value(u"name"_s) != u"act_on"_s)
                continue;
            const QJsonArray actions =
                each[u"inputSchema"_s][u"properties"_s][u"action"_s][u"enum"_s].toArray();
            QCOMPARE(actions, QJsonArray::fromStringList(actionNames(u"act_on"_s)));
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestComputerCalls)
#include "tst_computer_calls.moc"
