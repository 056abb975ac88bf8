#include "core/clock.h"
#include "demo/demo_server.h"
#include "dialect_column.h"
#include "model/anthropic/anthropic_client.h"
#include "model/dialect.h"
#include "support/unit_test.h"

#include <QBuffer>
#include <QCoroTask>
#include <QImage>
#include <QLoggingCategory>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Picture screenshot(QSize size, const char *format)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return {.bytes = bytes, .mediaType = u"image/"_s + QString::fromLatin1(format), .size = size};
}

/// What a session would answer: a picture to who looks, an error where asked for.
ToolAnswer answerTo(const ToolCall &call, QSize size, bool fails)
{
    ToolAnswer answer{.toolUseId = call.id, .toolset = call.toolset};
    answer.isError = fails;
    answer.text = fails ? u"It did not work."_s : u"Done."_s;
    const bool looks = call.action == "screenshot"_L1 || call.action == "zoom"_L1;
    if (looks && !fails)
        answer.pictures << screenshot(size, call.action == "zoom"_L1 ? "jpeg" : "png");
    return answer;
}

} // namespace

/// Our client against the demo model, which refuses what the public API would refuse.
class TestDemoClient : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(u"pilothouse.model.info=false"_s);
        m_server = DemoModelServer::listen(systemClock(), std::chrono::milliseconds(0)).value();
    }

    void goesOnATourInEveryDialect_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<ToolDialect>("dialect");
        QTest::newRow("toolset") << u"claude-opus-5-5"_s << ToolDialect::ComputerToolset20260801;
        QTest::newRow("20251124") << u"claude-opus-5"_s << ToolDialect::Computer20251124;
        QTest::newRow("20250124") << u"claude-haiku-4-5"_s << ToolDialect::Computer20250124;
        QTest::newRow("custom") << u"claude-opus-5-5"_s << ToolDialect::Custom;
    }
    void goesOnATourInEveryDialect()
    {
        QFETCH(QString, model);
        QFETCH(ToolDialect, dialect);
        tour(requestFor(ModelTable::builtin().find(model), dialect));
    }

    void hearsOfAFailureAndGoesOnWithTheNextMessage()
    {
        const ModelInfo info = ModelTable::builtin().find(u"claude-opus-5-5"_s);
        ModelRequest request = requestFor(info, info.dialect);
        request.turns = {UserTurn{.texts = {u"click 5 5\nrun ls"_s}}};
        const ModelReply first = ask(request);
        goOn(request, first, true);
        const ModelReply second = ask(request);
        QCOMPARE(second.stopReason, u"end_turn"_s);
        QVERIFY(second.blocks.last().text.contains(u"It did not work."_s));
        goOn(request, second, false);
        request.turns << UserTurn{.texts = {u"run ls"_s}};
        QCOMPARE(ask(request).toolCalls().size(), 1);
    }

    void isToldWhenTheKeyIsWrong()
    {
        const ModelInfo info = ModelTable::builtin().find(u"claude-opus-5-5"_s);
        ModelRequest request = requestFor(info, info.dialect);
        request.apiKey = u"wrong"_s;
        AnthropicClient client(config(), ModelTable::builtin(), m_clock);
        const auto reply = QCoro::waitFor(client.complete(request, [](const auto &) {}, {}));
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, Errc::Unauthorized);
    }

private:
    ModelConfig config() const
    {
        ModelConfig config;
        config.apiKey = m_server->apiKey();
        config.baseUrl = m_server->baseUrl();
        config.maxAttempts = 1;
        return config;
    }

    static ModelRequest requestFor(const ModelInfo &model, ToolDialect dialect)
    {
        return {.model = model.id,
                .dialect = dialect,
                .systemPrompt = u"You operate a desktop."_s,
                .pictureSize = pictureSizeFor({1920, 1080}, model.imageTier),
                .turns = {UserTurn{.texts = {u"Who are you? 😀"_s}}}};
    }

    ModelReply ask(const ModelRequest &request)
    {
        AnthropicClient client(config(), ModelTable::builtin(), m_clock);
        auto reply = QCoro::waitFor(client.complete(request, [](const auto &) {}, {}));
        if (reply)
            return *reply;
        QTest::qFail(qPrintable(reply.error().message + u' ' + reply.error().detail), __FILE__,
                     __LINE__);
        return {};
    }

    static void goOn(ModelRequest &request, const ModelReply &reply, bool fails)
    {
        AssistantTurn said;
        for (const ReplyBlock &block : reply.blocks)
            said.blocks << block.raw;
        UserTurn answers;
        for (const ToolCall &call : reply.toolCalls())
            answers.answers << answerTo(call, request.pictureSize, fails);
        request.turns << said;
        if (!answers.answers.isEmpty())
            request.turns << answers;
    }

    void tour(ModelRequest request)
    {
        QSet<QString> tools;
        ModelReply reply = ask(request);
        int turns = 1;
        while (reply.stopReason == "tool_use"_L1 && turns++ < 40) {
            for (const ToolCall &call : reply.toolCalls()) {
                QVERIFY2(call.malformed.isEmpty(), qPrintable(call.malformed));
                tools << call.tool;
            }
            goOn(request, reply, false);
            reply = ask(request);
        }
        QCOMPARE(reply.stopReason, u"end_turn"_s);
        QCOMPARE(tools, (QSet<QString>{u"computer"_s, u"bash"_s, u"edit"_s}));
        QVERIFY(reply.usage.total() > 0);
        QVERIFY(reply.blocks.last().text.contains(u"That was the tour"_s));
    }

    const Clock &m_clock = systemClock();
    std::unique_ptr<DemoModelServer> m_server;
};

PILOTHOUSE_UNIT_TEST(TestDemoClient)
#include "tst_demo_client.moc"
