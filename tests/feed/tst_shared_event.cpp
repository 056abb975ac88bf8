#include "feed/shared_event.h"

#include "core/json.h"
#include "core/utc.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Stands wherever a name, an address or another private thing may be.
const QString kPrivate = u"private.example"_s;

QByteArray shownOf(EventBody body, const Secrets &mask = {})
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(0, kUtc);
    return sharedJson({.session = {kPrivate}, .seq = 1, .at = at, .body = std::move(body)}, mask)
        .value_or(QByteArray());
}

QByteArray blockOf(const QByteArray &raw)
{
    return shownOf(ModelBlock{.run = {kPrivate}, .raw = raw});
}

} // namespace

class TestSharedEvent : public QObject
{
    Q_OBJECT
private slots:
    void tellsNothingPrivate_data()
    {
        QTest::addColumn<QByteArray>("shown");
        QTest::addColumn<bool>("isShown");
        const auto row = [](const char *name, const EventBody &body, bool isShown) {
            QTest::newRow(name) << shownOf(body) << isShown;
        };
        const RunId run{kPrivate};
        row("what the model is told besides", UserMessage{.text = u"a"_s, .note = kPrivate}, true);
        row("a run", RunStarted{run, kPrivate, kPrivate, kPrivate}, false);
        row("costs", TurnEnded{.run = run, .model = kPrivate, .requestId = kPrivate}, false);
        row("a reply cut off", ReplyStopped{.run = run, .text = u"a"_s}, true);
        row("a summary", ConversationSummarised{.run = run, .text = kPrivate}, true);
        row("an action", ToolStarted{.run = run, .toolUseId = u"c"_s, .tool = u"bash"_s}, true);
        row("a result",
            ToolResult{.run = run, .toolUseId = u"c"_s, .details = {{u"path"_s, kPrivate}}}, true);
        row("a question",
            ApprovalRequested{
                .run = run, .toolUseId = u"c"_s, .input = QJsonObject{{u"a"_s, kPrivate}}},
            true);
        row("an answer", ApprovalDecided{.toolUseId = u"c"_s, .by = kPrivate}, true);
        row("a status", StatusChanged{.reason = kPrivate}, false);
        row("the wheel", ControlChanged{.holder = u"person"_s, .name = kPrivate}, true);
        row("a title", TitleChanged{kPrivate}, false);
        row("a refused host", EgressDenied{.host = kPrivate, .line = kPrivate}, false);
        row("an allowed host", EgressAllowed{kPrivate, kPrivate}, false);
        row("settings", SettingsChanged{.by = kPrivate, .model = kPrivate}, false);
        row("a permission", GrantChanged{.by = kPrivate}, false);
        row("a desktop given up", DesktopGivenUp{.reason = kPrivate}, false);
        row("files put back", FilesRestored{kPrivate, 3, {}, kPrivate}, false);
        row("another session", Forked{.session = {kPrivate}, .title = kPrivate}, false);
        row("a failure", RunEnded{.run = run, .outcome = RunOutcome::Error, .message = kPrivate},
            true);
        QTest::newRow("a signature")
            << blockOf(R"({"type":"thinking","thinking":"a","signature":"private.example"})")
            << true;
        QTest::newRow("a block of another kind")
            << blockOf(R"({"type":"redacted_thinking","data":"private.example"})") << false;
        QTest::newRow("no block") << blockOf("private.example") << false;
    }
    void tellsNothingPrivate()
    {
        QFETCH(QByteArray, shown);
        QFETCH(bool, isShown);
        QCOMPARE(!shown.isEmpty(), isShown);
        QVERIFY2(!shown.contains(kPrivate.toUtf8()), shown.constData());
    }

    void tellsWhatWasSaidAndDone()
    {
        const auto content = [](const QByteArray &json) {
            return parseJsonObject(json)->value("content"_L1).toObject();
        };
        QCOMPARE(content(shownOf(UserMessage{.text = u"Hello"_s}))["text"_L1], u"Hello"_s);
        const QJsonObject call = content(
            blockOf(R"({"type":"tool_use","id":"c","name":"bash","input":{"command":"ls"}})"));
        QCOMPARE(call["input"_L1]["command"_L1], u"ls"_s);
        const QJsonObject result =
            content(shownOf(ToolResult{.toolUseId = u"c"_s, .text = u"file"_s, .isError = true}));
        QCOMPARE(result["text"_L1], u"file"_s);
        QCOMPARE(result["is_error"_L1], true);
        const QJsonObject end = content(shownOf(
            RunEnded{.outcome = RunOutcome::Budget, .message = u"The limit is reached."_s}));
        QCOMPARE(end["message"_L1], u"The limit is reached."_s);
    }

    void saysWhoAnswersByItself()
    {
        for (const char *by : {"timeout", "policy", "interrupt"})
            QVERIFY(shownOf(ApprovalDecided{.by = QLatin1StringView(by)}).contains(by));
        QVERIFY(shownOf(ApprovalDecided{.by = u"token"_s}).contains("\"person\""));
    }

    void hidesSecretsInAllOfIt()
    {
        Secrets mask;
        QVERIFY(mask.put(*secretFrom(u"PASS"_s, QJsonObject{{u"value"_s, u"correct horse"_s}})));
        const QByteArray block = R"({"type":"text","text":"correct horse"})";
        for (const EventBody &body : {EventBody(UserMessage{.text = u"correct horse"_s}),
                                      EventBody(ToolResult{.text = u"correct horse"_s}),
                                      EventBody(ModelBlock{.run = {}, .raw = block})}) {
            const QByteArray shown = shownOf(body, mask);
            QVERIFY2(!shown.contains("correct horse"), shown.constData());
            QVERIFY(shown.contains("{{secret:PASS}}"));
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestSharedEvent)
#include "tst_shared_event.moc"
