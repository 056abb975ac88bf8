#include "model/chat/chat_request.h"

#include "core/json.h"
#include "chat_conversations.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ModelConfig serverAt(const QString &url, const QString &key = {})
{
    return {.provider = Provider::Chat, .apiKey = key, .baseUrl = url};
}

ModelRequest asking(const QList<Turn> &turns = {UserTurn{.texts = {u"Hello"_s}}})
{
    return {.model = u"q"_s,
            .dialect = ToolDialect::Custom,
            .systemPrompt = u"You are tested."_s,
            .pictureSize = {1280, 800},
            .turns = turns};
}

Result<HttpCall> build(const ModelRequest &request, const ModelInfo &model = {},
                       const ChatHabits &habits = {},
                       const ModelConfig &config = serverAt(u"http://localhost:1"_s))
{
    return buildChatCall(request, model, config, habits);
}

QJsonObject bodyOf(const Result<HttpCall> &call)
{
    return call ? *parseJsonObject(call->body) : QJsonObject{{u"error"_s, call.error().message}};
}

QByteArray messagesOf(const Result<HttpCall> &call)
{
    QJsonArray messages = bodyOf(call).value("messages"_L1).toArray();
    messages.removeFirst(); // the system's
    return compactJson(messages);
}

} // namespace

/// What servers of chat completions are asked.
class TestChatRequest : public QObject
{
    Q_OBJECT
private slots:
    void anAddressIsTakenAsPeopleGiveIt_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("url");
        const auto row = [](const char *base, const char *url) {
            QTest::newRow(base) << QString::fromLatin1(base) << QString::fromLatin1(url);
        };
        row("http://localhost:11434", "http://localhost:11434/v1/chat/completions");
        row("localhost:11434/", "http://localhost:11434/v1/chat/completions");
        row("http://vllm:8000/v1/", "http://vllm:8000/v1/chat/completions");
        row("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/chat/completions");
        row("https://g.example/v1beta/openai/", "https://g.example/v1beta/openai/chat/completions");
        row("https://x.example/v1/chat/completions", "https://x.example/v1/chat/completions");
        row("https://x.example/d?api-version=1",
            "https://x.example/d/chat/completions?api-version=1");
    }
    void anAddressIsTakenAsPeopleGiveIt()
    {
        QFETCH(QString, base);
        const auto call = build(asking(), {}, {}, serverAt(base));
        QVERIFY2(call, call ? "" : qPrintable(call.error().message));
        QTEST(call->url.toString(), "url");
    }

    void aKeyGoesNowhereItCouldBeRead_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<bool>("works");
        QTest::newRow("this machine") << u"http://127.0.0.1:1"_s << true;
        QTest::newRow("a container") << u"http://vllm:8000"_s << true;
        QTest::newRow("tls") << u"https://x.example"_s << true;
        QTest::newRow("the open network") << u"http://x.example"_s << false;
        QTest::newRow("in the address") << u"https://x.example?key=sk"_s << false;
        QTest::newRow("none") << u""_s << false;
    }
    void aKeyGoesNowhereItCouldBeRead()
    {
        QFETCH(QString, base);
        const auto call = build(asking(), {}, {}, serverAt(base, u"sk-1"_s));
        QTEST(call.has_value(), "works");
        if (call)
            QVERIFY(call->headers.contains({"authorization", "Bearer sk-1"}));
    }

    void asksForAStreamWithOurToolsAsFunctions()
    {
        const QJsonObject body = bodyOf(build(asking()));
        QCOMPARE(body.value("model"_L1), u"q"_s);
        QCOMPARE(body.value("stream"_L1), true);
        QCOMPARE(body.value("stream_options"_L1)["include_usage"_L1], true);
        QCOMPARE(body.value("max_tokens"_L1), 8192);
        QCOMPARE(body.value("tools"_L1).toArray().size(), toolNames().size());
        const QJsonValue tool = body.value("tools"_L1)[0];
        QCOMPARE(tool["type"_L1], u"function"_s);
        QCOMPARE(tool["function"_L1]["name"_L1], u"computer"_s);
        QCOMPARE(tool["function"_L1]["parameters"_L1]["type"_L1], u"object"_s);
        QVERIFY(tool["function"_L1]["description"_L1].toString().contains(u"1280"_s));
        QCOMPARE(body.value("messages"_L1)[0],
                 (QJsonObject{{u"role"_s, u"system"_s}, {u"content"_s, u"You are tested."_s}}));
    }

    void writesTheConversation_data()
    {
        QTest::addColumn<QList<Turn>>("turns");
        QTest::addColumn<QByteArray>("messages");
        addConversations([](const char *tag, const QList<Turn> &turns, const QByteArray &messages) {
            QTest::newRow(tag) << turns << messages;
        });
    }
    void writesTheConversation()
    {
        QFETCH(QList<Turn>, turns);
        QTEST(messagesOf(build(asking(turns))), "messages");
    }

    void picturesStandInToolMessagesWhereTheModelTakesThemThere()
    {
        const ModelRequest request = asking(
            {UserTurn{.texts = {u"Hello"_s}}, calling(),
             UserTurn{
                 .answers = {{.toolUseId = u"c1"_s, .text = u"Done"_s, .pictures = {kPicture}}}}});
        const QByteArray messages =
            messagesOf(build(request, ModelInfo{.picturesInToolMessages = true}));
        QVERIFY2(
            messages.endsWith(
                R"({"content":[{"text":"Done","type":"text"},{"image_url":{"url":)"
                R"("data:image/png;base64,UE5H"},"type":"image_url"}],"role":"tool","tool_call_id":"c1"}])"),
            messages.constData());
    }

    void oldPicturesAreLeftOutInStepsAndTheRestStays()
    {
        QList<Turn> turns{UserTurn{.texts = {u"Hello"_s}}};
        QByteArray before;
        int changes = 0;
        for (int i = 0; i < 30; ++i) {
            const QString id = u"c%1"_s.arg(i);
            turns += calling({}, id.toLatin1());
            turns += UserTurn{.answers = {{.toolUseId = id, .pictures = {kPicture}}}};
            const QByteArray messages = messagesOf(build(asking(turns))).chopped(1);
            changes += messages.startsWith(before) ? 0 : 1;
            before = messages;
        }
        QCOMPARE(changes, 2); // at 13 and at 23 pictures
        QVERIFY(before.count("image_url\":{") <= 13);
    }

    void anAnswerToNothingIsRefused()
    {
        const auto call = build(asking({UserTurn{.texts = {u"x"_s}}, calling()}));
        QVERIFY(!call && call.error().code == Errc::InvalidArgument);
    }

    void whatAServerRefusedIsNotSentAgain()
    {
        ChatHabits habits;
        const auto refused = [](const char *words) {
            return Error{Errc::InvalidArgument, QString::fromLatin1(words)};
        };
        QVERIFY(!habits.learnFrom(refused("no such model")));
        QVERIFY(habits.learnFrom(refused("Unknown field stream_options")));
        QVERIFY(!habits.learnFrom(refused("Unknown field stream_options")));
        QVERIFY(habits.learnFrom(refused("use 'max_completion_tokens' instead")));
        QVERIFY(!habits.learnFrom(refused("reasoning_effort is not supported"))); // is asked for
        QVERIFY(habits.learnFrom(refused("messages[1].reasoning_content: not permitted")));
        QVERIFY(!habits.learnFrom({Errc::Unavailable, u"reasoning"_s}));
        const AssistantTurn thinking{
            {R"({"type":"thinking","thinking":"Hm","item":{"reasoning_content":true}})",
             R"({"type":"text","text":"Hi"})"}};
        const UserTurn hello{.texts = {u"Hello"_s}};
        const auto call = build(asking({hello, thinking, hello}), {}, habits);
        QVERIFY(!call->body.contains("reasoning_content"));
        QVERIFY(!call->body.contains("stream_options"));
        QVERIFY(call->body.contains("\"max_completion_tokens\":8192"));
    }

    void openAisOwnServerKnowsTheNewerNameOnly()
    {
        const auto call =
            build(asking(), {}, {}, serverAt(u"https://api.openai.com/v1"_s, u"sk"_s));
        QVERIFY(call->body.contains("\"max_completion_tokens\""));
    }

    void effortIsSaidAndThinkingCannotBe()
    {
        ModelRequest request = asking();
        request.effort = u"low"_s;
        QCOMPARE(bodyOf(build(request)).value("reasoning_effort"_L1), u"low"_s);
        request.thinking = u"disabled"_s;
        QCOMPARE(build(request).error().code, Errc::InvalidArgument);
    }

    void placesAreAskedForAsTheModelNamesThem_data()
    {
        QTest::addColumn<int>("space");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("type");
        QTest::newRow("pixels") << int(CoordinateSpace::Pixels) << u"in pixels of the screenshot"_s
                                << u"integer"_s;
        QTest::newRow("thousand") << int(CoordinateSpace::Thousand) << u"from 0 to 999"_s
                                  << u"integer"_s;
        QTest::newRow("unit") << int(CoordinateSpace::Unit) << u"from 0 to 1 of"_s << u"number"_s;
    }
    void placesAreAskedForAsTheModelNamesThem()
    {
        QFETCH(int, space);
        QFETCH(QString, says);
        ModelRequest request = asking();
        request.coordinates = CoordinateSpace(space);
        const QJsonValue function = bodyOf(build(request)).value("tools"_L1)[0]["function"_L1];
        QVERIFY(function["description"_L1].toString().contains(says));
        const QJsonValue fields = function["parameters"_L1]["properties"_L1];
        QTEST(fields["coordinate"_L1]["items"_L1]["type"_L1].toString(), "type");
        QCOMPARE(fields["repeat"_L1]["type"_L1].toString(), u"integer"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestChatRequest)
#include "tst_chat_request.moc"
