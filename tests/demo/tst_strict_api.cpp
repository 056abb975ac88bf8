#include "strict_api.h"

#include "demo/demo_interpreter.h"
#include "demo/demo_wire.h"
#include "rules_draft.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestStrictApi : public QObject
{
    Q_OBJECT
private slots:
    void acceptsItsOwnConversationAndNoticesChanges()
    {
        QJsonObject request = parsed(QString::fromLatin1(kPlain)).toObject();
        request.insert(u"thinking"_s, json("{'type':'adaptive','display':'summarized'}"));
        request.insert(u"messages"_s, QJsonArray{userText(u"screenshot\nrun ls\nkey a"_s)});
        StrictApi strict;
        for (int turn = 0; turn < 3; ++turn) {
            const DemoReply reply = demoReply(request);
            QCOMPARE(strict.check(sent(request)), QStringList());
            answer(request, reply);
        }
        QCOMPARE(strict.check(sent(request)), QStringList());

        const auto broken = [&request](const QStringList &path, const QString &value) {
            return rulesBroken(sent(edited(request, path, parsed(value)).toObject()));
        };
        const QStringList content{u"messages"_s, u"3"_s, u"content"_s, u"0"_s};
        QVERIFY(broken({u"system"_s}, u"'Be bad.'"_s).contains("signature"));
        QVERIFY(broken({u"messages"_s, u"0"_s, u"content"_s}, u"'other'"_s).contains("signature"));
        QVERIFY(broken(content + QStringList{u"thinking"_s}, u"'other'"_s).contains("signature"));
        // One in the middle is gone: the next does not link to the one before.
        QJsonValue gap = edited(request, content, QJsonValue(QJsonValue::Undefined));
        QVERIFY(rulesBroken(sent(gap.toObject())).contains("signature"));
        // The first ones may go, the last one before open calls may not.
        QJsonValue front = edited(request, {u"messages"_s, u"1"_s, u"content"_s, u"0"_s},
                                  QJsonValue(QJsonValue::Undefined));
        QCOMPARE(rulesBroken(sent(front.toObject())), QByteArrayList());
        QJsonValue last = edited(request, {u"messages"_s, u"5"_s, u"content"_s, u"0"_s},
                                 QJsonValue(QJsonValue::Undefined));
        QVERIFY(rulesBroken(sent(last.toObject())).contains("thinking-dropped"));
        QVERIFY(!strict.check(sent(front.toObject())).isEmpty());
    }

    void wantsBlocksBackByteForByte()
    {
        StrictApi strict;
        strict.replied({"{\"b\":1,\"a\":2}"});
        DemoRequest request = drafted(kPlain, {});
        QVERIFY(strict.check(request).first().startsWith(u"echo"_s));
        request.body.replace("\"hi\"", "[{\"b\":1,\"a\":2}]");
        QVERIFY(strict.check(request).filter(u"echo"_s).isEmpty());
    }

private:
    static DemoRequest sent(const QJsonObject &body)
    {
        DemoRequest request = drafted(kPlain, {});
        request.body = compactJson(body);
        return request;
    }

    /// The reply appended, and a result for each of its calls.
    static void answer(QJsonObject &request, const DemoReply &reply)
    {
        const QJsonObject message =
            parseJsonObject(messageJson(reply, {.id = "m", .model = {}, .usage = {}})).value();
        QJsonArray results;
        for (const DemoBlock &block : reply.blocks) {
            if (block.kind != DemoBlock::Kind::ToolUse)
                continue;
            QJsonObject result{{u"type"_s, u"tool_result"_s},
                               {u"tool_use_id"_s, QString::fromLatin1(block.call.id)},
                               {u"content"_s, u"fine"_s}};
            if (!block.call.toolset.isEmpty())
                result.insert(u"toolset_name"_s, block.call.toolset);
            results << result;
        }
        QJsonArray messages = request.value("messages"_L1).toArray();
        messages << QJsonObject{{u"role"_s, u"assistant"_s},
                                {u"content"_s, message.value("content"_L1)}}
                 << QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, results}};
        request.insert(u"messages"_s, messages);
    }
};

PILOTHOUSE_UNIT_TEST(TestStrictApi)
#include "tst_strict_api.moc"
