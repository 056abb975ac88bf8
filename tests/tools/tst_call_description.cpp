#include "tools/call_description.h"

#include "core/json.h"
#include "core/tool_actions.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestCallDescription : public QObject
{
    Q_OBJECT
private slots:
    void describesCalls_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<Risk>("risk");
        QTest::addColumn<QString>("summary");

        const QJsonArray at{10, 20};
        const auto computer = [](const QString &action, const QJsonObject &input, Risk risk,
                                 const QString &summary) {
            QTest::newRow(qPrintable(action + u": "_s + summary))
                << u"computer"_s << action << input << risk << summary;
        };
        computer(u"screenshot"_s, {}, Risk::Read, u"take a screenshot"_s);
        computer(u"zoom"_s, {{u"region"_s, QJsonArray{0, 0, 9, 9}}}, Risk::Read,
                 u"look closer at a part of the screen"_s);
        computer(u"cursor_position"_s, {}, Risk::Read, u"ask where the mouse is"_s);
        computer(u"wait"_s, {{u"duration"_s, 1.5}}, Risk::Read, u"wait 1.5 s"_s);
        computer(u"mouse_move"_s, {{u"coordinate"_s, at}}, Risk::Write,
                 u"move the mouse to (10, 20)"_s);
        computer(u"left_click"_s, {{u"coordinate"_s, at}}, Risk::Write,
                 u"left click at (10, 20)"_s);
        computer(u"right_click"_s, {}, Risk::Write, u"right click at the pointer"_s);
        computer(u"middle_click"_s, {}, Risk::Sensitive, u"middle click at the pointer"_s);
        computer(u"double_click"_s, {{u"text"_s, u"ctrl"_s}}, Risk::Write,
                 u"double click at the pointer with ctrl"_s);
        computer(u"triple_click"_s, {}, Risk::Write, u"triple click at the pointer"_s);
        computer(u"scroll"_s, {{u"scroll_direction"_s, u"down"_s}, {u"scroll_amount"_s, 3}},
                 Risk::Write, u"scroll down 3"_s);
        computer(u"left_mouse_down"_s, {}, Risk::Sensitive, u"press the left mouse button"_s);
        computer(u"left_mouse_up"_s, {}, Risk::Write, u"release the left mouse button"_s);
        computer(u"left_click_drag"_s,
                 {{u"start_coordinate"_s, at}, {u"coordinate"_s, QJsonArray{1, 2}}},
                 Risk::Sensitive, u"drag from (10, 20) to (1, 2)"_s);
        computer(u"type"_s, {{u"text"_s, u"hunter2 🙂"_s}}, Risk::Sensitive,
                 u"type 9 characters"_s);
        computer(u"key"_s, {{u"text"_s, u"ctrl+s"_s}}, Risk::Sensitive, u"press ctrl+s"_s);
        computer(u"key"_s, {{u"text"_s, u"Tab"_s}, {u"repeat"_s, 3}}, Risk::Sensitive,
                 u"press Tab, 3 times"_s);
        computer(u"key"_s, {{u"text"_s, u"p"_s}}, Risk::Sensitive, u"press 1 character key"_s);
        computer(u"key"_s, {{u"text"_s, u"p a s s"_s}}, Risk::Sensitive, u"press 4 keys"_s);
        computer(u"hold_key"_s, {{u"text"_s, u"shift"_s}, {u"duration"_s, 2}}, Risk::Sensitive,
                 u"hold shift for 2 s"_s);
        computer(u"levitate"_s, {}, Risk::Sensitive, u"unknown call 'levitate'"_s);

        const auto row = [](const char *tool, const char *action, const QJsonObject &input,
                            Risk risk, const QString &summary) {
            QTest::newRow(qPrintable(summary))
                << QString::fromLatin1(tool) << QString::fromLatin1(action) << input << risk
                << summary;
        };
        row("bash", "run", QJsonObject{{u"command"_s, u"ls -la"_s}}, Risk::Sensitive,
            u"run: ls -la"_s);
        row("bash", "run", QJsonObject{{u"command"_s, u"\ncat <<E\nsecret\nE"_s}}, Risk::Sensitive,
            u"run: cat <<E …"_s);
        row("bash", "run", QJsonObject{{u"command"_s, QString(500, u'x')}}, Risk::Sensitive,
            u"run: "_s + QString(80, u'x') + u" …"_s);
        row("bash", "run", QJsonObject{{u"command"_s, u"echo \u202Emr\rx"_s}}, Risk::Sensitive,
            u"run: echo «U+202E»mr«U+000D»x"_s);
        row("bash", "restart", {}, Risk::Write, u"restart the shell"_s);
        row("edit", "view", QJsonObject{{u"path"_s, u"/a"_s}}, Risk::Read, u"view /a"_s);
        row("edit", "create", QJsonObject{{u"path"_s, u"/a"_s}, {u"file_text"_s, u"é"_s}},
            Risk::Sensitive, u"write /a (1 character)"_s);
        row("edit", "str_replace", QJsonObject{{u"path"_s, u"/a"_s}, {u"new_str"_s, u"x"_s}},
            Risk::Sensitive, u"replace text in /a"_s);
        row("edit", "insert", QJsonObject{{u"path"_s, u"/a"_s}}, Risk::Sensitive,
            u"insert text into /a"_s);
        row("elements", "elements", {}, Risk::Read, u"list what is on the screen"_s);
        row("elements", "elements",
            QJsonObject{{u"role"_s, u"link"_s}, {u"text"_s, u"Terms"_s}, {u"window"_s, u"Shop"_s}},
            Risk::Read, u"look for link “Terms” on the screen"_s);
        row("windows", "list", {}, Risk::Read, u"list the windows"_s);
        row("windows", "close", QJsonObject{{u"id"_s, u"w2"_s}}, Risk::Write,
            u"close a window that is not known"_s);
        row("clipboard", "read", {}, Risk::Read, u"read the clipboard"_s);
        row("clipboard", "write", QJsonObject{{u"text"_s, u"hunter2 🙂"_s}}, Risk::Sensitive,
            u"put 9 characters on the clipboard"_s);
        row("wait_for", "text", QJsonObject{{u"text"_s, u"Done"_s}}, Risk::Read,
            u"wait up to 10 s for text “Done”"_s);
        row("wait_for", "element",
            QJsonObject{{u"role"_s, u"button"_s}, {u"text"_s, u"Send"_s}, {u"timeout"_s, 2.5}},
            Risk::Read, u"wait up to 2.5 s for button “Send”"_s);
        row("wait_for", "window", QJsonObject{{u"text"_s, u"Save"_s}}, Risk::Read,
            u"wait up to 10 s for window “Save”"_s);
        row("wait_for", "gone", QJsonObject{{u"text"_s, u"Loading"_s}}, Risk::Read,
            u"wait up to 10 s until it is gone: “Loading”"_s);
        row("wait_for", "still", {}, Risk::Read, u"wait up to 10 s until the screen is still"_s);
        row("wait_for", "file", QJsonObject{{u"path"_s, u"a.pdf"_s}}, Risk::Read,
            u"wait up to 10 s for the file a.pdf"_s);
        row("rocket", "launch", {}, Risk::Sensitive, u"unknown call 'launch'"_s);
    }

    void describesCalls()
    {
        QFETCH(QString, tool);
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        QFETCH(Risk, risk);
        QFETCH(QString, summary);

        const CallDescription description =
            describe(ToolCall{.id = u"1"_s, .tool = tool, .action = action, .input = input});

        QCOMPARE(description.summary, summary);
        QCOMPARE(description.risk, risk);
        QCOMPARE(description.reason.isEmpty(), risk == Risk::Read);
    }

    void hasWordsForEachAction()
    {
        for (const ToolAction &action : toolActions()) {
            const CallDescription description =
                describe({.id = u"1"_s, .tool = action.tool, .action = action.name});
            QVERIFY2(!description.summary.startsWith(u"unknown"_s), qPrintable(action.name));
        }
    }

    void tellsProgramsTheSameInFacts_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("facts");
        const auto row = [](const char *tool, const char *action, const char *input,
                            const char *facts) {
            QTest::addRow("%s %s", action, input)
                << QString::fromLatin1(tool) << QString::fromLatin1(action) << QByteArray(input)
                << QByteArray(facts);
        };
        const auto computer = [row](const char *action, const char *input, const char *facts) {
            row("computer", action, input, facts);
        };
        computer("screenshot", "{}", R"({"kind":"screenshot"})");
        computer("left_click", R"({"coordinate":[10,20],"text":"ctrl"})",
                 R"({"coordinate":[10,20],"keys":"ctrl","kind":"left_click"})");
        computer("left_click", R"({"coordinate":"here"})", R"({"kind":"left_click"})");
        computer("left_click", R"({"coordinate":[1e300,2]})", R"({"kind":"left_click"})");
        computer("left_click_drag", R"({"start_coordinate":[1,2],"coordinate":[3,4]})",
                 R"({"coordinate":[3,4],"kind":"left_click_drag","start_coordinate":[1,2]})");
        computer("zoom", R"({"region":[1,2,30,40]})", R"({"kind":"zoom","region":[1,2,30,40]})");
        computer("scroll", R"({"scroll_direction":"down","scroll_amount":3})",
                 R"({"kind":"scroll","scroll_amount":3,"scroll_direction":"down"})");
        computer("type", R"({"text":"hunter2 \ud83d\ude42"})",
                 R"({"kind":"type","text_length":9})");
        computer("type", R"({"text":"x","keys":"x","text_length":7,"path":7})",
                 R"({"kind":"type","text_length":1})");
        computer("key", R"({"text":"ctrl+s","repeat":3})",
                 R"({"keys":"ctrl+s","kind":"key","repeat":3})");
        computer("key", R"({"text":"p"})", R"({"key_count":1,"kind":"key"})");
        computer("key", R"({"text":"p a s s"})", R"({"key_count":4,"kind":"key"})");
        computer("hold_key", R"({"text":"shift","duration":2})",
                 R"({"duration":2,"keys":"shift","kind":"hold_key"})");
        computer("levitate", R"({"text":"secret","coordinate":[1,2]})", R"({"kind":""})");
        row("bash", "run", R"({"command":"cat <<E\nsecret\nE"})",
            R"({"command":"cat <<E …","kind":"run"})");
        row("edit", "create", R"({"path":"/a","file_text":"secret"})",
            R"({"kind":"create","path":"/a","text_length":6})");
        row("clipboard", "write", R"({"text":"secret"})", R"({"kind":"write","text_length":6})");
        row("wait_for", "element", R"({"role":"link","text":"Terms","timeout":5})",
            R"({"duration":5,"kind":"element","name":"Terms","role":"link"})");
        row("edit", "str_replace", R"({"path":"/a","old_str":"secret","new_str":"x"})",
            R"({"kind":"str_replace","path":"/a","text_length":1})");
    }
    void tellsProgramsTheSameInFacts()
    {
        QFETCH(QString, tool);
        QFETCH(QString, action);
        QFETCH(QByteArray, input);
        const QJsonObject arguments = QJsonDocument::fromJson(input).object();

        const CallAction facts =
            describe(ToolCall{.id = u"1"_s, .tool = tool, .action = action, .input = arguments})
                .action;

        QTEST(compactJson(toJson(facts)), "facts");
        QCOMPARE(callActionFromJson(toJson(facts)), facts);
    }

    void doesNotTrustMalformedCalls()
    {
        const ToolCall call{.id = u"1"_s,
                            .name = u"screenshot"_s,
                            .tool = u"computer"_s,
                            .action = u"screenshot"_s,
                            .malformed = u"not JSON"_s};
        QCOMPARE(describe(call).risk, Risk::Sensitive);
    }
};

PILOTHOUSE_UNIT_TEST(TestCallDescription)
#include "tst_call_description.moc"
