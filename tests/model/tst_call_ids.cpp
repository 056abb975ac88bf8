#include "model/call_ids.h"

#include "model/raw_object.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestCallIds : public QObject
{
    Q_OBJECT

    static ModelReply replyWith(const QByteArrayList &blocks)
    {
        ModelReply reply;
        for (const QByteArray &raw : blocks) {
            const auto object = RawObject::parse(raw);
            ReplyBlock block{.raw = raw, .type = object->string("type")};
            if (block.type == "tool_use"_L1)
                block.call = ToolCall{.id = object->string("id")};
            reply.blocks.append(block);
        }
        return reply;
    }

private slots:
    void everyCallGetsAnIdThatAPersonCanAnswerTo_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<bool>("stays");
        const auto row = [](const QByteArray &id, bool stays) {
            QTest::newRow(id.left(20).constData()) << id << stays;
        };
        row("toolu_01A09q90qw90lq917835lq9", true);
        row("call_0", true);
        row("", false);
        row("known", false);
        row("a/b", false);
        row("..", false);
        row("a b", false);
        row("a\\u0000b", false);
        row("\\u202ea", false);
        row("a\\n", false);
        row(QByteArray(129, 'a'), false);
    }
    void everyCallGetsAnIdThatAPersonCanAnswerTo()
    {
        QFETCH(QByteArray, id);
        QFETCH(bool, stays);
        const QByteArray raw =
            "{\"type\":\"tool_use\", \"input\":{\"b\":1,\"a\":2}, \"id\":\"" + id + "\"}";
        ModelReply reply = replyWith({raw});

        giveOwnIds(reply, {u"known"_s});

        const ReplyBlock &block = reply.blocks.constFirst();
        QCOMPARE(block.raw == raw, stays);
        QVERIFY(block.call->id.startsWith(u"toolu_"_s) || stays);
        QCOMPARE(RawObject::parse(block.raw)->string("id"), block.call->id);
        QVERIFY(block.raw.contains("{\"b\":1,\"a\":2}")); // no other byte changes
    }

    void twoCallsOfOneReplyNeverShareAnId()
    {
        const QByteArray call = R"({"type":"tool_use","id":"x","name":"bash","input":{}})";
        const QByteArray nameless = R"({"type":"tool_use","name":"bash","input":{}})";
        ModelReply reply = replyWith({call, nameless, call, nameless});

        giveOwnIds(reply, {});

        QSet<QString> ids;
        for (const ReplyBlock &block : reply.blocks) {
            ids.insert(block.call->id);
            QCOMPARE(RawObject::parse(block.raw)->string("id"), block.call->id);
        }
        QCOMPARE(ids.size(), 4);
        QCOMPARE(reply.blocks.at(0).raw, call);
    }

    void whatIsNoCallStaysAsItIs()
    {
        const QByteArray other = R"({"type":"server_tool_use","id":"x"})";
        const QByteArray call = R"({"type":"tool_use","id":"y"})";
        ModelReply reply = replyWith({other, R"({"type":"text","text":"a"})", call});
        giveOwnIds(reply, {u"x"_s});
        QCOMPARE(reply.blocks.at(0).raw, other);
        QCOMPARE(reply.blocks.at(2).raw, call);
    }
};

PILOTHOUSE_UNIT_TEST(TestCallIds)
#include "tst_call_ids.moc"
