#include "model/dialect.h"

#include "core/tool_actions.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {
const QList<ToolDialect> kAll{ToolDialect::ComputerToolset20260801, ToolDialect::Computer20251124,
                              ToolDialect::Computer20250124, ToolDialect::Custom};

QJsonArray tools(ToolDialect dialect)
{
    return QJsonDocument::fromJson(toolDeclarations(dialect, QSize(1280, 800))).array();
}
} // namespace

class TestDialect : public QObject
{
    Q_OBJECT
private slots:
    void eachDialectHasANameThatLeadsBack()
    {
        for (const ToolDialect dialect : kAll)
            QVERIFY(dialectFrom(name(dialect)) == dialect);
        QVERIFY(!dialectFrom(u"computer_20241022"_s));
    }

    void declaresAllToolsInEachDialectAlwaysInTheSameBytes()
    {
        for (const ToolDialect dialect : kAll) {
            QCOMPARE(tools(dialect).size(), toolNames().size());
            for (qsizetype i = 3; i < toolNames().size(); ++i)
                QCOMPARE(tools(dialect).at(i), tools(ToolDialect::Custom).at(i));
            QCOMPARE(toolDeclarations(dialect, QSize(1280, 800)),
                     toolDeclarations(dialect, QSize(1280, 800)));
        }
    }

    void declaresOnlyTheToolsThatAreAskedFor()
    {
        for (const ToolDialect dialect : kAll) {
            const auto some = [&](const QStringList &names) {
                const QByteArray text = toolDeclarations(dialect, QSize(1280, 800), names);
                return QJsonDocument::fromJson(text).array();
            };
            QCOMPARE(some({u"bash"_s}).size(), 1);
            QCOMPARE(some({u"bash"_s}).first(), tools(dialect).at(1));
            QCOMPARE(some({u"edit"_s, u"computer"_s}).first(), tools(dialect).first());
            QCOMPARE(some({u"edit"_s, u"computer"_s}).last(), tools(dialect).at(2));
        }
    }

    void declaresTheToolsetWithoutNameSizeOrBeta()
    {
        const QJsonObject entry = tools(ToolDialect::ComputerToolset20260801).first().toObject();
        QCOMPARE(entry, (QJsonObject{{u"type"_s, u"computer_toolset_20260801"_s}}));
        QVERIFY(betaHeaders(ToolDialect::ComputerToolset20260801).isEmpty());
        QVERIFY(betaHeaders(ToolDialect::Custom).isEmpty());
    }

    void declaresTheOlderToolWithSizeAndBeta()
    {
        const QJsonObject entry = tools(ToolDialect::Computer20251124).first().toObject();
        QCOMPARE(entry, (QJsonObject{{u"type"_s, u"computer_20251124"_s},
                                     {u"name"_s, u"computer"_s},
                                     {u"display_width_px"_s, 1280},
                                     {u"display_height_px"_s, 800},
                                     {u"enable_zoom"_s, true}}));
        QVERIFY(
            !tools(ToolDialect::Computer20250124).first().toObject().contains("enable_zoom"_L1));
        QCOMPARE(betaHeaders(ToolDialect::Computer20251124),
                 QByteArrayList{"computer-use-2025-11-24"});
        QCOMPARE(betaHeaders(ToolDialect::Computer20250124),
                 QByteArrayList{"computer-use-2025-01-24"});
    }

    void declaresCustomToolsWithSchemas()
    {
        QStringList names;
        for (const QJsonValue tool : tools(ToolDialect::Custom)) {
            names += tool["name"_L1].toString();
            QVERIFY(!tool["description"_L1].toString().isEmpty());
            QCOMPARE(tool["input_schema"_L1]["type"_L1].toString(), u"object"_s);
            QVERIFY(!tool.toObject().contains("type"_L1));
        }
        QCOMPARE(names, toolNames());
        const QJsonValue computer = tools(ToolDialect::Custom).first();
        QVERIFY(computer["description"_L1].toString().contains("1280 pixels wide"_L1));
        const auto offered = [](const QJsonValue &tool, QLatin1StringView field) {
            return tool["input_schema"_L1]["properties"_L1][field]["enum"_L1]
                .toVariant()
                .toStringList();
        };
        QCOMPARE(offered(computer, "action"_L1), actionNames(u"computer"_s));
        QCOMPARE(offered(tools(ToolDialect::Custom).at(2), "command"_L1), actionNames(u"edit"_s));
    }

    void declaresTheArgumentsOfOurOwnTools()
    {
        const QJsonArray all = tools(ToolDialect::ComputerToolset20260801);
        for (qsizetype i = 3; i < all.size(); ++i) {
            const QJsonValue tool = all.at(i);
            const QStringList declared = tool["input_schema"_L1]["properties"_L1].toObject().keys();
            for (const QString &action : actionNames(toolNames().at(i)))
                for (const QString &argument : findAction(toolNames().at(i), action)->arguments)
                    QVERIFY2(declared.contains(argument), qPrintable(argument));
        }
    }

    void understandsACallInEachDialect_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("toolset");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("decoded");
        const auto row = [](const char *tag, ToolDialect dialect, const QString &name,
                            const QString &toolset, QByteArray input, const QString &tool,
                            const QString &action, QByteArray decoded) {
            QTest::newRow(tag) << int(dialect) << name << toolset << input << tool << action
                               << decoded;
        };
        const auto set = ToolDialect::ComputerToolset20260801;
        const auto old = ToolDialect::Computer20251124;
        const auto own = ToolDialect::Custom;
        row("toolset click", set, u"left_click"_s, u"computer"_s, R"({"coordinate":[3,4]})",
            u"computer"_s, u"left_click"_s, R"({"coordinate":[3,4]})");
        row("toolset screenshot", set, u"screenshot"_s, u"computer"_s, "{}", u"computer"_s,
            u"screenshot"_s, "{}");
        row("a custom tool of a member's name", set, u"screenshot"_s, QString(), "{}", QString(),
            QString(), "{}");
        row("another toolset", set, u"navigate"_s, u"browser"_s, "{}", QString(), QString(), "{}");
        row("single tool", old, u"computer"_s, QString(), R"({"action":"key","text":"ctrl+s"})",
            u"computer"_s, u"key"_s, R"({"text":"ctrl+s"})");
        row("legacy modifier", old, u"computer"_s, QString(),
            R"({"action":"left_click","coordinate":[1,2],"key":"shift"})", u"computer"_s,
            u"left_click"_s, R"({"coordinate":[1,2],"text":"shift"})");
        row("custom with text for numbers", own, u"computer"_s, QString(),
            R"({"action":"scroll","coordinate":"[640, 400]","scroll_amount":"3"})", u"computer"_s,
            u"scroll"_s, R"({"coordinate":[640,400],"scroll_amount":3})");
        row("bash", set, u"bash"_s, QString(), R"({"command":"ls"})", u"bash"_s, u"run"_s,
            R"({"command":"ls"})");
        row("bash restart", old, u"bash"_s, QString(), R"({"restart":true})", u"bash"_s,
            u"restart"_s, R"({"restart":true})");
        row("hosted editor", set, u"str_replace_based_edit_tool"_s, QString(),
            R"({"command":"view","path":"/a"})", u"edit"_s, u"view"_s, R"({"path":"/a"})");
        row("custom editor", own, u"edit"_s, QString(), R"({"command":"create","path":"/a"})",
            u"edit"_s, u"create"_s, R"({"path":"/a"})");
        row("our own tool", set, u"elements"_s, QString(), R"({"role":"link"})", u"elements"_s,
            u"elements"_s, R"({"role":"link"})");
        row("one with actions", set, u"windows"_s, QString(), R"({"action":"close","id":"w1"})",
            u"windows"_s, u"close"_s, R"({"id":"w1"})");
        row("with text for numbers", own, u"windows"_s, QString(),
            R"({"action":"move","id":"w1","coordinate":"1, 2","size":"[30,40]"})", u"windows"_s,
            u"move"_s, R"({"id":"w1","coordinate":[1,2],"size":[30,40]})");
        row("with text for seconds", own, u"wait_for"_s, QString(),
            R"({"action":"still","timeout":"5"})", u"wait_for"_s, u"still"_s, R"({"timeout":5})");
        row("unknown", own, u"fly"_s, QString(), "{}", QString(), QString(), "{}");
    }
    void understandsACallInEachDialect()
    {
        QFETCH(int, dialect);
        QFETCH(QString, name);
        QFETCH(QString, toolset);
        QFETCH(QByteArray, input);
        const ToolCall call = decodeCall(ToolDialect(dialect), u"toolu_1"_s, name, toolset, input);
        QCOMPARE(call.id, u"toolu_1"_s);
        QCOMPARE(call.toolset, toolset);
        QCOMPARE(call.name, name);
        QTEST(call.tool, "tool");
        QTEST(call.action, "action");
        QFETCH(QByteArray, decoded);
        QCOMPARE(call.input, QJsonDocument::fromJson(decoded).object());
        QCOMPARE(call.malformed, QString());
    }

    void refusesUnusableCallsWithATextForTheModel_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("toolset");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("says");
        const int set = int(ToolDialect::ComputerToolset20260801);
        const int old = int(ToolDialect::Computer20250124);
        QTest::newRow("batch that broke") << set << u"computer"_s << QString()
                                          << QByteArray(R"({"actions":[]})") << u"one by one"_s;
        QTest::newRow("unknown member") << set << u"fly"_s << u"computer"_s << QByteArray("{}")
                                        << u"Error: unknown computer toolset member 'fly'"_s;
        QTest::newRow("no action")
            << old << u"computer"_s << QString() << QByteArray("{}") << u"\"action\""_s;
        QTest::newRow("unknown action")
            << old << u"computer"_s << QString() << QByteArray(R"({"action":"fly"})") << u"'fly'"_s;
        QTest::newRow("broken JSON")
            << old << u"bash"_s << QString() << QByteArray(R"({"comm)") << u"not valid JSON"_s;
        QTest::newRow("no command")
            << old << u"bash"_s << QString() << QByteArray("{}") << u"\"command\""_s;
        QTest::newRow("undo") << old << u"str_replace_editor"_s << QString()
                              << QByteArray(R"({"command":"undo_edit"})") << u"undo_edit"_s;
    }
    void refusesUnusableCallsWithATextForTheModel()
    {
        QFETCH(int, dialect);
        QFETCH(QString, name);
        QFETCH(QString, toolset);
        QFETCH(QByteArray, input);
        QFETCH(QString, says);
        const ToolCall call = decodeCall(ToolDialect(dialect), u"t"_s, name, toolset, input);
        QVERIFY2(call.malformed.contains(says), qPrintable(call.malformed));
    }

    void saysEveryCallSoThatItIsReadAgain()
    {
        for (const ToolDialect dialect : kAll) {
            for (const ToolAction &action : toolActions()) {
                QJsonObject input{{u"text"_s, u"x"_s}};
                if (action.tool == "bash"_L1 && action.name == "run"_L1)
                    input = {{u"command"_s, u"ls"_s}};
                const ToolCall call{
                    .id = u"t"_s, .tool = action.tool, .action = action.name, .input = input};
                const ReplyBlock block = encodeCall(dialect, call);
                QVERIFY2(block.call->malformed.isEmpty(), qPrintable(block.call->malformed));
                QCOMPARE(block.call->tool, action.tool);
                QCOMPARE(block.call->action, action.name);
                QVERIFY(block.raw.contains(R"("type":"tool_use")"));
                for (auto each = input.begin(); each != input.end(); ++each)
                    QCOMPARE(block.call->input.value(each.key()), each.value());
            }
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestDialect)
#include "tst_dialect.moc"
