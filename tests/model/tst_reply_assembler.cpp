#include "assembled.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

class TestReplyAssembler : public QObject
{
    Q_OBJECT
private slots:
    void putsATextReplyTogether()
    {
        const Outcome outcome =
            assemble(stream::start() + stream::ping() +
                     stream::textBlock(0, {"Hel", "lo \\u00e4", "\xF0\x9F\x98\x80"}) +
                     stream::messageDelta("end_turn") + stream::stop());
        QVERIFY(outcome.reply.has_value());
        QCOMPARE(outcome.reply->id, u"msg_1"_s);
        QCOMPARE(outcome.reply->model, u"claude-opus-5-5"_s);
        QCOMPARE(outcome.reply->stopReason, u"end_turn"_s);
        QCOMPARE(outcome.reply->blocks.size(), 1);
        QCOMPARE(outcome.reply->blocks.first().text, u"Hello ä😀"_s);
        QCOMPARE(outcome.text, u"Hello ä😀"_s);
        QCOMPARE(outcome.reply->usage, (Usage{.input = 10, .output = 7}));
        QVERIFY(outcome.reply->costUsd > 0);
    }

    void decodesCallsAsItGoes()
    {
        const auto reply = assemble(
            wrapped(stream::callBlock(0, R"("id":"t1","name":"zoom","toolset_name":"computer")",
                                      {R"({"region":[0,0,9,9]})"}) +
                    stream::callBlock(1, R"("id":"t2","name":"bash")", {R"({"command":"ls"})"})));
        const QList<ToolCall> calls = reply.reply->toolCalls();
        QCOMPARE(calls.size(), 2);
        QCOMPARE(calls.at(0).action, u"zoom"_s);
        QCOMPARE(calls.at(0).toolset, u"computer"_s);
        QCOMPARE(calls.at(1).input.value("command"_L1).toString(), u"ls"_s);
    }

    void marksACallWithBrokenInput_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("cut off") << QByteArray("{\"command\": \"l");
        QTest::newRow("no object") << QByteArray("[1]");
        QTest::newRow("a control character in a string") << QByteArray("{\"command\":\"a\nb\"}");
    }
    void marksACallWithBrokenInput()
    {
        QFETCH(QByteArray, piece);
        const auto reply =
            assemble(wrapped(stream::callBlock(0, R"("id":"t1","name":"bash")", {piece}))).reply;
        QVERIFY(reply->toolCalls().first().malformed.contains(u"not valid JSON"_s));
        QCOMPARE(reply->blocks.first().raw,
                 QByteArray(R"({"type":"tool_use","id":"t1","name":"bash","input":{}})"));
    }

    void dropsBlankTextOnce()
    {
        const auto reply =
            assemble(wrapped(stream::textBlock(0, {}) + stream::textBlock(1, {" \\n"}) +
                             stream::textBlock(2, {"x"})))
                .reply;
        QCOMPARE(reply->blocks.size(), 1);
        QCOMPARE(reply->blocks.first().text, u"x"_s);
    }

    void mendsLoneSurrogatesInText()
    {
        const auto reply = assemble(wrapped(stream::textBlock(0, {"a\\ud83d"}))).reply;
        QCOMPARE(reply->blocks.first().raw,
                 QByteArray("{\"type\":\"text\",\"text\":\"a\xEF\xBF\xBD\"}"));
    }

    void toleratesServersThatUseAnIndexAgainOrLeaveTheStopOut()
    {
        const QByteArray thinking = stream::blockStart(0, R"({"type":"thinking","thinking":"hm"})");
        const QByteArray call =
            stream::blockStart(0, R"({"type":"tool_use","id":"t1","name":"bash","input":{}})") +
            stream::inputDelta(0, R"({"restart":true})");
        const QByteArray reused = thinking + stream::blockStop(0) + call + stream::blockStop(0);
        const QByteArray unstopped = thinking + call;
        for (const QByteArray &blocks : {reused, unstopped}) {
            const auto reply = assemble(wrapped(blocks)).reply;
            QVERIFY(reply.has_value());
            QCOMPARE(reply->blocks.size(), 2);
            QCOMPARE(reply->toolCalls().first().action, u"restart"_s);
        }
    }

    void keepsTheOrderOfArrivalWhenBlocksInterleave()
    {
        const auto reply = assemble(wrapped(stream::blockStart(0, R"({"type":"text","text":"a"})") +
                                            stream::blockStart(1, R"({"type":"text","text":"b"})") +
                                            stream::blockStop(1) + stream::blockStop(0)))
                               .reply;
        QCOMPARE(reply->blocks.at(0).text, u"a"_s);
        QCOMPARE(reply->blocks.at(1).text, u"b"_s);
    }

    void usageIsOverwrittenNeverAdded()
    {
        const auto reply =
            assemble(
                stream::start(
                    R"({"input_tokens":5,"cache_read_input_tokens":100,)"
                    R"("cache_creation_input_tokens":30,"cache_creation":)"
                    R"({"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"output_tokens":1})") +
                stream::messageDelta("end_turn", R"({"output_tokens":3})") +
                stream::messageDelta(
                    "end_turn",
                    R"({"output_tokens":9,"input_tokens":6,"cache_read_input_tokens":null})") +
                stream::stop())
                .reply;
        QCOMPARE(reply->usage, (Usage{.input = 6,
                                      .output = 9,
                                      .cacheRead = 100,
                                      .cacheWrite5m = 10,
                                      .cacheWrite1h = 20}));
    }

    void iterationsAreSummedAndPricedOneByOne()
    {
        const QByteArray usage =
            R"({"output_tokens":1,"iterations":[{"type":"compaction","input_tokens":90000,"output_tokens":10},)"
            R"({"type":"message","input_tokens":60000,"output_tokens":20,"cache_creation_input_tokens":5}]})";
        const auto reply =
            assemble(stream::start() + stream::messageDelta("end_turn", usage) + stream::stop(),
                     u"claude-haiku-5-5"_s)
                .reply;
        QCOMPARE(reply->usage, (Usage{.input = 150'000, .output = 30, .cacheWrite5m = 5}));
        QCOMPARE(reply->costUsd, (150'000 * 0.1 + 30 * 0.5 + 5 * 0.125) / 1e6);
    }

    void tellsWhyTheModelRefused()
    {
        const auto reply =
            assemble(
                stream::start() +
                stream::frame(
                    "message_delta",
                    R"({"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":)"
                    R"({"category":"cyber","explanation":"No."}},"usage":{}})") +
                stream::stop())
                .reply;
        QCOMPARE(reply->stopReason, u"refusal"_s);
        QCOMPARE(reply->stopExplanation, u"No. Category: cyber."_s);
    }

    void ignoresUnknownEvents()
    {
        const auto reply =
            assemble(stream::frame("weather", R"({"type":"weather"})") + stream::frame("calm", "") +
                     stream::saying("x") + stream::frame("late", "not json"))
                .reply;
        QVERIFY(reply.has_value());
    }

    void refusesABrokenStream_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("retry");
        const auto row = [](const char *tag, const QByteArray &bytes, bool retry = true) {
            QTest::newRow(tag) << bytes << retry;
        };
        row("nothing", QByteArray());
        row("no stop", stream::start() + stream::textBlock(0, {"x"}));
        row("second start", stream::start() + stream::start());
        row("block before start", stream::textBlock(0, {"x"}));
        row("delta without block",
            stream::start() + stream::delta(3, R"({"type":"text_delta","text":"x"})"));
        row("delta of another kind",
            stream::start() + stream::blockStart(0, R"({"type":"text","text":""})") +
                stream::delta(0, R"({"type":"input_json_delta","partial_json":"x"})"));
        row("delta without text", stream::start() +
                                      stream::blockStart(0, R"({"type":"text","text":""})") +
                                      stream::delta(0, R"({"type":"text_delta"})"));
        row("signature delta without a signature",
            stream::start() + stream::blockStart(0, R"({"type":"thinking","thinking":""})") +
                stream::delta(0, R"({"type":"signature_delta"})"));
        row("citation that is none", stream::start() +
                                         stream::blockStart(0, R"({"type":"text","text":""})") +
                                         stream::delta(0, R"({"type":"citations_delta"})"));
        row("no JSON", stream::start() + stream::frame("content_block_start", "{oops"));
        row("overloaded in the stream",
            stream::start() +
                stream::frame(
                    "error",
                    R"({"type":"error","error":{"type":"overloaded_error","message":"busy"}})"));
        row("unknown error in the stream",
            stream::start() +
                stream::frame("error",
                              R"({"type":"error","error":{"type":"new_error","message":"x"}})"));
        row("refused in the stream",
            stream::frame(
                "error",
                R"({"type":"error","error":{"type":"invalid_request_error","message":"bad"}})"),
            false);
        row("error that is no JSON", stream::frame("error", "boom"));
    }
    void refusesABrokenStream()
    {
        QFETCH(QByteArray, bytes);
        const auto reply = assemble(bytes).reply;
        QVERIFY(!reply);
        QTEST(reply.error().retry, "retry");
        QVERIFY(!reply.error().error.message.isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestReplyAssembler)
#include "tst_reply_assembler.moc"
