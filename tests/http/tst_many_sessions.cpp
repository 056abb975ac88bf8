// Many sessions at once through the real port; the desktops are fake.
#include "api_server.h"

#include "core/json.h"
#include "core/wait.h"
#include "demo/demo_server.h"
#include "model/anthropic/anthropic_client.h"
#include "support/unit_test.h"

#include <QBuffer>
#include <QImage>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSessions = 50;

ToolPicture emptyScreen()
{
    QImage image(1280, 800, QImage::Format_RGB32);
    image.fill(Qt::darkBlue);
    ToolPicture picture;
    QBuffer buffer(&picture.bytes);
    image.save(&buffer, "PNG");
    picture.mediaType = u"image/png"_s;
    picture.size = image.size();
    return picture;
}

/// A desktop's tools: they say "ok", show a screen, and a command named "hang" hangs.
QCoro::Task<ToolOutcome> useTool(ToolCall call, std::stop_token stop)
{
    ToolOutcome outcome;
    outcome.text = u"ok"_s;
    if (call.tool == "computer"_L1 && call.look)
        outcome.picture = emptyScreen();
    if (call.input.value("command"_L1) == "hang"_L1)
        co_await sleepFor(systemClock(), std::chrono::minutes(10), stop);
    co_return outcome;
}

QByteArray message(const QString &text)
{
    return compactJson(QJsonObject{{u"message"_s, text}});
}

QStringList startSessions(ApiServer &server, int count, const QString &text)
{
    QStringList sessions;
    for (int i = 0; i < count; ++i) {
        sessions.append(server.newSession());
        server.post(sessions.last() + u"/messages"_s, message(text));
    }
    return sessions;
}

} // namespace

class TestManySessions : public QObject
{
    Q_OBJECT
private slots:
    void completesFiftyRunsOfTheDemoModelWhileOneShellHangs()
    {
        const auto demo = DemoModelServer::listen(systemClock(), std::chrono::milliseconds(20));
        QVERIFY(demo);
        ModelConfig config;
        config.baseUrl = (*demo)->baseUrl();
        config.apiKey = (*demo)->apiKey();
        const Clock &clock = systemClock();
        AnthropicClient model(config, ModelTable::builtin(), clock);
        ApiServer server({}, kSessions + 1, &model);
        server.agent.benches.behaviour = useTool;

        const QString stuck = startSessions(server, 1, u"run hang"_s).first();
        const QStringList sessions =
            startSessions(server, kSessions, u"run echo one\nscreenshot\nsay Done."_s);
        for (const QString &session : sessions) {
            QVERIFY(server.waitForStatus(session, u"completed"_s));
            const QJsonObject page = server.get(session + u"/events?format=json"_s).json();
            const QJsonArray events = page.value(u"events"_s).toArray();
            int results = 0;
            for (qsizetype i = 0; i < events.size(); ++i) {
                QCOMPARE(events.at(i)[u"seq"_s].toInteger(), i + 1);
                results += events.at(i)[u"type"_s] == "tool_result"_L1 ? 1 : 0;
            }
            QCOMPARE(results, 2);
        }
        QCOMPARE(server.agent.benches.opened, kSessions + 1);
        QCOMPARE(server.get(stuck).text("status"), u"running"_s);
    }

    void letsNobodyWaitForAModelThatDoesNotAnswer()
    {
        ScriptedReply silent;
        silent.hang = true;
        ApiServer server({silent});
        const QString stuck = startSessions(server, 1, u"Hello"_s).first();
        QTRY_COMPARE_WITH_TIMEOUT(server.agent.model.requests().size(), 1, 20'000);
        for (const QString &session : startSessions(server, 5, u"Hello"_s))
            QVERIFY(server.waitForStatus(session, u"completed"_s));
        QCOMPARE(server.get(stuck).text("status"), u"running"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestManySessions)
#include "tst_many_sessions.moc"
