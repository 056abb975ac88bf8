#include "assembled.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;

/// Each kind of block comes out of a stream with the bytes it must go back with.
class TestReplyBlocks : public QObject
{
    Q_OBJECT
private slots:
    void keepsEachBlockAsItMustGoBack_data()
    {
        QTest::addColumn<QByteArray>("blocks");
        QTest::addColumn<QByteArray>("raw");
        const auto row = [](const char *tag, const QByteArray &blocks, const QByteArray &raw) {
            QTest::newRow(tag) << blocks << raw;
        };
        row("text keeps its escapes",
            stream::textBlock(0, {"a\\n", "\\u00e4", "\\ud83d", "\\ude00"}),
            R"({"type":"text","text":"a\n\u00e4\ud83d\ude00"})");
        row("input is the model's text",
            stream::callBlock(
                0,
                R"("id":"t1","name":"left_click","toolset_name":"computer","caller":{"type":"direct"})",
                {"", R"({"coordinate": [3,)", R"( 4], "a": 1.50})"}),
            R"({"type":"tool_use","id":"t1","name":"left_click","toolset_name":"computer",)"
            R"("caller":{"type":"direct"},"input":{"coordinate": [3, 4], "a": 1.50}})");
        row("no input is {}", stream::callBlock(0, R"("id":"t1","name":"screenshot")", {""}),
            R"({"type":"tool_use","id":"t1","name":"screenshot","input":{}})");
        row("input complete in the start",
            stream::blockStart(
                0, R"({"type":"tool_use","id":"t1","name":"bash","input":{"command":"ls"}})") +
                stream::blockStop(0),
            R"({"type":"tool_use","id":"t1","name":"bash","input":{"command":"ls"}})");
        row("thinking with its signature",
            stream::blockStart(0, R"({"type":"thinking","thinking":"","signature":""})") +
                stream::delta(0,
                              R"({"type":"thinking_delta","thinking":"I ","estimated_tokens":4})") +
                stream::delta(0, R"({"type":"thinking_delta","thinking":"see"})") +
                stream::delta(0, R"({"type":"signature_delta","signature":"c2ln"})") +
                stream::blockStop(0),
            R"({"type":"thinking","thinking":"I see","signature":"c2ln"})");
        row("empty thinking stays",
            stream::blockStart(0, R"({"type":"thinking","thinking":"","signature":""})") +
                stream::delta(0, R"({"type":"signature_delta","signature":"c2ln"})") +
                stream::blockStop(0),
            R"({"type":"thinking","thinking":"","signature":"c2ln"})");
        row("a signature that the start did not announce",
            stream::blockStart(0, R"({"type":"thinking","thinking":"x"})") +
                stream::delta(0, R"({"type":"signature_delta","signature":"s"})") +
                stream::blockStop(0),
            R"({"type":"thinking","thinking":"x","signature":"s"})");
        row("redacted thinking",
            stream::blockStart(0, R"({"type":"redacted_thinking", "data":"zzz"})") +
                stream::blockStop(0),
            R"({"type":"redacted_thinking", "data":"zzz"})");
        row("unknown block with an unknown delta",
            stream::blockStart(0, R"({"z":1,"type":"hologram","a":[1.0]})") +
                stream::delta(0, R"({"type":"glow_delta","glow":1})") + stream::blockStop(0),
            R"({"z":1,"type":"hologram","a":[1.0]})");
        row("unknown block with the deltas of others",
            stream::blockStart(0, R"({"type":"dream","text":"","input":{}})") +
                stream::delta(0, R"({"type":"text_delta","text":"x"})") +
                stream::delta(0, R"({"type":"input_json_delta","partial_json":"{}"})") +
                stream::blockStop(0),
            R"({"type":"dream","text":"","input":{}})");
        row("lone surrogate in a call's input",
            stream::callBlock(0, R"("id":"t","name":"bash")", {R"({"z":1.0,"command":"\ud83d"})"}),
            R"({"type":"tool_use","id":"t","name":"bash","input":{"z":1.0,"command":"\ufffd"}})");
        row("citations",
            stream::blockStart(0, R"({"type":"text","text":"","citations":[]})") +
                stream::delta(0, R"({"type":"text_delta","text":"x"})") +
                stream::delta(0, R"({"type":"citations_delta","citation":{"b":1,"a":2}})") +
                stream::delta(0, R"({"type":"citations_delta","citation":{"c":3}})") +
                stream::blockStop(0),
            R"({"type":"text","text":"x","citations":[{"b":1,"a":2},{"c":3}]})");
        row("compaction is assigned",
            stream::blockStart(0, R"({"type":"compaction","content":null})") +
                stream::delta(0, R"({"type":"compaction_delta","content":"a"})") +
                stream::delta(
                    0, R"({"type":"compaction_delta","content":"sum","encrypted_content":"e"})") +
                stream::blockStop(0),
            R"({"type":"compaction","content":"sum","encrypted_content":"e"})");
    }
    void keepsEachBlockAsItMustGoBack()
    {
        QFETCH(QByteArray, blocks);
        QTEST(onlyRaw(blocks), "raw");
    }

    void anyInputSurvivesInAnyPieces()
    {
        QVERIFY(rc::check("input goes through as it is", [] {
            const auto value = *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
            const QByteArray input =
                "{\"command\": " + stream::quoted(QByteArray::fromStdString(value)) + " }";
            const auto cuts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9));
            QByteArrayList pieces;
            qsizetype at = 0;
            for (size_t i = 0; at < input.size(); ++i) {
                const qsizetype length = cuts.empty() ? input.size() : cuts[i % cuts.size()];
                pieces += input.mid(at, length);
                at += length;
            }
            const auto reply =
                assemble(wrapped(stream::callBlock(0, R"("id":"t","name":"bash")", pieces))).reply;
            RC_ASSERT(RawObject::parse(reply->blocks.first().raw)->raw("input") == input);
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestReplyBlocks)
#include "tst_reply_blocks.moc"
