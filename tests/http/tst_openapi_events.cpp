#include "openapi_document.h"

#include "core/json.h"
#include "core/utc.h"
#include "feed/event_feed.h"
#include "support/json_schema.h"
#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kSession{u"5a1e0c1d-0000-4000-8000-000000000000"_s};
const RunId kRun{u"run"_s};

CallAction everyFact()
{
    return {.kind = u"left_click_drag"_s,
            .coordinate = QPoint(1, 2),
            .startCoordinate = QPoint(3, 4),
            .region = QRect(0, 0, 10, 20),
            .role = u"button"_s,
            .name = u"Send"_s,
            .keys = u"ctrl"_s,
            .keyCount = 2,
            .direction = u"down"_s,
            .amount = 3,
            .seconds = 1.5,
            .repeat = 2,
            .textLength = 5,
            .command = u"ls"_s,
            .path = u"/a"_s};
}

/// One or more of each kind that the journal can hold. Long: a table.
QList<EventBody> samples()
{
    const auto block = [](const char *raw) { return ModelBlock{kRun, QByteArray(raw)}; };
    const ImageRef image{.blob = {u"ab"_s}, .mediaType = u"image/png"_s, .size = {1280, 800}};
    ToolResult shown{.run = kRun, .toolUseId = u"a"_s, .text = u"ok"_s, .images = {image}};
    ToolResult failed{.run = kRun, .toolUseId = u"a"_s, .text = u"no"_s, .isError = true};
    QList<EventBody> all{
        UserMessage{.text = u"Hello"_s, .note = u"Somebody typed."_s},
        UserMessage{.text = u"Look"_s, .images = {image}},
        RunStarted{kRun, u"demo"_s, u"m"_s, u"custom"_s},
        block(R"({"type":"text","text":"Hello","citations":[]})"),
        block(R"({"type":"thinking","thinking":"Hm","signature":"x"})"),
        block(R"({"type":"tool_use","id":"a","name":"bash","input":{"command":"ls"}})"),
        block(R"({"type":"redacted_thinking","data":"x"})"),
        block("no JSON"),
        TurnEnded{.run = kRun, .model = u"m"_s, .stopReason = u"end_turn"_s},
        ToolStarted{kRun, u"a"_s, u"bash"_s, u"runs a command"_s},
        ToolStarted{kRun, u"a"_s, u"computer"_s, u"all there is"_s, everyFact()},
        shown,
        failed,
        ApprovalRequested{kRun, u"a"_s, u"bash"_s, u"ls"_s, {{u"command"_s, u"ls"_s}}, u"runs"_s},
        ConversationSummarised{kRun, u"So far"_s, 3},
        ReplyStopped{kRun, u"Once upon"_s, u"A story"_s},
        ControlChanged{u"person"_s, u"taken"_s, 1.5, u"ann"_s},
        TitleChanged{u"Invoices"_s},
        EgressDenied{u"a.example"_s, 443, u"list"_s, u"blocked: a.example"_s, u"a.example"_s},
        EgressAllowed{u"a.example"_s, u"ann"_s},
        SettingsChanged{.by = u"ann"_s,
                        .model = u"m"_s,
                        .thinking = u"disabled"_s,
                        .effort = u"low"_s,
                        .approval = ApprovalPolicy::All,
                        .maxSteps = 1,
                        .maxCostUsd = 0.5,
                        .maxTokensTotal = 2,
                        .maxTime = std::chrono::seconds(3)},
        GrantChanged{{u"computer"_s, u"type"_s, {u"PASS"_s}}, u"ann"_s},
        Forked{kSession, 3, u"Invoices"_s},
        FilesRestored{u"x"_s, 3, QDateTime::currentDateTimeUtc(), u"ann"_s},
        DesktopGivenUp{u"limit"_s},
        DesktopGivenUp{u"idle"_s}};
    for (const Decision decision : {Decision::Allow, Decision::Deny, Decision::Edit})
        all.append(ApprovalDecided{.toolUseId = u"a"_s, .decision = decision, .by = u"me"_s});
    for (int status = 0; status <= int(SessionStatus::Finished); ++status)
        all.append(StatusChanged{.status = SessionStatus(status)});
    for (int outcome = 0; outcome <= int(RunOutcome::Cancelled); ++outcome)
        all.append(RunEnded{.run = kRun, .outcome = RunOutcome(outcome), .message = u"So."_s});
    return all;
}

QJsonObject eventSchema()
{
    return {{u"$ref"_s, u"#/components/schemas/Event"_s}};
}

QStringList problemsOf(const QByteArray &frame)
{
    const auto event = parseJsonObject(frame);
    return event ? schemaProblems(openApiJson(), eventSchema(), *event) : QStringList(u"no JSON"_s);
}

} // namespace

class TestOpenApiEvents : public QObject
{
    Q_OBJECT
private slots:
    void describeEachEventThatIsStored()
    {
        QSet<std::size_t> kinds;
        EventSeq seq = 0;
        for (const EventBody &body : samples()) {
            kinds.insert(body.index());
            const Event event{kSession, ++seq, QDateTime::currentDateTimeUtc(), body};
            const QStringList problems = problemsOf(wireJson(event));
            QVERIFY2(problems.isEmpty(), qPrintable(kindOf(body) + problems.join(u'\n')));
        }
        QCOMPARE(kinds.size(), qsizetype(std::variant_size_v<EventBody>));
    }

    void describeEachFrameThatIsNotStored_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QJsonObject>("content");
        const QJsonObject text{{u"text"_s, u"He"_s}};
        QTest::newRow("text") << u"text_delta"_s << text;
        QTest::newRow("thinking") << u"thinking_delta"_s << text;
        QTest::newRow("retrying") << u"retrying"_s
                                  << QJsonObject{{u"attempt"_s, 2},
                                                 {u"delay_ms"_s, 500},
                                                 {u"reason"_s, u"busy"_s}};
        QTest::newRow("error") << u"error"_s
                               << QJsonObject{{u"error"_s, u"No."_s}, {u"code"_s, u"conflict"_s}};
    }
    void describeEachFrameThatIsNotStored()
    {
        QFETCH(QString, type);
        QFETCH(QJsonObject, content);
        const WireEvent frame = liveFrame(kSession, type, content, QDateTime::currentDateTimeUtc());
        QCOMPARE(problemsOf(frame.json), QStringList());
    }

    void describeWhatIsRecorded()
    {
        const QDir folder(QStringLiteral(PILOTHOUSE_FIXTURES "/protocol"));
        const QStringList names = folder.entryList({u"*.jsonl"_s});
        QVERIFY(!names.isEmpty());
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QByteArray &frame : file.readAll().trimmed().split('\n'))
                QCOMPARE(problemsOf(frame), QStringList());
        }
    }

    void refuseWhatIsNoEvent_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("unknown type") << QByteArray("\"user\"") << QByteArray("\"usr\"");
        QTest::newRow("another's content") << QByteArray("\"user\"") << QByteArray("\"control\"");
        QTest::newRow("wrong type of a field") << QByteArray("\"Hello\"") << QByteArray("5");
        QTest::newRow("a field missing") << QByteArray("\"note\":\"\",") << QByteArray();
        QTest::newRow("a field more") << QByteArray("\"note\"") << QByteArray("\"nota\"");
        QTest::newRow("no number") << QByteArray("\"seq\":1,") << QByteArray();
        QTest::newRow("no time") << QByteArray("T00:") << QByteArray("T99:");
    }
    void refuseWhatIsNoEvent()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const QDateTime midnight(QDate(2026, 1, 1), QTime(0, 0), kUtc);
        QByteArray frame = wireJson({kSession, 1, midnight, UserMessage{.text = u"Hello"_s}});
        QCOMPARE(problemsOf(frame), QStringList());
        QVERIFY(frame.contains(from));
        QVERIFY(!problemsOf(frame.replace(from, to)).isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestOpenApiEvents)
#include "tst_openapi_events.moc"
