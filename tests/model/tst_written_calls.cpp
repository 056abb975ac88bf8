#include "assembled.h"
#include "core/json.h"
#include "model/loose_input.h"
#include "model/written_calls.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;

namespace {

// moc cannot read raw strings with many quotes.
QString quoted(QString text)
{
    return text.replace(u'\'', u'"');
}

ModelReply saying(const QString &text)
{
    ModelReply reply;
    reply.blocks +=
        ReplyBlock{.raw = compactJson(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, text}}),
                   .type = u"text"_s,
                   .text = text};
    return reply;
}

/// "computer screenshot {}" of each call.
QStringList callsOf(const ModelReply &reply)
{
    QStringList calls;
    for (const ToolCall &call : reply.toolCalls())
        calls += call.tool + u' ' + call.action + u' ' +
                 QString::fromUtf8(compactJson(call.input)).replace(u'"', u'\'') + call.malformed;
    return calls;
}

} // namespace

/// Calls that came as text, and input that came as a string.
class TestWrittenCalls : public QObject
{
    Q_OBJECT
private slots:
    void carriesOutWhatCanOnlyBeACall_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("calls");
        QTest::addColumn<QString>("before");
        const QStringList look{u"computer screenshot {}"_s};
        const QStringList ls{u"bash run {'command':'ls'}"_s};
        const QStringList click{u"computer left_click {'coordinate':[3,4]}"_s};
        const auto row = [](const char *tag, const QString &text, const QStringList &calls,
                            const QString &before = {}) {
            QTest::newRow(tag) << quoted(text) << calls << before;
        };
        row("JSON", u"{'name':'bash','arguments':{'command':'ls'}}"_s, ls);
        row("parameters", u"{'name': 'bash', 'parameters': {'command': 'ls'}}"_s, ls);
        row("input", u"{'type':'tool_use','id':'x','name':'bash','input':{'command':'ls'}}"_s, ls);
        row("arguments in a string",
            QStringLiteral(R"({'name':'bash','arguments':'{\'command\':\'ls\'}'})")
                .replace(u"\\'"_s, u"\\\""_s),
            ls);
        row("OpenAI's",
            u"{'type':'function','function':{'name':'bash','arguments':{'command':'ls'}}}"_s, ls);
        row("a list of calls",
            u"{'tool_calls':[{'function':{'name':'computer','arguments':{'action':'screenshot'}}}]}"_s,
            look);
        row("an array",
            u"[{'name':'computer','arguments':{'action':'screenshot'}},{'name':'bash','arguments':{'command':'ls'}}]"_s,
            look + ls);
        row("tool", u"{'tool':'computer','action':'screenshot'}"_s, look);
        row("an action alone", u"{'action':'left_click','coordinate':[3,4]}"_s, click);
        row("an action as the tool", u"{'name':'left_click','arguments':{'coordinate':[3,4]}}"_s,
            click);
        row("computer_use", u"{'name':'computer_use','arguments':{'action':'screenshot'}}"_s, look);
        row("a fence", u"```json\n{'name':'bash','arguments':{'command':'ls'}}\n```"_s, ls);
        row("a fence without a name", u"```\n{'name':'bash','arguments':{'command':'ls'}}```"_s,
            ls);
        row("tool_call",
            u"<tool_call>\n{'name':'bash','arguments':{'command':'ls'}}\n</tool_call>"_s, ls);
        row("tool_call after words",
            u"I look.\n<tool_call>{'name':'computer','arguments':{'action':'screenshot'}}</tool_call>"_s,
            look, u"I look."_s);
        row("tool_call without an end",
            u"<tool_call>{'name':'bash','arguments':{'command':'ls'}}"_s, ls);
        row("two tool_calls",
            u"<tool_call>{'name':'bash','arguments':{'command':'ls'}}</tool_call>\n"
            "<tool_call>{'action':'screenshot'}</tool_call>"_s,
            ls + look);
        row("tool_call with a fence",
            u"<tool_call>\n```json\n{'name':'bash','arguments':{'command':'ls'}}\n```\n</tool_call>"_s,
            ls);
        row("Llama's", u"<|python_tag|>{'name':'bash','parameters':{'command':'ls'}}<|eom_id|>"_s,
            ls);
        row("Mistral's", u"[TOOL_CALLS][{'name':'bash','arguments':{'command':'ls'}}]"_s, ls);
        row("function=", u"<function=bash>{'command':'ls'}</function>"_s, ls);
        row("Qwen's coder",
            u"<tool_call>\n<function=bash>\n<parameter=command>\nls\n</parameter>\n</function>\n"
            "</tool_call>"_s,
            ls);
        row("parameters that are no text",
            u"<function=computer><parameter=action>left_click</parameter>"
            "<parameter=coordinate>[3, 4]</parameter></function>"_s,
            click);
        row("invoke",
            u"<function_calls><invoke name='bash'><parameter name='command'>ls</parameter>"
            "</invoke></function_calls>"_s,
            ls);
    }
    void carriesOutWhatCanOnlyBeACall()
    {
        QFETCH(QString, text);
        QFETCH(QString, before);
        ModelReply reply = saying(text);
        unwrapWrittenCalls(reply, ToolDialect::Custom);
        QTEST(callsOf(reply), "calls");
        QVERIFY(reply.problem.isEmpty());
        const bool hasWords = reply.blocks.first().type == "text"_L1;
        QCOMPARE(hasWords ? reply.blocks.first().text : QString(), before);
        for (const ReplyBlock &block : reply.blocks)
            QVERIFY(RawObject::parse(block.raw));
    }

    void saysWhatItCannotRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("cut off") << u"<tool_call>{\"name\":\"bash\""_s;
        QTest::newRow("no JSON") << u"<tool_call>click on the button</tool_call>"_s;
        QTest::newRow("another tool")
            << u"<tool_call>{\"name\":\"fly\",\"arguments\":{}}</tool_call>"_s;
        QTest::newRow("Python") << u"<|python_tag|>computer.click(3, 4)"_s;
        QTest::newRow("words behind")
            << u"<tool_call>{\"action\":\"screenshot\"}</tool_call> and then I wait"_s;
    }
    void saysWhatItCannotRead()
    {
        QFETCH(QString, text);
        ModelReply reply = saying(text);
        unwrapWrittenCalls(reply, ToolDialect::Custom);
        QVERIFY(reply.toolCalls().isEmpty());
        QVERIFY2(reply.problem.contains(u"--tool-call-parser"_s), qPrintable(reply.problem));
    }

    void leavesTextsAlone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << u"The file is saved."_s;
        QTest::newRow("JSON that was asked for") << u"{\"name\":\"Ada\",\"age\":36}"_s;
        QTest::newRow("a list that was asked for") << u"[1, 2, 3]"_s;
        QTest::newRow("code") << u"```sh\nls -l\n```"_s;
        QTest::newRow("a call in the middle of words")
            << u"I would call {\"name\":\"bash\",\"arguments\":{\"command\":\"ls\"}} next."_s;
        QTest::newRow("a fence after words")
            << u"Call it so:\n```json\n{\"name\":\"bash\",\"arguments\":{}}\n```"_s;
        QTest::newRow("a command alone") << u"{\"command\":\"ls\"}"_s;
    }
    void leavesTextsAlone()
    {
        QFETCH(QString, text);
        ModelReply reply = saying(text);
        unwrapWrittenCalls(reply, ToolDialect::Custom);
        QCOMPARE(reply.blocks.size(), 1);
        QCOMPARE(reply.blocks.first().text, text);
        QVERIFY(reply.problem.isEmpty());
    }

    void readsAnyText()
    {
        QVERIFY(rc::check("blocks can be sent back", [] {
            const auto parts =
                *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                    "<tool_call>", "{", "}", "[", "]", "\"name\":\"bash\"", ",", "\"", "\\",
                    "<function=bash>", "</function>", "```", "\n", "x", "[TOOL_CALLS]",
                    "{\"action\":\"wait\"}"));
            std::string text;
            for (const std::string &part : parts)
                text += part;
            ModelReply reply = saying(QString::fromStdString(text));
            unwrapWrittenCalls(reply, ToolDialect::Custom);
            for (const ReplyBlock &block : reply.blocks)
                RC_ASSERT(RawObject::parse(block.raw).has_value());
        }));
    }

    void inputMayBeAStringThatHoldsIt_data()
    {
        QTest::addColumn<QString>("fields"); // of the block
        QTest::addColumn<QString>("piece");  // streamed
        const QString name = u"'name':'bash'"_s;
        const auto row = [&](const char *tag, const QString &fields, const QString &piece = {}) {
            QTest::newRow(tag) << quoted(name + fields) << quoted(piece);
        };
        row("an object", u",'input':{'command':'ls'}"_s);
        row("a string", u",'input':'{\\'command\\':\\'ls\\'}'"_s);
        row("a string in a string", u",'input':'\\'{\\\\\\'command\\\\\\':\\\\\\'ls\\\\\\'}\\''"_s);
        row("a streamed string", u",'input':{}"_s, u"'{\\'command\\':\\'ls\\'}'"_s);
        row("arguments", u",'arguments':{'command':'ls'}"_s);
        row("arguments in a string", u",'input':{},'arguments':'{\\'command\\':\\'ls\\'}'"_s);
        row("wrapped", u",'input':{'arguments':{'command':'ls'}}"_s);
        row("wrapped in a string", u",'input':{'parameters':'{\\'command\\':\\'ls\\'}'}"_s);
    }
    void inputMayBeAStringThatHoldsIt()
    {
        QFETCH(QString, fields);
        QFETCH(QString, piece);
        QByteArray frames =
            stream::blockStart(0, "{\"type\":\"tool_use\",\"id\":\"t1\"," + fields.toUtf8() + '}');
        if (!piece.isEmpty())
            frames += stream::inputDelta(0, piece.toUtf8());
        const auto reply =
            assemble(wrapped(frames + stream::blockStop(0)), u"qwen"_s, ToolDialect::Custom).reply;
        QVERIFY(reply);
        QCOMPARE(callsOf(*reply), QStringList{u"bash run {'command':'ls'}"_s});
        const auto raw = RawObject::parse(reply->blocks.first().raw);
        QVERIFY(raw->raw("input").startsWith('{'));
    }
};

PILOTHOUSE_UNIT_TEST(TestWrittenCalls)
#include "tst_written_calls.moc"
