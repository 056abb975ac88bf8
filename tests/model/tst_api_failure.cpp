#include "core/utc.h"
#include "model/http/api_failure.h"
#include "model/retry_policy.h"
#include "model/stop_reason.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {
const QDateTime kNow(QDate(2026, 11, 21), QTime(12, 0, 0), kUtc);
}

class TestApiFailure : public QObject
{
    Q_OBJECT
private slots:
    void readsHowLongToWait_data()
    {
        QTest::addColumn<QByteArray>("millis");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<qint64>("wait"); // -1: nothing usable
        const auto row = [](const char *tag, const char *millis, const char *after, qint64 wait) {
            QTest::newRow(tag) << QByteArray(millis) << QByteArray(after) << wait;
        };
        row("nothing", "", "", -1);
        row("milliseconds", "1500", "", 1500);
        row("milliseconds win", "1500", "9", 1500);
        row("bad milliseconds", "soon", "9", 9000);
        row("zero milliseconds", "0", "9", 9000);
        row("seconds", "", "2", 2000);
        row("parts of a second", "", "0.25", 250);
        row("negative", "", "-2", -1);
        row("beyond a timer", "", "3000000000", -1);
        row("not a number", "", "nan", -1);
        row("date", "", "Sat, 21 Nov 2026 12:00:30 GMT", 30000);
        row("date in the past", "", "Sat, 21 Nov 2026 11:00:00 GMT", -1);
        row("nonsense", "", "tomorrow", -1);
    }
    void readsHowLongToWait()
    {
        QFETCH(QByteArray, millis);
        QFETCH(QByteArray, after);
        const ApiFailure failure = failureOf(
            {.status = 429, .body = "{}", .retryAfterMs = millis, .retryAfter = after}, kNow);
        const qint64 wait = failure.retryAfter ? failure.retryAfter->count() : -1;
        QTEST(wait, "wait");
        QVERIFY(failure.retry);
    }

    void namesTheRequestFromHeaderOrBody()
    {
        QVERIFY(failureOf({.status = 500, .body = "{}", .requestId = "req_h"}, kNow)
                    .error.message.contains(u"req_h"_s));
        QVERIFY(failureOf({.status = 500, .body = R"({"request_id":"req_b"})"}, kNow)
                    .error.message.contains(u"req_b"_s));
    }

    void survivesAnyBody()
    {
        QVERIFY(rc::check("some failure comes out", [] {
            const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
            const int status = *rc::gen::inRange(0, 700);
            const ApiFailure failure =
                failureOf({.status = status, .body = QByteArray::fromStdString(bytes)}, kNow);
            RC_ASSERT(!failure.error.message.isEmpty());
        }));
    }

    void waitsLongerEachTimeUpToABound()
    {
        const RetryPolicy policy;
        QCOMPARE(policy.delay(0, 0, {}), 500ms);
        QCOMPARE(policy.delay(1, 0, {}), 1000ms);
        QCOMPARE(policy.delay(4, 0, {}), 8000ms);
        QCOMPARE(policy.delay(1000, 0, {}), 8000ms);
        QCOMPARE(policy.delay(0, 1, {}), 375ms);
        QCOMPARE(policy.delay(3, 0.5, 40ms), 40ms);
    }

    void knowsEachStopReason_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("action");
        const auto row = [](const QStringList &reasons, StopAction action) {
            for (const QString &reason : reasons)
                QTest::addRow("'%s'", qPrintable(reason)) << reason << int(action);
        };
        row({u"end_turn"_s, u"stop_sequence"_s}, StopAction::Done);
        row({u"tool_use"_s}, StopAction::RunTools);
        row({u"max_tokens"_s}, StopAction::RaiseLimit);
        row({u"pause_turn"_s, u"compaction"_s}, StopAction::Resend);
        row({u"refusal"_s}, StopAction::Refused);
        row({u"model_context_window_exceeded"_s}, StopAction::ContextFull);
        row({u""_s, u" "_s, u"stop"_s, u"STOP"_s, u"END_TURN"_s, u"end"_s, u"eos"_s, u"eos_token"_s,
             u"<|im_end|>"_s, u"<|eot_id|>"_s, u"null"_s, u"COMPLETE"_s, u"done"_s, u"tool_calls"_s,
             u"TOOL_CALL"_s, u"toolUse"_s, u"function_call"_s},
            StopAction::Done);
        row({u"length"_s, u"MAX_TOKENS"_s, u"max_new_tokens"_s, u"model_length"_s},
            StopAction::RaiseLimit);
        row({u"content_filter"_s, u"SAFETY"_s, u"content-filter"_s}, StopAction::Refused);
        row({u"nap_time"_s, u"error"_s, u"abort"_s}, StopAction::Unknown);
    }
    void knowsEachStopReason()
    {
        QFETCH(QString, reason);
        QTEST(int(stopActionFor(reason)), "action");
    }
};

PILOTHOUSE_UNIT_TEST(TestApiFailure)
#include "tst_api_failure.moc"
