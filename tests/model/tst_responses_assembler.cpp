#include "model/responses/responses_assembler.h"

#include "model/http/answer_reader.h"
#include "responses_text.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

struct Heard
{
    QString text;
    QString thinking;
    ProgressSink sink()
    {
        return [this](const ModelProgress &progress) {
            if (const auto *delta = std::get_if<TextDelta>(&progress))
                text += delta->text;
            if (const auto *delta = std::get_if<ThinkingDelta>(&progress))
                thinking += delta->text;
        };
    }
};

ModelInfo priced()
{
    ModelInfo model;
    model.prices = {.input = 1e6, .output = 1e6, .cacheWrite5m = 1e6, .cacheRead = 1e5};
    model.hasPrices = true;
    return model;
}

ApiResult<ModelReply> read(const QByteArray &body, const QByteArray &type = "text/event-stream",
                           qsizetype piece = 0, Heard *heard = nullptr)
{
    Heard unheard;
    const ProgressSink sink = (heard ? *heard : unheard).sink();
    AnswerReader reader(systemClock(), sink, std::make_unique<ResponsesAssembler>(priced()));
    const AnswerHead head{.status = 200, .type = type};
    const qsizetype step = piece > 0 ? piece : body.size();
    for (qsizetype i = 0; i < body.size(); i += step)
        if (const auto taken = reader.read(head, body.mid(i, step)); !taken)
            return tl::unexpected(taken.error());
    return reader.finish(head, {.status = 200});
}

QByteArrayList rawsIn(const ModelReply &reply)
{
    QByteArrayList raws;
    for (const ReplyBlock &block : reply.blocks)
        raws.append(block.raw);
    return raws;
}

const QByteArray kStream = streamOf({kReasoningItem, kMessageItem, kComputerItem});

} // namespace

class TestResponsesAssembler : public QObject
{
    Q_OBJECT
private slots:
    void readsAStreamHoweverItIsCut()
    {
        const auto whole = read(kStream);
        QVERIFY(whole);
        QCOMPARE(whole->id, u"resp_1"_s);
        QCOMPARE(whole->model, u"gpt-5.4-2026-03-05"_s);
        QCOMPARE(whole->stopReason, u"tool_use"_s);
        QCOMPARE(whole->blocks.size(), 4);
        QVERIFY(whole->blocks.at(0).raw.contains(kReasoningItem));
        for (const qsizetype piece : {1, 7, 64})
            QCOMPARE(rawsIn(*read(kStream, "text/event-stream", piece)), rawsIn(*whole));
    }

    void countsTokensAndCost()
    {
        const auto reply = read(kStream);
        QCOMPARE(reply->usage,
                 (Usage{.input = 15, .output = 9, .cacheRead = 100, .cacheWrite5m = 5}));
        QCOMPARE(reply->costUsd, 15 + 9 + 10 + 5.0);
    }

    void showsWordsAsTheyCome()
    {
        Heard heard;
        const QByteArray words =
            begun() + typedEvent("response.reasoning_summary_part.added", "\"summary_index\":0") +
            typedEvent("response.reasoning_summary_text.delta",
                       "\"summary_index\":0,\"delta\":\"Let \"") +
            typedEvent("response.reasoning_summary_part.added", "\"summary_index\":1") +
            typedEvent("response.reasoning_summary_text.delta",
                       "\"summary_index\":1,\"delta\":\"me\"") +
            typedEvent("response.output_text.delta",
                       "\"delta\":\"H\\u00e4\",\"obfuscation\":\"xx\"") +
            typedEvent("response.output_text.delta", "\"delta\":\"llo\"") +
            itemDone(0, kReasoningItem) + itemDone(1, kMessageItem) +
            ended("completed", {kReasoningItem, kMessageItem});
        const auto reply = read(words, "text/event-stream", 0, &heard);
        QCOMPARE(heard.thinking, u"Let \n\nme"_s);
        QCOMPARE(heard.text, u"Hällo"_s);
        QCOMPARE(reply->stopReason, u"end_turn"_s);
    }

    void readsAResponseThatIsNoStream()
    {
        const auto reply =
            read(responseText("completed", {kReasoningItem, kFunctionItem}), "application/json");
        QVERIFY(reply);
        QCOMPARE(reply->blocks.size(), 2);
        QCOMPARE(reply->blocks.at(1).call->id, u"call_f"_s);
        QVERIFY(reply->blocks.at(1).raw.contains("\"item\":{"));
        QCOMPARE(reply->stopReason, u"tool_use"_s);
    }

    void takesItemsFromTheEndWhereTheyDidNotComeBefore()
    {
        const auto reply = read(begun() + itemDone(0, kReasoningItem) +
                                ended("completed", {kReasoningItem, kMessageItem}));
        QCOMPARE(reply->blocks.size(), 2);
    }

    void letsPassWhatItDoesNotKnow()
    {
        const auto reply =
            read(begun() + typedEvent("response.audio.delta", "\"delta\":\"x\"") + ": ping\n\n" +
                 typedEvent("keepalive", QByteArray()) +
                 itemDone(0, "{\"type\":\"new_call\",\"id\":\"n\"}") + itemDone(1, kMessageItem) +
                 ended("completed", {"{\"type\":\"new_call\",\"id\":\"n\"}", kMessageItem}));
        QCOMPARE(reply->blocks.at(0).type, u"new_call"_s);
        QCOMPARE(reply->stopReason, u"end_turn"_s);
    }

    void saysWhyAReplyEnds_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("explanation");
        const auto row = [](const char *name, const QByteArray &end, const QString &reason,
                            const QString &explanation = {}) {
            QTest::newRow(name) << end << reason << explanation;
        };
        const auto cut = [](const QByteArray &reason) {
            return ended("incomplete", {kMessageItem},
                         ",\"incomplete_details\":{\"reason\":\"" + reason + "\"}");
        };
        row("words", ended("completed", {kMessageItem}), u"end_turn"_s);
        row("a call", ended("completed", {kFunctionItem}), u"tool_use"_s);
        row("nothing", ended("completed", {}), u"end_turn"_s);
        row("no room", cut("max_output_tokens"), u"max_tokens"_s);
        row("a filter", cut("content_filter"), u"refusal"_s,
            u"The provider's content filter stopped the reply. Say the task in other words."_s);
        row("another reason", cut("lunch"), u"incomplete: lunch"_s);
        row("a refusal",
            ended("completed", {"{\"type\":\"message\",\"content\":[{\"type\":\"refusal\","
                                "\"refusal\":\"I can't.\"}]}"}),
            u"refusal"_s, u"I can't."_s);
    }
    void saysWhyAReplyEnds()
    {
        QFETCH(QByteArray, end);
        const auto reply = read(begun() + end);
        QVERIFY(reply);
        QTEST(reply->stopReason, "reason");
        QTEST(reply->stopExplanation, "explanation");
    }

    void failsWhereTheReplyDoes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("retry");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &body, Errc code, bool retry,
                            const QString &words) {
            QTest::newRow(name) << body << int(code) << retry << words;
        };
        const auto failure = [](const QByteArray &code) {
            return ended("failed", {},
                         ",\"error\":{\"code\":\"" + code + "\",\"message\":\"Oh.\"}");
        };
        row("their fault", failure("server_error"), Errc::Unavailable, true, u"Oh."_s);
        row("too much", failure("rate_limit_exceeded"), Errc::RateLimited, true, u"Oh."_s);
        row("our fault", failure("invalid_prompt"), Errc::InvalidArgument, false, u"Oh."_s);
        row("a picture", failure("image_parse_error"), Errc::InvalidArgument, false, u"Oh."_s);
        row("a rule", failure("bio_policy"), Errc::InvalidArgument, false, u"Oh."_s);
        row("an error in the stream",
            begun() +
                typedEvent("error", "\"code\":\"server_error\",\"message\":\"Oh.\",\"param\":null"),
            Errc::Unavailable, true, u"Oh."_s);
        row("an error of the account",
            typedEvent("error",
                       "\"code\":\"insufficient_quota\",\"message\":\"Pay.\",\"param\":null"),
            Errc::Unavailable, false, u"Pay."_s);
        row("another status",
            typedEvent("response.completed", "\"response\":{\"status\":\"cancelled\"}"),
            Errc::Unavailable, true, u"ended its reply as \"cancelled\""_s);
        row("no JSON", begun() + "data: {oops\n\n", Errc::Unavailable, true, u"no JSON"_s);
        row("no item", begun() + itemDone(0, "{}") + ended("completed", {"{}"}), Errc::Unavailable,
            true, u"cannot be read"_s);
        row("another dialect", "data: {\"choices\":[]}\n\n", Errc::InvalidArgument, false,
            u"/v1/chat/completions"_s);
        row("the end is missing", begun() + itemDone(0, kMessageItem), Errc::Unavailable, true,
            u"broke off"_s);
    }
    void failsWhereTheReplyDoes()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(bool, retry);
        QFETCH(QString, words);
        const auto reply = read(body);
        QVERIFY(!reply);
        QVERIFY2(reply.error().error.message.contains(words),
                 qPrintable(reply.error().error.message));
        QCOMPARE(int(reply.error().error.code), code);
        QCOMPARE(reply.error().retry, retry);
    }

    void isNoReplyWhereverItBreaksOff()
    {
        const qsizetype end = kStream.indexOf("event: response.completed");
        for (qsizetype size = 0; size <= end; size += 13)
            QVERIFY2(!read(kStream.first(size)), qPrintable(QString::number(size)));
    }
};

PILOTHOUSE_UNIT_TEST(TestResponsesAssembler)
#include "tst_responses_assembler.moc"
