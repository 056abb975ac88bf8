// Long: one table for all kinds of events.
#include "any_event.h"

#include "core/utc.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kHash(64, u'a');
const QByteArray kUsage =
    R"({"cache_read":3,"cache_write_1h":5,"cache_write_5m":4,"input":1,"output":2})";

struct Sample
{
    const char *kind;
    EventBody body;
    QByteArray stored;
    const char *type;
    QByteArray content; ///< on the wire
};

ToolResult result(bool isError)
{
    return {.run = {u"r"_s},
            .toolUseId = u"t1"_s,
            .toolset = u"computer"_s,
            .text = u"done"_s,
            .images = {{.blob = {kHash}, .mediaType = u"image/png"_s, .size = {640, 400}}},
            .isError = isError,
            .durationMs = 7,
            .details = {{u"settled"_s, true}},
            .stopped = isError};
}

QByteArray storedResult(const char *isError)
{
    return QByteArray(R"({"details":{"settled":true},"duration_ms":7,"images":[{"blob":")") +
           kHash.toLatin1() +
           R"(","height":400,"media_type":"image/png","width":640}],"is_error":)" + isError +
           R"(,"run":"r","stopped":)" + isError +
           R"(,"text":"done","tool_use_id":"t1","toolset":"computer"})";
}

QByteArray wireResult(const char *error, const char *isError, const char *output)
{
    return QByteArray(R"({"details":{"settled":true},"duration_ms":7,"error":)") + error +
           R"(,"images":[{"blob":")" + kHash.toLatin1() +
           R"(","height":400,"media_type":"image/png","url":"/blobs/)" + kHash.toLatin1() +
           R"(","width":640}],"is_error":)" + isError + R"(,"output":)" + output +
           R"(,"run":"r","stopped":)" + isError +
           R"(,"text":"done","tool_id":"t1","tool_use_id":"t1","toolset":"computer"})";
}

RunEnded end(RunOutcome outcome)
{
    return {.run = {u"r"_s},
            .outcome = outcome,
            .message = u"m"_s,
            .steps = 6,
            .usage = {1, 2, 3, 4, 5},
            .costUsd = 0.25,
            .durationMs = 8,
            .budget = outcome == RunOutcome::Budget ? u"max_time"_s : QString()};
}

QByteArray endJson(const char *error, const char *outcome)
{
    const QByteArray budget = QByteArray(outcome) == "budget" ? R"("budget":"max_time",)" : "";
    return '{' + budget + R"("cost_usd":0.25,"duration_ms":8,)" + error +
           R"("message":"m","outcome":")" + outcome + R"(","run":"r","steps":6,"usage":)" + kUsage +
           '}';
}

SettingsChanged everySetting()
{
    return {.by = u"ann"_s,
            .model = u"m"_s,
            .thinking = u"disabled"_s,
            .effort = u"low"_s,
            .maxSteps = 400,
            .maxCostUsd = 2.5,
            .maxTokensTotal = 5'000'000'000,
            .maxTime = std::chrono::seconds(60)};
}

// Long: a table.
QList<Sample> samples()
{
    const QJsonObject input{{u"x"_s, 1}};
    const CallAction action{.kind = u"run"_s, .path = u"/a"_s};
    const QByteArray raw = R"({ "type":"thinking", "z":1.50, "a":"\u00e9" })";
    return {
        {"user_message", UserMessage{.text = u"hi"_s, .note = u"n"_s},
         R"({"note":"n","text":"hi"})", "user", R"({"note":"n","text":"hi"})"},
        {"user_message",
         UserMessage{.text = u"look"_s,
                     .images = {{.blob = {u"ab"_s}, .mediaType = u"image/png"_s, .size = {4, 3}}}},
         R"({"images":[{"blob":"ab","height":3,"media_type":"image/png","width":4}],"note":"","text":"look"})",
         "user",
         R"({"images":[{"blob":"ab","height":3,"media_type":"image/png","url":"/blobs/ab","width":4}],"note":"","text":"look"})"},
        {"run_started", RunStarted{{u"r"_s}, u"demo"_s, u"m1"_s, u"custom"_s},
         R"({"dialect":"custom","model":"m1","provider":"demo","run":"r"})", "status",
         R"({"dialect":"custom","model":"m1","provider":"demo","run":"r","status":"running"})"},
        {"model_block", ModelBlock{.run = {u"r"_s}, .raw = raw},
         R"({"run":"r","block":)" + raw + '}', "thinking", raw},
        {"turn_ended",
         TurnEnded{{u"r"_s}, u"m1"_s, u"msg"_s, u"req"_s, u"end_turn"_s, {1, 2, 3, 4, 5}, 0.5, 9},
         R"({"cost_usd":0.5,"duration_ms":9,"message_id":"msg","model":"m1","request_id":"req","run":"r","stop_reason":"end_turn","usage":)" +
             kUsage + '}',
         "usage",
         R"({"cost_usd":0.5,"duration_ms":9,"message_id":"msg","model":"m1","request_id":"req","run":"r","stop_reason":"end_turn","usage":)" +
             kUsage + '}'},
        {"tool_started", ToolStarted{{u"r"_s}, u"t1"_s, u"bash"_s, u"run"_s, action},
         R"({"action":{"kind":"run","path":"/a"},"run":"r","summary":"run","tool":"bash","tool_use_id":"t1"})",
         "tool_started",
         R"({"action":{"kind":"run","path":"/a"},"run":"r","summary":"run","tool":"bash","tool_use_id":"t1"})"},
        {"tool_result", result(false), storedResult("false"), "tool_result",
         wireResult("null", "false", R"("done")")},
        {"tool_result", result(true), storedResult("true"), "tool_result",
         wireResult(R"("done")", "true", "null")},
        {"approval_requested",
         ApprovalRequested{
             {u"r"_s}, u"t1"_s, u"bash"_s, u"run"_s, input, u"runs a command"_s, action, 900'000},
         R"({"action":{"kind":"run","path":"/a"},"input":{"x":1},"reason":"runs a command","run":"r","summary":"run","timeout_ms":900000,"tool":"bash","tool_use_id":"t1"})",
         "approval_request",
         R"({"action":{"kind":"run","path":"/a"},"input":{"x":1},"reason":"runs a command","run":"r","summary":"run","timeout_ms":900000,"tool":"bash","tool_use_id":"t1"})"},
        {"approval_decided",
         ApprovalDecided{u"t1"_s, Decision::Edit, u"terminal"_s, u"n"_s, input, true},
         R"({"by":"terminal","decision":"edit","input":{"x":1},"note":"n","remember":true,"tool_use_id":"t1"})",
         "approval_decision",
         R"({"by":"terminal","decision":"edit","input":{"x":1},"note":"n","remember":true,"tool_use_id":"t1"})"},
        {"status_changed", StatusChanged{SessionStatus::AwaitingApproval, u"why"_s},
         R"({"reason":"why","status":"awaiting_approval"})", "status",
         R"({"reason":"why","status":"awaiting_approval"})"},
        {"control_changed", ControlChanged{u"person"_s, u"taken"_s, 1.5, u"ann"_s},
         R"({"holder":"person","name":"ann","reason":"taken","seconds":1.5})", "control",
         R"({"holder":"person","name":"ann","reason":"taken","seconds":1.5})"},
        {"title_changed", TitleChanged{u"New"_s}, R"({"title":"New"})", "title_changed",
         R"({"title":"New"})"},
        {"conversation_summarised", ConversationSummarised{{u"r"_s}, u"so far"_s, 12},
         R"({"run":"r","text":"so far","up_to":12})", "summary",
         R"({"run":"r","text":"so far","up_to":12})"},
        {"reply_stopped", ReplyStopped{{u"r"_s}, u"Once upon"_s, u"A story"_s},
         R"({"run":"r","text":"Once upon","thinking":"A story"})", "reply_stopped",
         R"({"run":"r","text":"Once upon","thinking":"A story"})"},
        {"run_ended", end(RunOutcome::Budget), endJson("", "budget"), "completed",
         endJson("", "budget")},
        {"run_ended", end(RunOutcome::Error), endJson("", "error"), "error",
         endJson(R"("error":"m",)", "error")},
        {"egress_denied",
         EgressDenied{u"a.b"_s, 8443, u"list"_s, u"blocked: a.b:8443"_s, u"a.b:8443"_s},
         R"({"entry":"a.b:8443","host":"a.b","line":"blocked: a.b:8443","port":8443,"reason":"list"})",
         "egress_denied",
         R"({"entry":"a.b:8443","host":"a.b","line":"blocked: a.b:8443","port":8443,"reason":"list"})"},
        {"egress_allowed", EgressAllowed{u"a.b"_s, u"ann"_s}, R"({"by":"ann","host":"a.b"})",
         "egress_allowed", R"({"by":"ann","host":"a.b"})"},
        {"settings_changed", SettingsChanged{.by = u"ann"_s, .approval = ApprovalPolicy::All},
         R"({"approval":"all","by":"ann"})", "settings_changed",
         R"({"approval":"all","by":"ann"})"},
        {"settings_changed", everySetting(),
         R"({"by":"ann","effort":"low","max_cost_usd":2.5,"max_steps":400,"max_time":60,"max_tokens_total":5000000000,"model":"m","thinking":"disabled"})",
         "settings_changed",
         R"({"by":"ann","effort":"low","max_cost_usd":2.5,"max_steps":400,"max_time":60,"max_tokens_total":5000000000,"model":"m","thinking":"disabled"})"},
        {"grant_changed", GrantChanged{{u"computer"_s, u"type"_s, {u"A"_s, u"B"_s}}, u"ann"_s},
         R"({"action":"type","by":"ann","granted":true,"id":"computer:type:A+B","secrets":["A","B"],"tool":"computer"})",
         "grant_changed",
         R"({"action":"type","by":"ann","granted":true,"id":"computer:type:A+B","secrets":["A","B"],"tool":"computer"})"},
        {"forked", Forked{{u"s"_s}, 3, u"Invoices"_s, u"then"_s},
         R"({"files":"then","seq":3,"session":"s","title":"Invoices"})", "forked",
         R"({"files":"then","seq":3,"session":"s","title":"Invoices"})"},
        {"files_restored",
         FilesRestored{u"x"_s, 3, QDateTime::fromMSecsSinceEpoch(1'500, kUtc), u"ann"_s},
         R"({"by":"ann","saved_at":"1970-01-01T00:00:01.500Z","seq":3,"snapshot":"x"})",
         "files_restored",
         R"({"by":"ann","saved_at":"1970-01-01T00:00:01.500Z","seq":3,"snapshot":"x"})"},
        {"desktop_given_up", DesktopGivenUp{u"limit"_s}, R"({"reason":"limit"})",
         "desktop_given_up", R"({"reason":"limit"})"},
    };
}

// moc cannot read raw strings inside of macros, so they stand out here.
QByteArray wireLine(const Sample &sample)
{
    return QByteArray(R"({"type":")") + sample.type + R"(","content":)" + sample.content +
           R"(,"timestamp":"2026-11-21T09:30:00.123Z","seq":42,"session_id":"s1"})";
}

} // namespace

class TestEvent : public QObject
{
    Q_OBJECT
private slots:
    void storesAndTellsEachKindInItsFixedForm_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Sample &sample : samples())
            QTest::addRow("%d %s", index, sample.kind) << index, ++index;
    }
    void storesAndTellsEachKindInItsFixedForm()
    {
        QFETCH(int, index);
        const Sample sample = samples().at(index);
        const QDateTime at(QDate(2026, 11, 21), QTime(9, 30, 0, 123), kUtc);

        QCOMPARE(kindOf(sample.body), QString::fromLatin1(sample.kind));
        QCOMPARE(bodyToJson(sample.body), sample.stored);
        QCOMPARE(wireType(sample.body), QString::fromLatin1(sample.type));
        QCOMPARE(wireJson(Event{{u"s1"_s}, 42, at, sample.body}), wireLine(sample));
        const auto back = bodyFromJson(QString::fromLatin1(sample.kind), sample.stored);
        QVERIFY2(back, back ? "" : qPrintable(back.error().message));
        QCOMPARE(bodyToJson(*back), sample.stored);
    }

    void anyEventComesBackAsItWas()
    {
        QVERIFY(rc::check([] {
            const EventBody body = anyBody();
            const QByteArray stored = bodyToJson(body);
            const auto back = bodyFromJson(kindOf(body), stored);
            RC_ASSERT(back.has_value());
            RC_ASSERT(back->index() == body.index());
            RC_ASSERT(bodyToJson(*back).toStdString() == stored.toStdString());
        }));
    }

    void anyBlockComesBackByteForByte()
    {
        QVERIFY(rc::check([](const std::string &raw) {
            const ModelBlock block{.run = {anyText()}, .raw = QByteArray::fromStdString(raw)};
            const auto back = bodyFromJson(u"model_block"_s, bodyToJson(block));
            RC_ASSERT(back.has_value());
            RC_ASSERT(std::get<ModelBlock>(*back).raw.toStdString() == raw);
            RC_ASSERT(std::get<ModelBlock>(*back).run == RunId{wellFormed(block.run.value)});
        }));
    }

    void anyEventIsOneLineOfJsonOnTheWire()
    {
        QVERIFY(rc::check([](const std::string &raw) {
            const ModelBlock block{.run = {}, .raw = QByteArray::fromStdString(raw)};
            const bool isBlock = *rc::gen::arbitrary<bool>();
            const QByteArray line =
                wireJson(Event{{u"s"_s}, 1, QDateTime(), isBlock ? EventBody(block) : anyBody()});
            RC_ASSERT(!line.contains('\n') && !line.contains('\r'));
            RC_ASSERT(parseJsonObject(line).has_value());
        }));
    }

    void namesABlockByItsOwnType_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("type");
        QTest::newRow("text") << QByteArray(R"({"type":"text","text":"a"})") << u"text"_s;
        QTest::newRow("tool_use") << QByteArray(R"({"id":"1","type":"tool_use"})") << u"tool_use"_s;
        QTest::newRow("new kind") << QByteArray(R"({"type":"redacted_thinking"})") << u"block"_s;
        QTest::newRow("our own names") << QByteArray(R"({"type":"completed"})") << u"block"_s;
        QTest::newRow("no type") << QByteArray("{}") << u"block"_s;
        QTest::newRow("no JSON") << QByteArray("{\"type\":") << u"block"_s;
    }
    void namesABlockByItsOwnType()
    {
        QFETCH(QByteArray, raw);
        QTEST(wireType(ModelBlock{.run = {}, .raw = raw}), "type");
    }

    void keepsABlockOfSeveralLinesOnOneWireLine()
    {
        const ModelBlock block{.run = {},
                               .raw = "{\r\n \"type\": \"text\",\n \"text\": \"a\\nb\"\n}"};
        const QByteArray line = wireJson(Event{{u"s"_s}, 1, QDateTime(), block});
        const QByteArray content = R"({   "type": "text",  "text": "a\nb" })";
        QVERIFY2(line.contains(content), line.constData());
    }

    void refusesStoredEventsThatAreNotWhatTheyMustBe_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("unknown kind") << u"user_messages"_s << QByteArray(R"({"text":"a"})");
        QTest::newRow("no JSON") << u"user_message"_s << QByteArray(R"({"text":)");
        QTest::newRow("array") << u"user_message"_s << QByteArray("[]");
        QTest::newRow("missing field") << u"user_message"_s << QByteArray("{}");
        QTest::newRow("wrong type") << u"user_message"_s << QByteArray(R"({"text":1})");
        QTest::newRow("wrong optional")
            << u"user_message"_s << QByteArray(R"({"text":"a","note":null})");
        QTest::newRow("number as text")
            << u"run_ended"_s << QByteArray(R"({"run":"r","outcome":"completed","steps":"1"})");
        QTest::newRow("unknown status")
            << u"status_changed"_s << QByteArray(R"({"status":"happy"})");
        QTest::newRow("unknown decision")
            << u"approval_decided"_s
            << QByteArray(R"({"tool_use_id":"t","decision":"perhaps","by":"x"})");
        QTest::newRow("image that is none")
            << u"tool_result"_s << QByteArray(R"({"run":"r","tool_use_id":"t","images":[1]})");
        QTest::newRow("block without run") << u"model_block"_s << QByteArray(R"({"block":{}})");
        QTest::newRow("block missing") << u"model_block"_s << QByteArray(R"({"run":"r"})");
        QTest::newRow("block cut")
            << u"model_block"_s << QByteArray(R"({"run":"r","block":{"a":1)");
    }
    void refusesStoredEventsThatAreNotWhatTheyMustBe()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, json);
        const auto body = bodyFromJson(kind, json);
        QVERIFY(!body);
        QCOMPARE(body.error().code, Errc::Corrupt);
    }

    void loadsWhatOlderVersionsStored()
    {
        const QByteArray started = R"({"run":"r","summary":"s","tool":"bash","tool_use_id":"t"})";
        const auto call = bodyFromJson(u"tool_started"_s, started);
        QVERIFY(call);
        QCOMPARE(std::get<ToolStarted>(*call).action, CallAction());
        const auto answer = bodyFromJson(u"tool_result"_s, R"({"run":"r","tool_use_id":"t"})");
        QVERIFY(answer && !std::get<ToolResult>(*answer).stopped);
    }

    void acceptsUnknownKeysAndMissingOptionalOnes()
    {
        const auto body = bodyFromJson(u"user_message"_s, R"({"text":"a","colour":"red"})");
        QVERIFY(body);
        QCOMPARE(std::get<UserMessage>(*body).text, u"a"_s);
        QCOMPARE(std::get<UserMessage>(*body).note, QString());
    }

    void writesNumbersThatJsonLacksAsZero()
    {
        const auto infinity = std::numeric_limits<double>::infinity();
        const ControlChanged event{.holder = u"agent"_s, .seconds = infinity};
        const auto back = bodyFromJson(u"control_changed"_s, bodyToJson(event));
        QVERIFY(back);
        QCOMPARE(std::get<ControlChanged>(*back).seconds, 0.0);
    }

    void readsBackEachStatusName()
    {
        for (int i = 0; i <= int(SessionStatus::Finished); ++i)
            QCOMPARE(sessionStatusFrom(name(SessionStatus(i))), SessionStatus(i));
        QVERIFY(!sessionStatusFrom(u"Active"_s));
        QVERIFY(!sessionStatusFrom({}));
    }
};

PILOTHOUSE_UNIT_TEST(TestEvent)
#include "tst_event.moc"
