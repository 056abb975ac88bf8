#include "gptme/retelling.h"

#include "core/json.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const RunId kRun{u"run"_s};

ModelBlock text(const QString &said)
{
    return {kRun, compactJson(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, said}})};
}

ModelBlock shell(const QString &id, const QString &command)
{
    return {kRun, compactJson(QJsonObject{{u"type"_s, u"tool_use"_s},
                                          {u"id"_s, id},
                                          {u"name"_s, u"bash"_s},
                                          {u"input"_s, QJsonObject{{u"command"_s, command}}}})};
}

TurnEnded turn()
{
    return {.run = kRun, .model = u"m"_s, .stopReason = u"end_turn"_s};
}

ApprovalRequested question(const QString &id)
{
    return {.run = kRun, .toolUseId = id, .tool = u"bash"_s};
}

ToolResult result(const QString &id, const QString &said)
{
    return {.run = kRun, .toolUseId = id, .text = said, .durationMs = 5};
}

RunEnded ended(RunOutcome outcome, const QString &message = {})
{
    return {.run = kRun, .outcome = outcome, .message = message};
}

/// What a client of gptme makes of what it is told; it fails where the page would.
class Page
{
public:
    void hear(const Retelling::Told &told)
    {
        for (const QJsonObject &event : told)
            hear(event);
    }

    QStringList types;
    QJsonArray log;
    QString pending;

private:
    void hear(const QJsonObject &event)
    {
        const QString type = event["type"_L1].toString();
        types.append(type);
        if (type == "generation_started"_L1)
            said = QString();
        if (type == "generation_progress"_L1) {
            QVERIFY(said.has_value());
            *said += event["token"_L1].toString();
        }
        if (type == "message_added"_L1)
            take(event["message"_L1].toObject());
        if (type == "generation_complete"_L1)
            QCOMPARE(event["message"_L1].toObject(), log.last().toObject());
        if (type == "conversation_edited"_L1) {
            QCOMPARE(event["branches"_L1]["main"_L1].toArray(), log);
            said.reset();
        }
        if (type == "tool_pending"_L1) {
            QVERIFY(event["tooluse"_L1]["args"_L1].isArray());
            QVERIFY(event["tooluse"_L1]["content"_L1].isString());
            pending = event["tool_id"_L1].toString();
        }
        if (type == "tool_executing"_L1) // the page drops one that was not announced just before
            QCOMPARE(event["tool_id"_L1].toString(), pending);
    }
    void take(const QJsonObject &message)
    {
        if (message["role"_L1].toString() == "assistant"_L1) {
            QVERIFY(said.has_value()); // else, and if they differ, the page has the text twice
            QCOMPARE(*said, message["content"_L1].toString());
            said.reset();
        }
        log.append(message);
    }

    std::optional<QString> said;
};

} // namespace

class TestRetelling : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        retelling = Retelling();
        page = Page();
        seq = 0;
    }

    void tellsATaskWithOneToolInTheOrderOfThePage()
    {
        take(UserMessage{u"list"_s});
        take(RunStarted{kRun, u"demo"_s, u"m"_s, u"custom"_s});
        page.hear(retelling.take(TextDelta{u"I lo"_s}));
        page.hear(retelling.take(TextDelta{u"ok"_s}));
        take(text(u"I look"_s));
        take(shell(u"c1"_s, u"ls"_s));
        take(turn());
        take(question(u"c1"_s));
        QCOMPARE(retelling.pending()->id, u"c1"_s);
        take(ApprovalDecided{.toolUseId = u"c1"_s, .decision = Decision::Allow});
        take(ToolStarted{kRun, u"c1"_s, u"bash"_s, u"runs ls"_s});
        take(result(u"c1"_s, u"a\nb"_s));
        take(text(u"Two files"_s));
        take(turn());
        take(ended(RunOutcome::Completed));

        QCOMPARE(page.types.join(u' '),
                 u"message_added generation_started generation_progress generation_progress "
                 "generation_progress message_added generation_complete tool_pending "
                 "tool_executing tool_output message_added tool_complete generation_started "
                 "generation_progress message_added generation_complete"_s);
        QCOMPARE(page.log, retelling.log());
        QCOMPARE(contentAt(1), u"I look\n\n```shell\nls\n```"_s);
        QCOMPARE(contentAt(2), u"Ran command: `ls`\n\n```\na\nb\n```"_s);
        QVERIFY(!retelling.pending());
    }

    void announcesCallsThatNobodyWasAskedAbout()
    {
        take(shell(u"c1"_s, u"ls"_s));
        take(turn());
        const auto told = take(ToolStarted{kRun, u"c1"_s, u"bash"_s, {}});
        QCOMPARE(told.first()["auto_confirm"_L1].toBool(), true);
        QVERIFY(retelling.wasTold(u"c1"_s));
    }

    void saysWhatWasSaidBeforeItTellsOfAnInterrupt()
    {
        take(UserMessage{u"go"_s});
        page.hear(retelling.take(TextDelta{u"I be"_s}));
        take(ReplyStopped{kRun, u"I begin"_s});
        take(ended(RunOutcome::Interrupted));
        QCOMPARE(page.types.mid(page.types.size() - 3),
                 (QStringList{u"message_added"_s, u"generation_complete"_s, u"interrupted"_s}));
        QCOMPARE(contentAt(1), u"I begin [INTERRUPTED]"_s);
    }

    void saysNothingMoreOfAnInterruptedTool()
    {
        take(shell(u"c1"_s, u"sleep 9"_s));
        take(turn());
        take(ToolStarted{kRun, u"c1"_s, u"bash"_s, {}});
        take(result(u"c1"_s, u"stopped"_s));
        take(ended(RunOutcome::Interrupted));
        QCOMPARE(page.types.last(), u"interrupted"_s);
        QCOMPARE(page.types.count(u"generation_started"_s), 1);
    }

    void takesBackAReplyThatIsTriedAgain()
    {
        take(UserMessage{u"go"_s});
        page.hear(retelling.take(TextDelta{u"Hal"_s}));
        page.hear(retelling.take(Retrying{2, std::chrono::milliseconds(1), u"broken"_s}));
        page.hear(retelling.take(TextDelta{u"Hello"_s}));
        take(text(u"Hello"_s));
        take(turn());
        QCOMPARE(page.log.size(), 2);
        QCOMPARE(contentAt(1), u"Hello"_s);
        QVERIFY(page.types.contains(u"conversation_edited"_s));
    }

    void mendsWhatWasHeardOtherwiseThanItIsStored()
    {
        page.hear(retelling.take(TextDelta{u"the key is 1234"_s}));
        take(text(u"the key is {{secret:KEY}}"_s));
        take(turn());
        QCOMPARE(contentAt(0), u"the key is {{secret:KEY}}"_s);
    }

    void freesThePageWhenARunEndsWithoutAWord_data()
    {
        QTest::addColumn<RunOutcome>("outcome");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("last");
        QTest::newRow("an error") << RunOutcome::Error << u"No key"_s << u"error"_s;
        QTest::newRow("a budget") << RunOutcome::Budget << u"200 steps"_s << u"error"_s;
        QTest::newRow("a pause") << RunOutcome::Paused << QString() << u"error"_s;
        QTest::newRow("no words") << RunOutcome::Completed << u"Nothing said"_s
                                  << u"generation_complete"_s;
    }
    void freesThePageWhenARunEndsWithoutAWord()
    {
        QFETCH(RunOutcome, outcome);
        QFETCH(QString, message);
        take(UserMessage{u"go"_s});
        take(ended(outcome, message));
        QTEST(page.types.last(), "last");
        QVERIFY(contentAt(1).contains(message));
        QCOMPARE(page.log, retelling.log());
    }

    void namesPicturesOfResults()
    {
        take(shell(u"c1"_s, u"ls"_s));
        take(turn());
        ToolResult seen = result(u"c1"_s, {});
        seen.images = {{{}, {}, {}}, {{}, {}, {}}};
        take(seen);
        QCOMPARE(page.log.last()["files"_L1].toArray(),
                 (QJsonArray{u"screenshots/3.png"_s, u"screenshots/3-1.png"_s}));
    }

private:
    Retelling::Told take(const EventBody &body)
    {
        const Event event{.session = {u"s"_s}, .seq = ++seq, .at = QDateTime(), .body = body};
        Retelling::Told told = retelling.take(event);
        page.hear(told);
        return told;
    }
    QString contentAt(qsizetype index) const
    {
        return retelling.log().at(index)["content"_L1].toString();
    }

    Retelling retelling;
    Page page;
    EventSeq seq = 0;
};

PILOTHOUSE_UNIT_TEST(TestRetelling)
#include "tst_retelling.moc"
