#include "model/dialect.h"
#include "model/anthropic/request_builder.h"
#include "known_models.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ModelConfig ownServer()
{
    ModelConfig config;
    config.baseUrl = u"http://localhost:11434"_s;
    return config;
}

ModelRequest requestFor(const QString &model)
{
    return {.model = model,
            .dialect = infoOf(model).dialect,
            .systemPrompt = u"Be careful."_s,
            .pictureSize = {1280, 800},
            .turns = {UserTurn{.texts = {u"Hello"_s}}}};
}

// One round: a call and its answer with a picture.
void addRound(ModelRequest &request, int number)
{
    const QByteArray id = "t" + QByteArray::number(number);
    request.turns +=
        AssistantTurn{{R"({"type":"tool_use","name":"screenshot","input":{},"id":")" + id + "\"}"}};
    request.turns += UserTurn{
        .answers = {
            {.toolUseId = QString::fromLatin1(id),
             .pictures = {{.bytes = "x", .mediaType = u"image/png"_s, .size = {1280, 800}}}}}};
}

HttpCall call(const ModelRequest &request, const ModelConfig &config = publicApi())
{
    const auto built = buildCall(request, infoOf(request.model), config);
    return built ? *built
                 : HttpCall{.url = {}, .headers = {}, .body = built.error().message.toUtf8()};
}

QJsonObject body(const ModelRequest &request, const ModelConfig &config = publicApi())
{
    return QJsonDocument::fromJson(call(request, config).body).object();
}

QByteArray header(const HttpCall &call, const QByteArray &name)
{
    for (const auto &[key, value] : call.headers)
        if (key == name)
            return value;
    return {};
}

} // namespace

class TestRequestBuilder : public QObject
{
    Q_OBJECT
private slots:
    void buildsTheWholeRequest()
    {
        const QJsonObject json = body(requestFor(u"claude-opus-5-5"_s));
        QCOMPARE(json.keys(),
                 (QStringList{u"context_management"_s, u"max_tokens"_s, u"messages"_s, u"model"_s,
                              u"stream"_s, u"system"_s, u"thinking"_s, u"tools"_s}));
        QCOMPARE(json.value("model"_L1).toString(), u"claude-opus-5-5"_s);
        QCOMPARE(json.value("max_tokens"_L1).toInt(), 16384);
        QVERIFY(json.value("stream"_L1).toBool());
        QCOMPARE(json.value("thinking"_L1).toObject(),
                 (QJsonObject{{u"type"_s, u"adaptive"_s}, {u"display"_s, u"summarized"_s}}));
        QCOMPARE(json.value("tools"_L1).toArray().size(), toolNames().size());
    }

    void sendsWhatEachServerExpects_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("ours"); // an own server instead of the public API
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("betas");
        QTest::addColumn<QString>("url");
        const QByteArray editing = "context-management-2025-06-27";
        const QString api = u"https://api.anthropic.com/v1/messages"_s;
        const QString own = u"http://localhost:11434/v1/messages"_s;
        const QByteArray middle = "computer-use-2025-11-24," + editing;
        const QByteArray old = "computer-use-2025-01-24," + editing;
        QTest::newRow("toolset") << u"claude-opus-5-5"_s << false << QByteArray("2026-10-21")
                                 << editing << api;
        QTest::newRow("20251124") << u"claude-opus-4-6"_s << false << QByteArray("2026-10-21")
                                  << middle << api;
        QTest::newRow("20250124") << u"claude-haiku-4-5"_s << false << QByteArray("2026-10-21")
                                  << old << api;
        QTest::newRow("own server")
            << u"qwen3-vl"_s << true << QByteArray("2023-06-01") << QByteArray() << own;
        QTest::newRow("unknown model of the API")
            << u"claude-next"_s << false << QByteArray("2026-10-21") << editing << api;
    }
    void sendsWhatEachServerExpects()
    {
        QFETCH(QString, model);
        QFETCH(bool, ours);
        QFETCH(QByteArray, betas);
        const HttpCall built = call(requestFor(model), ours ? ownServer() : publicApi());
        QTEST(header(built, "anthropic-version"), "version");
        QTEST(built.url.toString(), "url");
        QCOMPARE(header(built, "anthropic-beta"), betas);
        QCOMPARE(built.body.contains("context_management"), betas.contains("context-management"));
    }

    void sendsOtherServersTheCommonSubsetOnly()
    {
        ModelRequest request = requestFor(u"qwen3-vl"_s);
        addRound(request, 1);
        const QByteArray text = call(request, ownServer()).body;
        for (const char *word : {"cache_control", "transformations", "thinking", "output_config",
                                 "context_management"})
            QVERIFY2(!text.contains(word), word);
        QCOMPARE(body(request, ownServer()).value("system"_L1).toString(), u"Be careful."_s);
    }

    void neverSendsWhatTheApiRefuses()
    {
        for (const QString &model : ModelTable::builtin().ids()) {
            const QJsonObject json = body(requestFor(model));
            QVERIFY2(json.contains("messages"_L1), qPrintable(model));
            for (const auto key : {"temperature"_L1, "top_p"_L1, "top_k"_L1, "tool_choice"_L1})
                QVERIFY(!json.contains(key));
            const QJsonObject thinking = json.value("thinking"_L1).toObject();
            if (thinking.value("type"_L1) == "enabled"_L1) {
                QVERIFY(thinking.value("budget_tokens"_L1).toInt() >= 1024);
                QVERIFY(thinking.value("budget_tokens"_L1).toInt() <
                        json.value("max_tokens"_L1).toInt());
            }
        }
    }

    void marksAtMostFourPlacesForTheCache_data()
    {
        QTest::addColumn<int>("rounds");
        QTest::addColumn<bool>("system");
        for (const int rounds : {0, 1, 2, 5, 30}) {
            QTest::addRow("%d rounds", rounds) << rounds << true;
            QTest::addRow("%d rounds without system prompt", rounds) << rounds << false;
        }
    }
    void marksAtMostFourPlacesForTheCache()
    {
        QFETCH(int, rounds);
        QFETCH(bool, system);
        ModelRequest request = requestFor(u"claude-opus-5-5"_s);
        if (!system)
            request.systemPrompt.clear();
        for (int i = 0; i < rounds; ++i)
            addRound(request, i);
        const QByteArray text = call(request).body;
        QCOMPARE(text.count(R"("cache_control":{"type":"ephemeral"})"), std::min(rounds + 2, 4));
        const QJsonObject json = QJsonDocument::fromJson(text).object();
        const QJsonValue last =
            json.value("messages"_L1).toArray().last()["content"_L1].toArray().last();
        QVERIFY(last.toObject().contains("cache_control"_L1));
        const QJsonValue fixed = system ? json.value("system"_L1).toArray().last()
                                        : json.value("tools"_L1).toArray().last();
        QVERIFY(fixed.toObject().contains("cache_control"_L1));
    }

    void onlyTheMarkersMoveWhenTurnsAreAdded()
    {
        ModelRequest request = requestFor(u"claude-fable-5-2"_s);
        const auto unmarked = [&] {
            QByteArray text = call(request).body;
            return text.replace(R"(,"cache_control":{"type":"ephemeral"})", "");
        };
        QByteArray before = unmarked();
        for (int i = 0; i < 30; ++i) {
            addRound(request, i);
            const QByteArray now = unmarked();
            QVERIFY(now.startsWith(before.first(before.size() - 2))); // without its closing "]}"
            before = now;
        }
    }

    void leavesOutOldPicturesForUnknownModelsOnly()
    {
        for (const QString &model : {u"qwen3-vl"_s, u"claude-opus-5-5"_s}) {
            ModelRequest request = requestFor(model);
            request.dialect = ToolDialect::Custom;
            for (int i = 0; i < 30; ++i)
                addRound(request, i);
            const auto pictures = call(request, ownServer()).body.count(R"("type":"image")");
            QCOMPARE(pictures, model == "qwen3-vl"_L1 ? 10 : 30);
        }
    }

    void editsTheContextBelowThePriceStep()
    {
        const auto trigger = [](const QString &model) {
            return body(requestFor(
                model))["context_management"_L1]["edits"_L1][0]["trigger"_L1]["value"_L1]
                .toInt();
        };
        QCOMPARE(trigger(u"claude-haiku-5-5"_s), 80'000);
        QCOMPARE(trigger(u"claude-haiku-4-5"_s), 100'000);
        QCOMPARE(trigger(u"claude-opus-5-5"_s), 150'000);
    }

    void cutsTheReplyToTheModelsLimit_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("wanted");
        QTest::addColumn<int>("sent");
        QTest::newRow("default") << u"claude-opus-5-5"_s << 0 << 16384;
        QTest::newRow("asked") << u"claude-opus-5-5"_s << 64000 << 64000;
        QTest::newRow("too much") << u"claude-haiku-4-5"_s << 200000 << 64000;
        QTest::newRow("unknown model") << u"qwen"_s << 200000 << 8192;
    }
    void cutsTheReplyToTheModelsLimit()
    {
        QFETCH(QString, model);
        QFETCH(int, wanted);
        ModelRequest request = requestFor(model);
        request.maxOutputTokens = wanted;
        QTEST(body(request).value("max_tokens"_L1).toInt(), "sent");
    }

    void leavesRoomForTheRequestThatEndsAConversation_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("megabytes");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<bool>("usual"); // whether it may be sent
        QTest::addColumn<bool>("last");  // also as the last of its conversation
        const QString million = u"claude-opus-5-5"_s;
        const QString small = u"claude-haiku-4-5"_s;
        QTest::newRow("fits") << million << 25 << 0 << true << true;
        QTest::newRow("above 80 % of 32 MB") << million << 26 << 0 << false << true;
        QTest::newRow("above 32 MB") << million << 32 << 0 << false << false;
        QTest::newRow("480 pictures") << million << 0 << 480 << true << true;
        QTest::newRow("481 pictures") << million << 0 << 481 << false << true;
        QTest::newRow("601 pictures") << million << 0 << 601 << false << false;
        QTest::newRow("a small model, 80") << small << 0 << 80 << true << true;
        QTest::newRow("a small model, 81") << small << 0 << 81 << false << true;
        QTest::newRow("a small model, 101") << small << 0 << 101 << false << false;
    }
    void leavesRoomForTheRequestThatEndsAConversation()
    {
        QFETCH(QString, model);
        QFETCH(int, megabytes);
        QFETCH(int, pictures);
        ModelRequest request = requestFor(model);
        if (megabytes > 0)
            request.turns = {UserTurn{.texts = {QString(megabytes * 1'000'000, u'x')}}};
        for (int i = 0; i < pictures; ++i)
            addRound(request, i);
        const auto usual = buildCall(request, infoOf(model), publicApi());
        request.isLast = true;
        const auto last = buildCall(request, infoOf(model), publicApi());
        QTEST(usual.has_value(), "usual");
        QTEST(last.has_value(), "last");
        if (!usual)
            QCOMPARE(usual.error().code, Errc::TooLarge);
    }

    void countsNoPicturesThatAreLeftOut()
    {
        ModelRequest request = requestFor(u"qwen"_s);
        for (int i = 0; i < 200; ++i)
            addRound(request, i);
        QVERIFY(buildCall(request, infoOf(request.model), ownServer()).has_value());
    }
};

PILOTHOUSE_UNIT_TEST(TestRequestBuilder)
#include "tst_request_builder.moc"
