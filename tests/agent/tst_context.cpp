#include "agent/context.h"

#include "model/summary.h"
#include "support/unit_test.h"
#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

// Keys out of order on purpose: the bytes must survive.
const QByteArray kText = "{\"type\":\"text\",\"text\":\"Looking\"}";
const QByteArray kCall1 = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"left_click\","
                          "\"toolset_name\":\"computer\",\"input\":{\"z\":1,\"a\":2}}";
const QByteArray kCall2 = "{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"bash\",\"input\":{}}";

QByteArray rawCall(const QString &id)
{
    return "{\"type\":\"tool_use\",\"id\":\"" + id.toUtf8() + "\",\"name\":\"bash\",\"input\":{}}";
}

QList<Event> journal(const QList<EventBody> &bodies)
{
    QList<Event> events;
    for (const EventBody &body : bodies)
        events.append({.session = {u"s"_s}, .seq = events.size() + 1, .at = {}, .body = body});
    return events;
}

Result<Picture> picture(const ImageRef &image)
{
    return Picture{"bytes of " + image.blob.value.toUtf8(), image.mediaType, image.size};
}

ToolResult result(const QString &id, const QString &text)
{
    ToolResult made;
    made.toolUseId = id;
    made.text = text;
    return made;
}

/// A turn in one line, so that tests read like a transcript.
QString line(const Turn &turn)
{
    if (const auto *assistant = std::get_if<AssistantTurn>(&turn))
        return u"assistant "_s + QString::fromUtf8(assistant->blocks.join(' '));
    const UserTurn &user = std::get<UserTurn>(turn);
    QStringList parts;
    for (const ToolAnswer &answer : user.answers)
        parts.append(u"%1=%2"_s.arg(answer.toolUseId, answer.text) +
                     (answer.pictures.isEmpty() ? u""_s : u"+picture"_s) +
                     (answer.isError ? u"!"_s : u""_s));
    QStringList said = user.texts;
    for (auto sent = user.pictures.rbegin(); sent != user.pictures.rend(); ++sent)
        said.insert(sent->before, QString::fromUtf8('<' + sent->picture.bytes.right(2) + '>'));
    return u"user "_s + (parts + said).join(u" | "_s);
}

QStringList transcript(const QList<Turn> &turns)
{
    QStringList lines;
    for (const Turn &turn : turns)
        lines.append(line(turn));
    return lines;
}

} // namespace

class TestContext : public QObject
{
    Q_OBJECT
private slots:
    void putsAnswersBeforeTheNextMessageInOneTurn()
    {
        ToolResult first = result(u"t1"_s, u"Clicked."_s);
        first.images = {{.blob = {u"aa"_s}, .mediaType = u"image/png"_s, .size = {1, 1}}};
        const auto events =
            journal({UserMessage{.text = u"do it"_s}, RunStarted{}, ModelBlock{{}, kText},
                     ModelBlock{{}, kCall1}, ModelBlock{{}, kCall2}, TurnEnded{}, ToolStarted{},
                     first, result(u"t2"_s, u"ok"_s), RunEnded{},
                     UserMessage{.text = u"and now?"_s, .note = u"I clicked."_s}});
        QCOMPARE(
            transcript(buildTurns(events, picture)),
            (QStringList{u"user do it"_s,
                         u"assistant "_s + QString::fromUtf8(kText + ' ' + kCall1 + ' ' + kCall2),
                         u"user t1=Clicked.+picture | t2=ok | I clicked. | and now?"_s}));
    }

    void putsThePicturesOfAMessageBeforeItsWords()
    {
        const auto image = [](const QString &blob) {
            return ImageRef{.blob = {blob}, .mediaType = u"image/png"_s, .size = {1, 1}};
        };
        const auto events =
            journal({UserMessage{.text = u"one"_s, .images = {image(u"aa"_s)}},
                     UserMessage{.text = u"two"_s, .note = u"Note."_s, .images = {image(u"bb"_s)}},
                     UserMessage{.text = {}, .images = {image(u"cc"_s), image(u"dd"_s)}}});
        QCOMPARE(transcript(buildTurns(events, picture)),
                 QStringList{u"user <aa> | one | Note. | <bb> | two | <cc> | <dd>"_s});
    }

    void keepsTheRawBytesOfTheModelsBlocks()
    {
        const auto events = journal({UserMessage{.text = u"x"_s}, ModelBlock{{}, kCall1}});
        const auto turns = buildTurns(events, picture);
        QCOMPARE(std::get<AssistantTurn>(turns.last()).blocks, QList<QByteArray>{kCall1});
    }

    void joinsMessagesThatNoReplyCameBetween()
    {
        const auto events = journal({UserMessage{.text = u"one"_s}, RunStarted{}, RunEnded{},
                                     UserMessage{.text = u"two"_s}});
        QCOMPARE(transcript(buildTurns(events, picture)), (QStringList{u"user one | two"_s}));
    }

    void asksAReplyThatEndedInWordsToGoOn_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QByteArray>("block");
        QTest::addColumn<QString>("then"); // what happens: nothing, a message, another run
        QTest::addColumn<bool>("asks");
        const QByteArray search = R"({"type":"server_tool_use","id":"s1","name":"x","input":{}})";
        const QString pause = u"pause_turn"_s;
        QTest::newRow("a pause in words") << pause << kText << QString() << true;
        QTest::newRow("of the server's work") << pause << search << QString() << false;
        QTest::newRow("a message follows") << pause << kText << u"message"_s << false;
        QTest::newRow("an end, resumed") << u"moon"_s << kText << u"run"_s << true;
        QTest::newRow("the server's, resumed") << pause << search << u"run"_s << false;
    }
    void asksAReplyThatEndedInWordsToGoOn()
    {
        QFETCH(QString, reason);
        QFETCH(QByteArray, block);
        QFETCH(QString, then);
        QFETCH(bool, asks);
        QList<EventBody> bodies{UserMessage{.text = u"one"_s}, RunStarted{}, ModelBlock{{}, block},
                                TurnEnded{.stopReason = reason}};
        if (then == "message"_L1)
            bodies.append(UserMessage{.text = u"two"_s});
        if (then == "run"_L1)
            bodies.append({RunEnded{}, RunStarted{}});
        const QStringList asked = transcript(buildTurns(journal(bodies), picture));
        QCOMPARE(asked.last().contains("Go on"_L1), asks);

        bodies.append({ModelBlock{{}, kText}, TurnEnded{}, UserMessage{.text = u"three"_s}});
        const QStringList later = transcript(buildTurns(journal(bodies), picture));
        const bool isJoined = asked.last().startsWith("assistant"_L1);
        QCOMPARE(later.first(asked.size() - isJoined), asked.first(asked.size() - isJoined));
    }

    void leavesANoteWhereAPictureIsGone()
    {
        ToolResult shot = result(u"t1"_s, u"A screenshot."_s);
        shot.images = {{.blob = {u"aa"_s}, .mediaType = u"image/png"_s, .size = {1, 1}}};
        const auto events = journal({UserMessage{.text = u"x"_s}, ModelBlock{{}, kCall1}, shot});
        const auto turns = buildTurns(events, [](const ImageRef &) -> Result<Picture> {
            return fail(Errc::NotFound, u"gone"_s);
        });
        const ToolAnswer answer = std::get<UserTurn>(turns.last()).answers.constFirst();
        QVERIFY(answer.pictures.isEmpty());
        QVERIFY(answer.text.contains(u"no longer stored"_s));
    }

    void leavesOutTheThinkingOfEarlierRunsWhereAPictureIsGone_data()
    {
        QTest::addColumn<bool>("gone");
        QTest::newRow("gone") << true;
        QTest::newRow("there") << false;
    }
    void leavesOutTheThinkingOfEarlierRunsWhereAPictureIsGone()
    {
        QFETCH(bool, gone);
        const auto thought = [](const char *text) {
            return ModelBlock{{},
                              "{\"type\":\"thinking\",\"thinking\":\"" + QByteArray(text) + "\"}"};
        };
        ToolResult shot = result(u"t1"_s, u"A screenshot."_s);
        shot.images = {{.blob = {u"aa"_s}, .mediaType = u"image/png"_s, .size = {1, 1}}};
        const ModelBlock hidden{{}, "{\"type\":\"redacted_thinking\",\"data\":\"x\"}"};
        const auto events = journal(
            {UserMessage{.text = u"x"_s}, RunStarted{}, thought("a"), ModelBlock{{}, kCall1}, shot,
             thought("b"), hidden, ModelBlock{{}, kText}, RunEnded{}, UserMessage{.text = u"y"_s},
             RunStarted{}, thought("c"), ModelBlock{{}, kCall2}, result(u"t2"_s, u"ok"_s)});
        const auto load = [gone](const ImageRef &image) -> Result<Picture> {
            return gone ? fail(Errc::NotFound, u"gone"_s) : picture(image);
        };
        QList<qsizetype> blocks;
        for (const Turn &turn : buildTurns(events, load))
            if (const auto *assistant = std::get_if<AssistantTurn>(&turn))
                blocks.append(assistant->blocks.size());
        QCOMPARE(blocks, gone ? (QList<qsizetype>{1, 1, 2}) : (QList<qsizetype>{2, 3, 2}));
    }

    void leavesOutTheThinkingOfAnotherModel_data()
    {
        QTest::addColumn<QString>("second");
        QTest::addColumn<EventSeq>("summarised"); // up to here
        QTest::addColumn<QList<qsizetype>>("blocks");
        QTest::newRow("same") << u"a"_s << EventSeq(0) << QList<qsizetype>{2, 2};
        QTest::newRow("other") << u"b"_s << EventSeq(0) << QList<qsizetype>{1, 2};
        QTest::newRow("same, summarised") << u"a"_s << EventSeq(2) << QList<qsizetype>{2, 2};
        QTest::newRow("other, summarised") << u"b"_s << EventSeq(2) << QList<qsizetype>{1, 2};
    }
    void leavesOutTheThinkingOfAnotherModel()
    {
        QFETCH(QString, second);
        QFETCH(EventSeq, summarised);
        const ModelBlock thought{{}, R"({"type":"thinking","thinking":"a"})"};
        const auto run = [](const QString &model) { return RunStarted{.run = {}, .model = model}; };
        QList<EventBody> bodies{
            UserMessage{.text = u"x"_s}, run(u"a"_s), thought, ModelBlock{{}, kText},
            UserMessage{.text = u"y"_s}, run(second), thought, ModelBlock{{}, kText}};
        if (summarised > 0)
            bodies.append(
                ConversationSummarised{.run = {}, .text = u"so far"_s, .upTo = summarised});
        QList<qsizetype> blocks;
        for (const Turn &turn : buildTurns(journal(bodies), picture))
            if (const auto *assistant = std::get_if<AssistantTurn>(&turn))
                blocks.append(assistant->blocks.size());
        QTEST(blocks, "blocks");
    }

    void goesOnFromTheLatestSummaryAndWhatWasSaidAfterIt()
    {
        auto events = journal({UserMessage{.text = u"one"_s}, ModelBlock{{}, kCall2}, TurnEnded{},
                               result(u"t2"_s, u"ok"_s), UserMessage{.text = u"said meanwhile"_s},
                               ConversationSummarised{.run = {}, .text = u"so far"_s, .upTo = 4}});
        const QString begin =
            u"user "_s + kSummaryFollows.toString() + u" | so far | said meanwhile"_s;
        QCOMPARE(transcript(buildTurns(events, picture)), QStringList{begin});
        QVERIFY2(!canBeSummarised(events), "the model has said nothing since");

        events.append({.session = {u"s"_s}, .seq = 7, .at = {}, .body = ModelBlock{{}, kText}});
        QCOMPARE(transcript(buildTurns(events, picture)),
                 (QStringList{begin, u"assistant "_s + QString::fromUtf8(kText)}));
        QVERIFY(canBeSummarised(events));
    }

    void tellsHowFarAReplyCameThatWasStopped()
    {
        const auto events = journal({UserMessage{.text = u"one"_s},
                                     ReplyStopped{{}, u"Once upon a"_s, u"A story"_s}, RunEnded{},
                                     UserMessage{.text = u"go on"_s}, ReplyStopped{{}, {}, u"Hm"_s},
                                     RunEnded{}, UserMessage{.text = u"go on"_s}});
        QCOMPARE(transcript(buildTurns(events, picture)),
                 (QStringList{u"user one | [Your reply was stopped before its end. This much of it "
                              "was seen:]\nOnce upon a | go on | go on"_s}));
    }

    void findsTheCallsThatWereNeverAnswered()
    {
        const auto events =
            journal({UserMessage{.text = u"x"_s}, ModelBlock{{}, kCall1}, ModelBlock{{}, kCall2},
                     TurnEnded{}, result(u"t2"_s, u"ok"_s)});
        const auto open = openCalls(events);
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.constFirst().toolUseId, u"t1"_s);
        QCOMPARE(open.constFirst().toolset, u"computer"_s);
    }

    void onlyAppendsWhenMoreEventsCome()
    {
        QVERIFY(rc::check("an earlier context is a prefix of a later one", [] {
            const int steps = *rc::gen::inRange(1, 12);
            QList<EventBody> bodies{UserMessage{.text = u"start"_s}};
            QList<qsizetype> requestPoints; // where the model is asked
            for (int i = 0; i < steps; ++i) {
                requestPoints.append(bodies.size());
                const QString id = u"t%1"_s.arg(i);
                if (*rc::gen::arbitrary<bool>()) {
                    bodies.append(ModelBlock{{}, rawCall(id)});
                    bodies.append(TurnEnded{});
                    bodies.append(result(id, u"ok"_s));
                } else {
                    bodies.append(ModelBlock{{}, kText});
                    bodies.append(TurnEnded{});
                    bodies.append(RunEnded{});
                    bodies.append(UserMessage{.text = u"next"_s});
                }
            }
            const auto all = journal(bodies);
            const QStringList whole = transcript(buildTurns(all, picture));
            for (const qsizetype point : requestPoints) {
                const auto part = transcript(buildTurns(all.first(point), picture));
                RC_ASSERT(whole.first(part.size()) == part);
            }
            RC_ASSERT(openCalls(all).isEmpty());
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestContext)
#include "tst_context.moc"
