#include "core/clock.h"
#include "demo/demo_server.h"
#include "model/anthropic/anthropic_client.h"
#include "model/dialect.h"
#include "model/stop_reason.h"
#include "support/unit_test.h"

#include <QBuffer>
#include <QCoroTask>
#include <QImage>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// The client against the built-in demo model, which refuses what the public API would refuse:
/// every request of a whole conversation must pass, for each model and each dialect it takes.
class TestClientAndDemo : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = DemoModelServer::listen(systemClock()).value();
        QImage image(1280, 800, QImage::Format_RGB32);
        image.fill(Qt::darkBlue);
        QBuffer buffer(&m_png);
        image.save(&buffer, "PNG");
    }

    // All at once, as the demo model takes its time between two events.
    void everyRequestOfAConversationIsAccepted()
    {
        ModelConfig config;
        config.baseUrl = m_server->baseUrl();
        config.apiKey = m_server->apiKey();
        config.maxAttempts = 1;
        AnthropicClient client(config, ModelTable::builtin(), m_clock);
        std::vector<std::pair<QString, QCoro::Task<Result<int>>>> talks;
        for (const QString &id : ModelTable::builtin().ofProviders({Provider::Anthropic}).ids()) {
            for (const auto dialect : {ModelTable::builtin().find(id).dialect, ToolDialect::Custom})
                talks.emplace_back(id + u' ' + name(dialect), converse(&client, id, dialect));
        }
        for (auto &[who, talk] : talks) {
            const auto calls = QCoro::waitFor(std::move(talk));
            QVERIFY2(calls, calls ? "" : qPrintable(who + u": "_s + calls.error().message));
            QVERIFY2(*calls >= 6, qPrintable(who + u": %1 calls"_s.arg(*calls)));
        }
    }

private:
    // The number of calls that the model made until it was done.
    QCoro::Task<Result<int>> converse(AnthropicClient *client, QString model, ToolDialect dialect)
    {
        const UserTurn order{.texts = {kOrder}};
        ModelRequest request{.model = model,
                             .dialect = dialect,
                             .systemPrompt = u"You are tested."_s,
                             .pictureSize = {1280, 800},
                             .turns = {order}};
        int calls = 0;
        for (int round = 0; round < 40; ++round) {
            const auto reply = co_await client->complete(request, nullptr, std::stop_token());
            if (!reply)
                co_return fail(reply.error());
            if (stopActionFor(reply->stopReason) == StopAction::Done)
                break;
            calls += int(reply->toolCalls().size());
            append(request, *reply);
        }
        co_return calls;
    }

    void append(ModelRequest &request, const ModelReply &reply) const
    {
        AssistantTurn said;
        UserTurn answers;
        for (const ReplyBlock &block : reply.blocks) {
            said.blocks += block.raw;
            if (block.call)
                answers.answers += answer(*block.call);
        }
        request.turns += said;
        request.turns += answers;
    }

    ToolAnswer answer(const ToolCall &call) const
    {
        if (!call.malformed.isEmpty() || call.tool.isEmpty())
            QTest::qFail(qPrintable(u"cannot decode "_s + call.name + call.malformed), __FILE__,
                         __LINE__);
        ToolAnswer answer{.toolUseId = call.id, .toolset = call.toolset};
        if (call.tool == "computer"_L1)
            answer.pictures +=
                Picture{.bytes = m_png, .mediaType = u"image/png"_s, .size = {1280, 800}};
        else if (call.action == "view"_L1)
            answer = {.toolUseId = call.id, .text = u"No such file."_s, .isError = true};
        return answer;
    }

    const QString kOrder = u"screenshot\nclick 10 20\ntype hello\nkey ctrl+l\nrun ls\nread /tmp/x\n"
                           "scroll down 3\nthink hm\nsay done"_s;
    const Clock &m_clock = systemClock();
    std::unique_ptr<DemoModelServer> m_server;
    QByteArray m_png;
};

PILOTHOUSE_UNIT_TEST(TestClientAndDemo)
#include "tst_client_and_demo.moc"
