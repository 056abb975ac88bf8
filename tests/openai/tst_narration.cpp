#include "openai/narration.h"

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

} // namespace

class TestNarration : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        const auto link = [](const BlobHash &picture) {
            return QString(u"http://p/"_s + picture.value);
        };
        narration = std::make_unique<Narration>(link, u"http://page"_s);
        heard.clear();
    }

    void tellsARunAsOneText()
    {
        hear(TextDelta{u"I lo"_s});
        take(text(u"I look."_s));
        take(TurnEnded{.run = kRun, .usage = {.input = 3, .output = 4}});
        take(ToolStarted{kRun, u"c"_s, u"computer"_s, u"screenshot"_s});
        take(ToolResult{.run = kRun, .toolUseId = u"c"_s, .images = {{{u"abc"_s}, {}, {}}}});
        hear(TextDelta{u"Done."_s});
        take(text(u"Done."_s));
        take(TurnEnded{.run = kRun, .usage = {.input = 3, .output = 4}});
        take(RunEnded{.run = kRun});
        QCOMPARE(heard, u"I look.\n\n▸ screenshot [picture](http://p/abc)\n\nDone."_s);
        QCOMPARE(heard, narration->text());
        QCOMPARE(narration->usage().total(), 14);
        QVERIFY(narration->end());
    }

    void tellsQuestionsFaultsAndPauses()
    {
        take(ApprovalRequested{.run = kRun, .toolUseId = u"c"_s, .summary = u"run ls"_s});
        take(ToolResult{.run = kRun, .toolUseId = u"c"_s, .text = u"no\nway"_s, .isError = true});
        take(RunEnded{.run = kRun, .outcome = RunOutcome::Budget, .message = u"200 steps."_s});
        QCOMPARE(heard,
                 u"❓ May it: run ls? Answer at http://page\n\n✖ no way\n\n⏸ 200 steps."_s);
    }

    void keepsWhatWasHeardOfAReplyThatIsTriedAgain()
    {
        hear(TextDelta{u"Hal"_s});
        hear(Retrying{2, std::chrono::milliseconds(1), {}});
        hear(TextDelta{u"Hello"_s});
        take(text(u"Hello"_s));
        take(TurnEnded{.run = kRun});
        QCOMPARE(heard, u"Hal\n\n↻ The model is asked once more.\n\nHello"_s);
        QCOMPARE(heard, narration->text());
    }

private:
    void take(const EventBody &body)
    {
        heard +=
            narration->take(Event{.session = {u"s"_s}, .seq = 1, .at = QDateTime(), .body = body});
    }
    void hear(const ModelProgress &step) { heard += narration->take(step); }

    std::unique_ptr<Narration> narration;
    QString heard;
};

PILOTHOUSE_UNIT_TEST(TestNarration)
#include "tst_narration.moc"
