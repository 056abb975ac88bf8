#include "client_under_test.h"
#include "model/anthropic/sent_thinking.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pilothouse;
using Answer = ScriptedHttp::Answer;

namespace {

const QByteArray kSigned = R"({"type":"thinking","thinking":"a","signature":"c2ln"})";
const QByteArray kUnsigned = R"({"type":"thinking","thinking":"b"})";
const QByteArray kEmptySignature = R"({"type":"thinking","thinking":"c","signature":""})";
const QByteArray kRedacted = R"({"type":"redacted_thinking","data":"ZGF0YQ=="})";
const QByteArray kEmptyRedacted = R"({"type":"redacted_thinking","data":""})";
const QByteArray kFresh = R"({"type":"thinking","thinking":"n","signature":"bmV3"})";
const QByteArray kQuoting = R"({"type":"text","text":"I was thinking."})";

const QByteArray kSchemaWords =
    R"({"detail":[{"loc":["body","messages",1,"thinking","signature"],"msg":"Field required"}]})";

ModelRequest after(const QByteArrayList &blocks, const QString &model)
{
    ModelRequest request = hello();
    request.model = model;
    request.dialect = ModelTable::builtin().find(model).dialect;
    request.turns += AssistantTurn{blocks};
    request.turns += UserTurn{.texts = {u"Go on"_s}};
    return request;
}

/// The blocks that went back as the model's.
QByteArrayList sentBack(const ScriptedHttp::Request &request)
{
    QByteArrayList blocks;
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QJsonArray messages = body.value("messages"_L1).toArray();
    for (const QJsonValue &message : messages) {
        const QJsonArray content = message["content"_L1].toArray();
        for (const QJsonValue &block : content)
            if (message["role"_L1] == "assistant"_L1)
                blocks += QJsonDocument(block.toObject()).toJson(QJsonDocument::Compact);
    }
    return blocks;
}

QByteArrayList reprinted(QByteArrayList blocks)
{
    for (QByteArray &block : blocks)
        block = QJsonDocument::fromJson(block).toJson(QJsonDocument::Compact);
    return blocks;
}

Answer refusing(const QByteArray &words, int status = 400)
{
    return Answer::text(status, stream::errorBody("invalid_request_error", words));
}

} // namespace

/// Thinking that cannot be valid does not go back, and what a server refuses goes once.
class TestSentThinking : public QObject
{
    Q_OBJECT
private slots:
    void sendsOnlySignedThinkingToClaude_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArrayList>("kept");
        const QByteArrayList all{kSigned,   kUnsigned,      kEmptySignature,
                                 kRedacted, kEmptyRedacted, kQuoting};
        QTest::newRow("Claude") << u"claude-opus-5-5"_s
                                << QByteArrayList{kSigned, kRedacted, kQuoting};
        QTest::newRow("another model, which signs nothing") << u"gpt-oss"_s << all;
    }
    void sendsOnlySignedThinkingToClaude()
    {
        QFETCH(QString, model);
        QFETCH(QByteArrayList, kept);
        ScriptedHttp server;
        server.then(Answer::stream(stream::saying("x")));
        Seen seen;
        const ModelRequest request = after(
            {kSigned, kUnsigned, kEmptySignature, kRedacted, kEmptyRedacted, kQuoting}, model);
        QVERIFY(ask(configFor(server), request, seen));
        QCOMPARE(sentBack(server.requests().first()), reprinted(kept));
    }

    void aReplyThatOnlyThoughtIsLeftOutWhole()
    {
        ScriptedHttp server;
        server.then(Answer::stream(stream::saying("x")));
        Seen seen;
        const auto reply = ask(configFor(server), after({kUnsigned}, u"claude-opus-5-5"_s), seen);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QCOMPARE(sentBack(server.requests().first()), QByteArrayList());
    }

    void goesOnWithoutThinkingThatIsRefused_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<Answer>("refusal");
        QTest::newRow("the API's words")
            << u"claude-opus-5-5"_s
            << refusing("messages.1.content.0: Invalid `signature` in `thinking` block");
        QTest::newRow("another conversation's")
            << u"claude-fable-5-2"_s
            << refusing("Invalid signature in thinking block. The block is bound to a different "
                        "conversation");
        QTest::newRow("redacted") << u"claude-opus-5-5"_s
                                  << refusing("`redacted_thinking` blocks cannot be decrypted");
        QTest::newRow("a schema's words") << u"qwen3"_s << Answer::text(422, kSchemaWords);
    }
    void goesOnWithoutThinkingThatIsRefused()
    {
        QFETCH(QString, model);
        QFETCH(Answer, refusal);
        ScriptedHttp server;
        server.then(refusal);
        server.then(Answer::stream(stream::saying("x")));
        server.then(Answer::stream(stream::saying("y")));
        AnthropicClient client(configFor(server), ModelTable::builtin(), kClock, kQuick);
        ModelRequest request = after({kSigned, kRedacted, kQuoting}, model);
        const auto reply = QCoro::waitFor(client.complete(request, {}, {}));
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QCOMPARE(sentBack(server.requests().at(1)), reprinted({kQuoting}));

        // From then on nothing is refused any more, and new thinking stays.
        request.turns += AssistantTurn{{kFresh, kQuoting}};
        request.turns += UserTurn{.texts = {u"Go on"_s}};
        QVERIFY(QCoro::waitFor(client.complete(request, {}, {})));
        QCOMPARE(server.requests().size(), 3);
        QCOMPARE(sentBack(server.requests().at(2)), reprinted({kQuoting, kFresh, kQuoting}));
    }

    void triesThatOnce()
    {
        ScriptedHttp server;
        for (int i = 0; i < 3; ++i)
            server.then(refusing("thinking: Extra inputs are not permitted"));
        Seen seen;
        const auto reply = ask(configFor(server), after({kSigned, kQuoting}, u"qwen3"_s), seen);
        QCOMPARE(reply.error().code, Errc::InvalidArgument);
        QCOMPARE(server.requests().size(), 2);
    }

    void doesNotRepeatWhatHoldsNoThinking()
    {
        ScriptedHttp server;
        server.then(refusing("thinking: Extra inputs are not permitted"));
        Seen seen;
        QVERIFY(!ask(configFor(server), after({kQuoting}, u"qwen3"_s), seen));
        QCOMPARE(server.requests().size(), 1);
    }
};

PILOTHOUSE_UNIT_TEST(TestSentThinking)
#include "tst_sent_thinking.moc"
