#include "agent/hooks/notice.h"
#include "core/json.h"
#include "core/utc.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Notice noticeOf(const EventBody &body, const QString &page = u"https://pilot.example"_s)
{
    return {.kind = noticeIn(body).value_or(NoticeKind::Completed),
            .event = {.session = {u"s-1"_s},
                      .seq = 7,
                      .at = QDateTime(QDate(2026, 1, 1), QTime(9, 30), kUtc),
                      .body = body},
            .title = u"Büro"_s,
            .page = page};
}

RunEnded ended(RunOutcome outcome)
{
    return {.run = {u"r"_s},
            .outcome = outcome,
            .message = u"Done: 3 files."_s,
            .steps = 4,
            .costUsd = 0.125,
            .durationMs = 1500};
}

ApprovalRequested question()
{
    return {.run = {u"r"_s},
            .toolUseId = u"t1"_s,
            .tool = u"bash"_s,
            .summary = u"run rm -r old"_s,
            .input = {{u"command"_s, u"rm -r old"_s}},
            .reason = u"runs a command"_s};
}

QByteArray field(const HookRequest &request, const QByteArray &name)
{
    for (const auto &[each, value] : request.fields)
        if (each == name)
            return value;
    return {};
}

} // namespace

class TestNotice : public QObject
{
    Q_OBJECT
private slots:
    void tellsOfQuestionsAndEndsOnly_data()
    {
        QTest::addColumn<EventBody>("body");
        QTest::addColumn<QString>("kind");
        QTest::newRow("a question") << EventBody(question()) << u"ask"_s;
        QTest::newRow("a good end") << EventBody(ended(RunOutcome::Completed)) << u"completed"_s;
        QTest::newRow("an error") << EventBody(ended(RunOutcome::Error)) << u"failed"_s;
        QTest::newRow("interrupted")
            << EventBody(ended(RunOutcome::Interrupted)) << u"interrupted"_s;
        QTest::newRow("cancelled") << EventBody(ended(RunOutcome::Cancelled)) << u"interrupted"_s;
        QTest::newRow("a used-up limit") << EventBody(ended(RunOutcome::Budget)) << u"budget"_s;
        QTest::newRow("paused by a person") << EventBody(ended(RunOutcome::Paused)) << QString();
        QTest::newRow("a message") << EventBody(UserMessage{u"hello"_s}) << QString();
        QTest::newRow("a beginning") << EventBody(RunStarted{{u"r"_s}, {}, {}, {}}) << QString();
        QTest::newRow("an answer") << EventBody(ApprovalDecided{.toolUseId = u"t1"_s}) << QString();
    }
    void tellsOfQuestionsAndEndsOnly()
    {
        QFETCH(EventBody, body);
        const auto kind = noticeIn(body);
        QTEST(kind ? name(*kind) : QString(), "kind");
    }

    void saysAQuestionInJsonWithoutItsInput()
    {
        const QJsonObject json = *parseJsonObject(noticeJson(noticeOf(question())));
        QCOMPARE(json.value(u"id"_s).toString(), u"s-1:7"_s);
        QCOMPARE(json.value(u"event"_s).toString(), u"ask"_s);
        QCOMPARE(json.value(u"timestamp"_s).toString(), u"2026-01-01T09:30:00.000Z"_s);
        const QJsonObject session{{u"id"_s, u"s-1"_s},
                                  {u"title"_s, u"Büro"_s},
                                  {u"url"_s, u"https://pilot.example/ui/#s-1/7"_s}};
        QCOMPARE(json.value(u"session"_s).toObject(), session);
        const QJsonObject asked{{u"tool_use_id"_s, u"t1"_s},
                                {u"tool"_s, u"bash"_s},
                                {u"summary"_s, u"run rm -r old"_s},
                                {u"reason"_s, u"runs a command"_s}};
        QCOMPARE(json.value(u"question"_s).toObject(), asked);
        QCOMPARE(json.size(), 5);
    }

    void saysAnEndInJsonWithItsCost()
    {
        RunEnded end = ended(RunOutcome::Budget);
        end.budget = u"max_steps"_s;
        const QJsonObject json = *parseJsonObject(noticeJson(noticeOf(end)));
        QCOMPARE(json.value(u"event"_s).toString(), u"budget"_s);
        QCOMPARE(json.value(u"outcome"_s).toString(), u"budget"_s);
        QCOMPARE(json.value(u"message"_s).toString(), u"Done: 3 files."_s);
        QCOMPARE(json.value(u"steps"_s).toInt(), 4);
        QCOMPARE(json.value(u"cost_usd"_s).toDouble(), 0.125);
        QCOMPARE(json.value(u"duration_ms"_s).toInt(), 1500);
        QCOMPARE(json.value(u"budget"_s).toString(), u"max_steps"_s);
    }

    void signsTimeAndBody()
    {
        // Worked out with: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac
        // whsec-0123456789abcdef
        QCOMPARE(
            hookSignature("whsec-0123456789abcdef", 1700000000, R"({"a":1})"),
            "t=1700000000,v1=d77c78ac4da074c56908b55eac30358b2a7bfc573be4c76819af5102e8dcf939");
        const HookRequest request =
            hookRequest(noticeOf(question()), WebhookFormat::Json, "whsec-0123456789abcdef", 12);
        QCOMPARE(field(request, "Pilothouse-Signature"),
                 hookSignature("whsec-0123456789abcdef", 12, request.body));
        QCOMPARE(field(request, "Content-Type"), "application/json");
        QCOMPARE(field(request, "Pilothouse-Id"), "s-1:7");
    }

    void bearsNoSignatureWithoutASecret()
    {
        const HookRequest request = hookRequest(noticeOf(question()), WebhookFormat::Text, {}, 12);
        QVERIFY(field(request, "Pilothouse-Signature").isEmpty());
    }

    void saysItInASentenceAsNtfyTakesIt()
    {
        const HookRequest asks = hookRequest(noticeOf(question()), WebhookFormat::Text, {}, 12);
        QCOMPARE(asks.body, "May it do this? run rm -r old");
        QCOMPARE(field(asks, "Title"), "=?UTF-8?B?" + QByteArray("Asks: Büro").toBase64() + "?=");
        QCOMPARE(field(asks, "Priority"), "high");
        QCOMPARE(field(asks, "Click"), "https://pilot.example/ui/#s-1/7");
        Notice end = noticeOf(ended(RunOutcome::Completed), {});
        end.title = u"Clean\r\nX-Evil: yes"_s;
        const HookRequest ends = hookRequest(end, WebhookFormat::Text, {}, 12);
        QCOMPARE(ends.body, "Done: 3 files. (4 steps, $0.13)");
        QCOMPARE(field(ends, "Title"), "Completed: Clean X-Evil: yes");
        QCOMPARE(field(ends, "Priority"), "default");
        QVERIFY(field(ends, "Click").isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestNotice)
#include "tst_notice.moc"
