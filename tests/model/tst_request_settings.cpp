#include "model/anthropic/endpoint.h"
#include "model/anthropic/request_builder.h"
#include "model/anthropic/thinking_fields.h"
#include "known_models.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

// A call and its answer with a picture.
void addPicture(ModelRequest &request, int number)
{
    const QByteArray id = "t" + QByteArray::number(number);
    request.turns +=
        AssistantTurn{{R"({"type":"tool_use","name":"computer","input":{},"id":")" + id + "\"}"}};
    const Picture picture{.bytes = "x", .mediaType = u"image/png"_s, .size = {1280, 800}};
    request.turns +=
        UserTurn{.answers = {{.toolUseId = QString::fromLatin1(id), .pictures = {picture}}}};
}

} // namespace

/// What the settings of a request become: where it goes, as whom, and how much it thinks.
class TestRequestSettings : public QObject
{
    Q_OBJECT
private slots:
    void saysThinkingAndEffortAsTheModelTakesThem_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("thinking");
        QTest::addColumn<QString>("effort");
        QTest::addColumn<QByteArray>("fields"); // empty: refused
        const QByteArray adaptive = R"("thinking":{"type":"adaptive","display":"summarized"},)";
        const QByteArray none;
        const auto row = [](const char *tag, const QString &model, const QString &thinking,
                            const QString &effort, const QByteArray &fields) {
            QTest::newRow(tag) << model << thinking << effort << fields;
        };
        row("best", u"claude-opus-5-5"_s, {}, {}, adaptive);
        row("effort", u"claude-opus-5-5"_s, {}, u"max"_s,
            adaptive + R"("output_config":{"effort":"max"},)");
        row("opus 5.5 always thinks", u"claude-opus-5-5"_s, u"disabled"_s, {}, none);
        row("between tools", u"claude-sonnet-5-5"_s, u"between_tools"_s, u"high"_s,
            R"("thinking":{"type":"between_tools"},"output_config":{"effort":"high"},)");
        row("between tools with too much effort", u"claude-sonnet-5-5"_s, u"between_tools"_s,
            u"max"_s, none);
        row("disabled", u"claude-haiku-5-5"_s, u"disabled"_s, u"high"_s,
            R"("thinking":{"type":"disabled"},"output_config":{"effort":"high"},)");
        for (const QString &model :
             {u"claude-sonnet-5"_s, u"claude-opus-4-8"_s, u"claude-opus-4-7"_s})
            row(qPrintable(u"disabled on "_s + model), model, u"disabled"_s, {},
                R"("thinking":{"type":"disabled"},)");
        row("disabled on sonnet 5.5", u"claude-sonnet-5-5"_s, u"disabled"_s, {}, none);
        row("effort on opus 4.5", u"claude-opus-4-5"_s, u"disabled"_s, u"medium"_s,
            R"("thinking":{"type":"disabled"},"output_config":{"effort":"medium"},)");
        row("too much effort on opus 4.5", u"claude-opus-4-5"_s, {}, u"max"_s, none);
        row("disabled with too much effort", u"claude-opus-5"_s, u"disabled"_s, u"xhigh"_s, none);
        row("no xhigh on 4.6", u"claude-opus-4-6"_s, {}, u"xhigh"_s, none);
        row("a budget", u"claude-haiku-4-5"_s, {}, {},
            R"("thinking":{"type":"enabled","budget_tokens":8192},)");
        row("no effort", u"claude-haiku-4-5"_s, {}, u"low"_s, none);
        row("no such word", u"claude-opus-5-5"_s, {}, u"gigantic"_s, none);
    }
    void saysThinkingAndEffortAsTheModelTakesThem()
    {
        QFETCH(QString, model);
        QFETCH(QString, thinking);
        QFETCH(QString, effort);
        QFETCH(QByteArray, fields);
        const auto result =
            thinkingFields(infoOf(model), {.thinking = thinking, .effort = effort}, 16384);
        QCOMPARE(result.has_value(), !fields.isEmpty());
        if (result)
            QCOMPARE(*result, fields);
        else
            QCOMPARE(result.error().code, Errc::InvalidArgument);
    }

    void believesTheUserAboutModelsItDoesNotKnow()
    {
        QCOMPARE(thinkingFields(infoOf(u"qwen"_s), {}, 8192).value(), QByteArray());
        QCOMPARE(thinkingFields(infoOf(u"qwen"_s), {.effort = u"low"_s}, 8192).value(),
                 QByteArray(R"("output_config":{"effort":"low"},)"));
    }

    void findsTheEndpoint_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("url");
        QTest::newRow("plain") << u"https://api.anthropic.com"_s
                               << u"https://api.anthropic.com/v1/messages"_s;
        QTest::newRow("slash") << u"https://api.anthropic.com/"_s
                               << u"https://api.anthropic.com/v1/messages"_s;
        QTest::newRow("v1") << u"http://127.0.0.1:1234/v1/"_s
                            << u"http://127.0.0.1:1234/v1/messages"_s;
        QTest::newRow("path") << u"https://x.services.ai.azure.com/anthropic"_s
                              << u"https://x.services.ai.azure.com/anthropic/v1/messages"_s;
        QTest::newRow("private network")
            << u"http://192.168.1.4:8000"_s << u"http://192.168.1.4:8000/v1/messages"_s;
        QTest::newRow("container")
            << u"http://litellm:4000"_s << u"http://litellm:4000/v1/messages"_s;
        QTest::newRow("the call's own address")
            << u"http://127.0.0.1:1234/v1/messages"_s << u"http://127.0.0.1:1234/v1/messages"_s;
        QTest::newRow("the call's own address with a slash")
            << u" http://h.local/x/v1/messages/ "_s << u"http://h.local/x/v1/messages"_s;
        QTest::newRow("a path of its own")
            << u"https://gateway/llm/messages"_s << u"https://gateway/llm/messages"_s;
        QTest::newRow("the other call") << u"http://localhost:11434/v1/chat/completions"_s
                                        << u"http://localhost:11434/v1/messages"_s;
        QTest::newRow("a gateway's query")
            << u"https://gateway/claude?api-version=2026-01-01"_s
            << u"https://gateway/claude/v1/messages?api-version=2026-01-01"_s;
        QTest::newRow("no scheme, near")
            << u"localhost:11434"_s << u"http://localhost:11434/v1/messages"_s;
        QTest::newRow("no scheme, far")
            << u"api.example.com/v1"_s << u"https://api.example.com/v1/messages"_s;
        QTest::newRow("nothing") << u" "_s << u"https://api.anthropic.com/v1/messages"_s;
        QTest::newRow("clear text over the net") << u"http://example.com"_s << QString();
        QTest::newRow("other scheme") << u"ftp://localhost"_s << QString();
        QTest::newRow("no url") << u"my server"_s << QString();
        QTest::newRow("password") << u"https://a:b@localhost"_s << QString();
        QTest::newRow("a key in the query") << u"https://localhost/?key=1"_s << QString();
        QTest::newRow("a token in the query")
            << u"https://localhost/?access_token=1"_s << QString();
        QTest::newRow("fragment") << u"https://localhost/#x"_s << QString();
    }
    void findsTheEndpoint()
    {
        QFETCH(QString, base);
        QFETCH(QString, url);
        ModelConfig config = publicApi();
        config.baseUrl = base;
        const auto endpoint = endpointFor(config, {});
        QCOMPARE(endpoint ? endpoint->url.toString() : QString(), url);
        if (!endpoint)
            QCOMPARE(endpoint.error().code, Errc::InvalidArgument);
    }

    void keepsToTheSetNumbersOfAModelItDoesNotKnow()
    {
        ModelConfig config{.baseUrl = u"http://localhost:11434"_s};
        config.maxPictures = 5;
        config.contextTokens = 24'000;
        const ModelInfo model = ModelTable::builtin().limitedBy(config).find(u"qwen"_s);
        ModelRequest request{.model = u"qwen"_s,
                             .dialect = ToolDialect::Custom,
                             .pictureSize = {1280, 800},
                             .turns = {UserTurn{.texts = {u"Hello"_s}}}};
        for (int i = 0; i < 30; ++i) {
            addPicture(request, i);
            const auto built = buildCall(request, model, config);
            QVERIFY(built);
            const auto sent = built->body.count(R"("type":"image")");
            QVERIFY2(sent >= 1 && sent <= 5, qPrintable(QString::number(sent)));
            QCOMPARE(built->maxTokens, 6000);
        }
        request.turns += UserTurn{.texts = {QString(30'000, u'x')}};
        const auto usual = buildCall(request, model, config);
        QCOMPARE(usual.error().code, Errc::TooLarge);
        QVERIFY(usual.error().message.contains(u"tokens of context"_s));
    }

    void putsPicturesBesideTheResultsForServersThatTranslate_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<ToolDialect>("dialect");
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("beside");
        const QString own = u"http://localhost:4000"_s;
        const QString api = u"https://api.anthropic.com"_s;
        const QString claude = u"claude-opus-5-5"_s;
        QTest::newRow("own server") << own << ToolDialect::Custom << u"qwen"_s << true;
        QTest::newRow("Claude behind a gateway") << own << ToolDialect::Custom << claude << true;
        QTest::newRow("hosted tools behind a gateway")
            << own << ToolDialect::ComputerToolset20260801 << claude << false;
        QTest::newRow("the API") << api << ToolDialect::Custom << claude << false;
    }
    void putsPicturesBesideTheResultsForServersThatTranslate()
    {
        QFETCH(QString, base);
        QFETCH(ToolDialect, dialect);
        QFETCH(QString, model);
        QFETCH(bool, beside);
        ModelConfig config = publicApi();
        config.baseUrl = base;
        ModelRequest request{.model = model,
                             .dialect = dialect,
                             .pictureSize = {1280, 800},
                             .turns = {UserTurn{.texts = {u"Hello"_s}}}};
        addPicture(request, 1);
        const auto built = buildCall(request, infoOf(model), config);
        QVERIFY2(built, built ? "" : qPrintable(built.error().message));
        const QJsonArray content = QJsonDocument::fromJson(built->body)
                                       .object()["messages"_L1]
                                       .toArray()
                                       .last()["content"_L1]
                                       .toArray();
        QCOMPARE(content.first()["type"_L1].toString(), u"tool_result"_s);
        QCOMPARE(content.first()["content"_L1].toArray().last()["type"_L1].toString(),
                 beside ? u"text"_s : u"image"_s);
        QCOMPARE(content.size(), beside ? 3 : 1);
        if (beside)
            QCOMPARE(content.last()["type"_L1].toString(), u"image"_s);
    }

    void refusesKeysThatCannotBeOne()
    {
        for (const QString &key : {QString(), u"  "_s, u"a b"_s, u"a\nx-evil: 1"_s, u"ключ"_s}) {
            ModelConfig config;
            config.apiKey = key;
            QCOMPARE(endpointFor(config, {}).error().code, Errc::Unauthorized);
        }
        QCOMPARE(endpointFor(publicApi(), u" sk-2\n"_s)->key, QByteArray("sk-2"));
    }
};

PILOTHOUSE_UNIT_TEST(TestRequestSettings)
#include "tst_request_settings.moc"
