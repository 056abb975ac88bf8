#include "core/json.h"
#include "model/raw_object.h"
#include "chat_answer.h"
#include "chat_replies.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// "text:Hello", "bash(run){"command":"ls"}" …
QStringList shown(const ModelReply &reply)
{
    QStringList all;
    for (const ReplyBlock &block : reply.blocks) {
        if (!block.call)
            all += block.type + u':' + block.text;
        else if (!block.call->malformed.isEmpty())
            all += block.call->tool + u"(malformed)"_s;
        else
            all += block.call->id + u' ' + block.call->tool + u'(' + block.call->action + u')' +
                   QString::fromUtf8(compactJson(block.call->input));
    }
    return all;
}

} // namespace

/// Replies of servers of chat completions, as they should be and as they are.
class TestChatAssembler : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatServersSend_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("blocks");
        addChatReplies([](const char *tag, const QByteArray &body, const QStringList &blocks) {
            QTest::newRow(tag) << body << blocks;
        });
    }
    void readsWhatServersSend()
    {
        QFETCH(QByteArray, body);
        for (const qsizetype step : {qsizetype(1), qsizetype(7), body.size()}) {
            const auto reply = readAll(body, 200, step);
            QVERIFY2(reply, reply ? "" : qPrintable(reply.error().error.message));
            QTEST(shown(*reply), "blocks");
        }
    }

    void countsTokensAndCost_data()
    {
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<qint64>("input");
        QTest::addColumn<qint64>("cached");
        QTest::addColumn<double>("cost");
        addChatUsages([](const char *tag, const QByteArray &usage, qint64 input, qint64 cached,
                         double cost) { QTest::newRow(tag) << usage << input << cached << cost; });
    }
    void countsTokensAndCost()
    {
        QFETCH(QByteArray, usage);
        const ModelInfo model{.prices = {.input = 1, .output = 10, .cacheRead = 0.1}};
        const auto reply = readAll(chat::text("Hi") + chat::end("stop") + chat::usage(usage), 200,
                                   0, nullptr, model);
        QVERIFY(reply);
        QTEST(reply->usage.input, "input");
        QTEST(reply->usage.cacheRead, "cached");
        QCOMPARE(reply->usage.output, 7);
        QTEST(reply->costUsd, "cost");
    }

    void countsOnceWhatIsToldWithEachChunk()
    {
        const auto reply = readAll(chat::counting(1) + chat::counting(2) + chat::end("stop"));
        QCOMPARE(reply->usage, (Usage{.input = 10, .output = 2}));
    }

    void tellsWordsAndThoughtsAsTheyCome()
    {
        Told told;
        const QByteArray body = chat::thought("H") + chat::thought("m") + chat::text("Hel") +
                                chat::text("lo") + chat::end("stop");
        QVERIFY(readAll(body, 200, 0, &told));
        QCOMPARE(told.thinking, u"Hm"_s);
        QCOMPARE(told.text, u"Hello"_s);
    }

    void aRefusalIsOne()
    {
        const auto reply = readAll(chat::refusal("I may not.") + chat::end("stop"));
        QCOMPARE(reply->stopReason, u"refusal"_s);
        QCOMPARE(reply->stopExplanation, u"I may not."_s);
    }

    void whatMustGoBackAsItCameIsKept()
    {
        const auto details = readAll(chat::detailedThought());
        const auto thinking = RawObject::parse(details->blocks.first().raw);
        QCOMPARE(thinking->object("item").raw("reasoning_details"), chat::kJoinedDetails);
        QCOMPARE(thinking->object("item").raw("reasoning"), QByteArray("true"));

        const auto wrapped = readAll(chat::wrappedArguments());
        const auto call = RawObject::parse(wrapped->blocks.first().raw);
        QCOMPARE(call->raw("input"), QByteArray("{\"command\":\"ls\"}"));
        QCOMPARE(call->object("item").string("arguments"),
                 u"{\"arguments\": {\"command\":\"ls\"}}"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestChatAssembler)
#include "tst_chat_assembler.moc"
