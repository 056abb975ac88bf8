#include "demo/demo_interpreter.h"

#include "demo/demo_signature.h"
#include "demo_talk.h"
#include "dialect_column.h"
#include "model/dialect.h"
#include "model/summary.h"
#include "support/unit_test.h"

#include <QSet>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QJsonArray declared(ToolDialect dialect)
{
    return QJsonDocument::fromJson(toolDeclarations(dialect, QSize(1280, 800))).array();
}

} // namespace

class TestDemoInterpreter : public QObject
{
    Q_OBJECT
private slots:
    void speaksEveryDialect_data()
    {
        QTest::addColumn<QJsonArray>("tools");
        QTest::addColumn<QStringList>("calls");
        QTest::addColumn<QStringList>("turns");
        const QStringList edit{
            u"str_replace_based_edit_tool {\"command\":\"view\",\"path\":\"/a\"}"_s};
        const QStringList bash{u"bash {\"command\":\"ls\"}"_s};
        const QStringList plain{
            u"computer {\"action\":\"left_click\",\"coordinate\":[1,2]}"_s,
            u"computer {\"action\":\"type\",\"text\":\"hi\"}"_s,
        };
        QTest::newRow("toolset") << declared(ToolDialect::ComputerToolset20260801)
                                 << (QStringList{u"computer.left_click {\"coordinate\":[1,2]}"_s,
                                                 u"computer.type {\"text\":\"hi\"}"_s} +
                                     bash + edit)
                                 << QStringList{u"2"_s, u"1"_s, u"1"_s, u"say"_s};
        const QStringList one{u"1"_s, u"1"_s, u"1"_s, u"1"_s, u"say"_s};
        QTest::newRow("20251124") << declared(ToolDialect::Computer20251124)
                                  << (plain + bash + edit) << one;
        QTest::newRow("20250124") << declared(ToolDialect::Computer20250124)
                                  << (plain + bash + edit) << one;
        QTest::newRow("custom") << declared(ToolDialect::Custom)
                                << (plain + bash +
                                    QStringList{u"edit {\"command\":\"view\",\"path\":\"/a\"}"_s})
                                << one;
        QTest::newRow("one tool per action")
            << toolsOf("[{'name':'left_click','input_schema':{'type':'object'}},"
                       "{'name':'type','input_schema':{'type':'object'}},"
                       "{'name':'bash','input_schema':{'type':'object'}},"
                       "{'name':'edit','input_schema':{'type':'object'}}]")
            << (QStringList{u"left_click {\"coordinate\":[1,2]}"_s, u"type {\"text\":\"hi\"}"_s} +
                bash + QStringList{u"edit {\"command\":\"view\",\"path\":\"/a\"}"_s})
            << one;
    }
    void speaksEveryDialect()
    {
        QFETCH(QJsonArray, tools);
        Talk talk(u"click 1 2\ntype hi\nrun ls\nread /a"_s, tools);
        while (talk.goOn()) {
        }
        QTEST(talk.calls, "calls");
        QTEST(talk.turns, "turns");
        QCOMPARE(talk.stopReason, u"end_turn"_s);
    }

    void makesCallsOurClientUnderstands_data()
    {
        QTest::addColumn<ToolDialect>("dialect");
        QTest::newRow("toolset") << ToolDialect::ComputerToolset20260801;
        QTest::newRow("20251124") << ToolDialect::Computer20251124;
        QTest::newRow("20250124") << ToolDialect::Computer20250124;
        QTest::newRow("custom") << ToolDialect::Custom;
    }
    void makesCallsOurClientUnderstands()
    {
        QFETCH(ToolDialect, dialect);
        Talk talk(u"Hello, who are you?"_s, declared(dialect));
        QSet<QString> tools;
        QSet<QString> ids;
        do {
            for (const DemoBlock &block : demoReply(talk.request()).blocks) {
                if (block.kind != DemoBlock::Kind::ToolUse)
                    continue;
                const DemoToolUse &use = block.call;
                const ToolCall call = decodeCall(dialect, QString::fromLatin1(use.id), use.name,
                                                 use.toolset, use.input);
                QVERIFY2(call.malformed.isEmpty(), qPrintable(call.malformed));
                QVERIFY2(!call.tool.isEmpty(), use.input.constData());
                tools << call.tool;
                QVERIFY(!ids.contains(call.id));
                ids << call.id;
            }
        } while (talk.goOn());
        QCOMPARE(tools, (QSet<QString>{u"computer"_s, u"bash"_s, u"edit"_s}));
        QVERIFY(ids.size() >= 10);
    }

    void saysWhatItIsOnceInAConversation()
    {
        Talk talk(u"say hi"_s, declared(ToolDialect::Custom));
        const QString first = Talk::text(talk.next());
        QVERIFY(first.contains(u"demo model"_s));
        QVERIFY(first.endsWith(u"hi"_s));
        talk.goOn();
        talk.append(u"user"_s, u"say again"_s);
        QCOMPARE(Talk::text(talk.next()), u"again"_s);
    }

    void answersTheSameRequestAlike()
    {
        Talk talk(u"screenshot\nrun ls"_s, declared(ToolDialect::ComputerToolset20260801));
        QCOMPARE(talk.next(), talk.next());
    }

    void stopsHonestlyAfterAFailedStep()
    {
        Talk talk(u"click 1 2\nrun ls"_s, declared(ToolDialect::ComputerToolset20260801));
        talk.goOn(u"The person said no."_s);
        const QString text = Talk::text(talk.next());
        QCOMPARE(talk.stopReason, u"end_turn"_s);
        QVERIFY2(text.contains(u"“click 1 2” failed: The person said no."_s), qPrintable(text));
        QVERIFY2(text.contains(u"1 of 2"_s), qPrintable(text));
    }

    void goesOnAfterALookThatFailed()
    {
        Talk talk(u"zoom 0 0 9 9\nrun ls"_s, declared(ToolDialect::ComputerToolset20260801));
        talk.goOn(u"Too small."_s);
        const QString text = Talk::text(talk.next());
        QCOMPARE(talk.stopReason, u"tool_use"_s);
        QVERIFY2(text.contains(u"Too small."_s), qPrintable(text));
    }

    void takesThePathThatTheEditorSuggests()
    {
        Talk talk(u"write a.txt: hi\nrun ls"_s, declared(ToolDialect::Custom));
        talk.goOn(u"path must be absolute; did you mean /home/user/a.txt?"_s);
        talk.goOn();
        QVERIFY(talk.calls.last().contains(u"\"path\":\"/home/user/a.txt\""_s));
        talk.goOn();
        QCOMPARE(talk.calls.last(), u"bash {\"command\":\"ls\"}"_s);
        QVERIFY(Talk::text(talk.next()).contains(u"all 2 steps"_s));
    }

    void takesASuggestionOnlyOnce()
    {
        Talk talk(u"read a.txt"_s, declared(ToolDialect::Custom));
        talk.goOn(u"did you mean /b.txt?"_s);
        talk.goOn(u"did you mean /c.txt?"_s);
        QVERIFY(!talk.goOn());
    }

    void takesTextBesideResultsForANewOrder()
    {
        Talk talk(u"click 1 2\nrun ls"_s, declared(ToolDialect::ComputerToolset20260801));
        talk.goOn(u"Interrupted."_s, u"key Escape"_s);
        talk.goOn();
        QCOMPARE(talk.calls.last(), u"computer.key {\"text\":\"Escape\"}"_s);
        QVERIFY(!talk.goOn());
    }

    void takesNotesInBracketsForNoOrder()
    {
        Talk talk(u"click 1 2\nrun ls"_s, declared(ToolDialect::ComputerToolset20260801));
        talk.goOn({}, u"[The user moved the mouse meanwhile.]"_s);
        talk.goOn();
        QCOMPARE(talk.calls.last(), u"bash {\"command\":\"ls\"}"_s);
    }

    void sumsUpWhatIsLeftToDo()
    {
        Talk talk(u"run one\nrun two\nclick 3 4"_s, declared(ToolDialect::ComputerToolset20260801));
        QVERIFY(talk.goOn(u""_s, kSummaryOrder.toString()));
        const QJsonArray summary = talk.next();
        QCOMPARE(summary.size(), 1);
        QCOMPARE(summary.first().toObject().value("text"_L1).toString(), u"run two\nclick 3 4"_s);
        QCOMPARE(talk.stopReason, u"end_turn"_s);
    }

    void quotesWhatShellAndEditorAnswered()
    {
        Talk talk(u"run ls"_s, declared(ToolDialect::ComputerToolset20260801));
        talk.goOn();
        QVERIFY(Talk::text(talk.next()).contains(u"fine"_s));
    }

    void leavesOutWhatTheRequestDoesNotOffer_data()
    {
        QTest::addColumn<QJsonArray>("tools");
        QTest::newRow("member switched off") << toolsOf(
            "[{'type':'computer_toolset_20260801','configs':{'zoom':{'enabled':false}}}]");
        QTest::newRow("zoom not enabled")
            << toolsOf("[{'type':'computer_20251124','name':'computer','display_width_px':9,"
                       "'display_height_px':9}]");
        QTest::newRow("no computer") << toolsOf("[{'type':'bash_20250124','name':'bash'}]");
    }
    void leavesOutWhatTheRequestDoesNotOffer()
    {
        QFETCH(QJsonArray, tools);
        Talk talk(u"zoom 0 0 9 9"_s, tools);
        const QString text = Talk::text(talk.next());
        QCOMPARE(talk.stopReason, u"end_turn"_s);
        QVERIFY2(text.contains(u"no tool here for “zoom 0 0 9 9”"_s), qPrintable(text));
    }

    void obeysTheToolChoice()
    {
        Talk one(u"click 1 2\ntype hi"_s, declared(ToolDialect::ComputerToolset20260801));
        one.request().insert(u"tool_choice"_s,
                             json("{'type':'auto','disable_parallel_tool_use':true}"));
        one.goOn();
        QCOMPARE(one.turns, QStringList{u"1"_s});
        Talk none(u"click 1 2"_s, declared(ToolDialect::ComputerToolset20260801));
        none.request().insert(u"tool_choice"_s, json("{'type':'none'}"));
        none.next();
        QCOMPARE(none.stopReason, u"end_turn"_s);
    }

    void endsAtMaxTokens()
    {
        Talk talk(u"say something long"_s, declared(ToolDialect::Custom));
        talk.request().insert(u"max_tokens"_s, 5);
        QCOMPARE(Talk::text(talk.next()).size(), 20);
        QCOMPARE(talk.stopReason, u"max_tokens"_s);
    }

    void thinksAsTheRequestSays_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("thinking");
        QTest::addColumn<QString>("shown"); // "-": no thinking block
        const auto row = [](const char *name, const char *model, const char *thinking,
                            const char *shown) {
            QTest::newRow(name) << QString::fromLatin1(model) << QString::fromLatin1(thinking)
                                << QString::fromLatin1(shown);
        };
        row("off", "claude-opus-4-8", "", "-");
        row("disabled", "claude-opus-4-8", "{'type':'disabled'}", "-");
        row("adaptive, omitted by default", "claude-opus-4-8", "{'type':'adaptive'}", "");
        row("adaptive, told", "claude-opus-4-8", "{'type':'adaptive','display':'summarized'}",
            "hard work");
        row("older models tell", "claude-sonnet-4-5", "{'type':'enabled','budget_tokens':1024}",
            "hard work");
        row("always thinking", "claude-opus-5-5", "", "");
        row("between tools, none yet", "claude-sonnet-5-5", "{'type':'between_tools'}", "-");
    }
    void thinksAsTheRequestSays()
    {
        QFETCH(QString, model);
        QFETCH(QString, thinking);
        Talk talk(u"think hard work\nscreenshot"_s, declared(ToolDialect::ComputerToolset20260801),
                  model);
        if (!thinking.isEmpty())
            talk.request().insert(u"thinking"_s, json(thinking.toLatin1().constData()));
        const QJsonObject first = talk.next().first().toObject();
        const bool thinks = first.value("type"_L1).toString() == "thinking"_L1;
        QTEST(thinks ? first.value("thinking"_L1).toString() : u"-"_s, "shown");
        QCOMPARE(!first.value("signature"_L1).toString().isEmpty(), thinks);
    }

    void bindsASignatureToItsPrefix()
    {
        Talk talk(u"think a\nscreenshot\nrun ls"_s, declared(ToolDialect::Custom));
        talk.request().insert(u"thinking"_s, json("{'type':'adaptive','display':'summarized'}"));
        const QJsonObject block = talk.next().first().toObject();
        QJsonObject request = talk.request();
        QCOMPARE(checkThinking(prefixFingerprints(request).at(1), block, {}), SignatureFault::None);
        // A moved cache marker is no change, another system text is.
        request.insert(u"system"_s, u"other"_s);
        QCOMPARE(checkThinking(prefixFingerprints(request).at(1), block, {}),
                 SignatureFault::OtherPrefix);
        QJsonObject edited = block;
        edited.insert(u"thinking"_s, u"b"_s);
        QCOMPARE(checkThinking(prefixFingerprints(talk.request()).at(1), edited, {}),
                 SignatureFault::Edited);
        QCOMPARE(checkThinking(prefixFingerprints(talk.request()).at(1), block, "another"),
                 SignatureFault::Gap);
    }
};

PILOTHOUSE_UNIT_TEST(TestDemoInterpreter)
#include "tst_demo_interpreter.moc"
