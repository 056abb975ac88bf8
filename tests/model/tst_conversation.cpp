#include "model/anthropic/conversation.h"

#include "support/unit_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray callBlock(const QByteArray &id, const QByteArray &toolset = {})
{
    QByteArray block = R"({"type":"tool_use","name":"n","input":{"z":1,"a":2},"id":)";
    block += '"' + id + '"';
    if (!toolset.isEmpty())
        block += R"(,"toolset_name":)" + QByteArray(1, '"') + toolset + '"';
    return block + '}';
}

Turn said(const QString &text)
{
    return UserTurn{.texts = {text}};
}

Turn replied(const QByteArrayList &blocks)
{
    return AssistantTurn{QList<QByteArray>(blocks)};
}

Turn answered(const QList<ToolAnswer> &answers, const QStringList &texts = {})
{
    return UserTurn{.answers = answers, .texts = texts};
}

Picture picture(QSize size = {1280, 800})
{
    return {.bytes = "PNG", .mediaType = u"image/png"_s, .size = size};
}

QJsonObject json(const QByteArray &block)
{
    return QJsonDocument::fromJson(block).object();
}

const QByteArray kText = R"({"type":"text","text":"hi"})";

} // namespace

class TestConversation : public QObject
{
    Q_OBJECT
private slots:
    void alternatesAndKeepsAssistantBytes()
    {
        const QByteArray thinking =
            R"({ "type":"thinking", "signature":"s", "thinking":"\u00e4" })";
        const auto messages =
            conversation({said(u"a"_s), replied({thinking, kText}), said(u"b"_s)}, {});
        QCOMPARE(messages->size(), 3);
        QVERIFY(messages->at(0).isUser && !messages->at(1).isUser && messages->at(2).isUser);
        QCOMPARE(messages->at(1).blocks, (QByteArrayList{thinking, kText}));
    }

    void mergesNeighboursAndDropsBlanks()
    {
        const auto messages = conversation({said(u"a"_s), said(u" \n"_s), replied({}), said(u"b"_s),
                                            replied({kText}), replied({kText}), said(u"c"_s)},
                                           {});
        QCOMPARE(messages->size(), 3);
        QCOMPARE(messages->at(0).blocks.size(), 2);
        QCOMPARE(messages->at(1).blocks.size(), 2);
    }

    void answersComeFirstInTheOrderOfTheCalls()
    {
        const auto messages =
            conversation({said(u"a"_s), replied({callBlock("t1"), callBlock("t2")}),
                          answered({{.toolUseId = u"t2"_s, .text = u"two"_s},
                                    {.toolUseId = u"t1"_s, .text = u"one"_s}},
                                   {u"and now"_s})},
                         {});
        const QByteArrayList blocks = messages->last().blocks;
        QCOMPARE(blocks.size(), 3);
        QCOMPARE(
            blocks.at(0),
            QByteArray(
                R"({"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"one"}]})"));
        QCOMPARE(json(blocks.at(1)).value("tool_use_id"_L1).toString(), u"t2"_s);
        QCOMPARE(json(blocks.at(2)).value("text"_L1).toString(), u"and now"_s);
    }

    void echoesTheToolsetExactlyWhenTheCallHadOne()
    {
        const auto messages = conversation(
            {said(u"a"_s), replied({callBlock("t1", "computer"), callBlock("t2")}),
             answered({{.toolUseId = u"t1"_s, .text = u"x"_s},
                       {.toolUseId = u"t2"_s, .toolset = u"computer"_s, .text = u"x"_s}})},
            {});
        QCOMPARE(json(messages->last().blocks.at(0)).value("toolset_name"_L1).toString(),
                 u"computer"_s);
        QVERIFY(!json(messages->last().blocks.at(1)).contains("toolset_name"_L1));
    }

    void writesAnErrorAsTextThatIsNeverEmpty()
    {
        for (const QString &text : {QString(), u" "_s, u"It broke."_s}) {
            const auto messages = conversation({said(u"a"_s), replied({callBlock("t1")}),
                                                answered({{.toolUseId = u"t1"_s,
                                                           .text = text,
                                                           .pictures = {picture()},
                                                           .isError = true}})},
                                               {});
            const QJsonObject block = json(messages->last().blocks.first());
            QVERIFY(block.value("is_error"_L1).toBool());
            QVERIFY(block.value("content"_L1).isString());
            QVERIFY(!block.value("content"_L1).toString().trimmed().isEmpty());
        }
    }

    void putsTextBeforePicturesAndNothingBlank()
    {
        const auto messages = conversation(
            {said(u"a"_s), replied({callBlock("t1"), callBlock("t2"), callBlock("t3")}),
             answered({{.toolUseId = u"t1"_s, .text = u"Clicked."_s, .pictures = {picture()}},
                       {.toolUseId = u"t2"_s, .pictures = {picture()}},
                       {.toolUseId = u"t3"_s}})},
            {.refuseScaling = true});
        const auto content = [&](qsizetype i) {
            return json(messages->last().blocks.at(i)).value("content"_L1).toArray();
        };
        QCOMPARE(content(0).size(), 2);
        QCOMPARE(content(0).at(0)["text"_L1].toString(), u"Clicked."_s);
        QCOMPARE(
            content(0).at(1).toObject(),
            json(
                R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"UE5H"},"transformations":{"oversized_image":"error"}})"));
        QCOMPARE(content(1).size(), 1);
        QVERIFY(!content(2).at(0)["text"_L1].toString().isEmpty());
    }

    void asksForNoPictureOptionsOfOtherServers()
    {
        const auto messages =
            conversation({said(u"a"_s), replied({callBlock("t1")}),
                          answered({{.toolUseId = u"t1"_s, .pictures = {picture()}}})},
                         {});
        QVERIFY(!messages->last().blocks.first().contains("transformations"));
    }

    void letsAWaitingServerToolBeLast()
    {
        const QByteArray work =
            R"({"type":"server_tool_use","id":"s1","name":"web_search","input":{}})";
        QCOMPARE(conversation({said(u"a"_s), replied({work})}, {})->size(), 2);
    }

    void letsWhatOnlyAServerWritesBeLast_data()
    {
        QTest::addColumn<QByteArray>("block");
        QTest::newRow("result") << QByteArray(
            R"({"type":"web_search_tool_result","tool_use_id":"s1","content":[]})");
        QTest::newRow("compaction") << QByteArray(R"({"type":"compaction","content":"sum"})");
        QTest::newRow("unknown") << QByteArray(R"({"type":"hologram"})");
    }
    void letsWhatOnlyAServerWritesBeLast()
    {
        QFETCH(QByteArray, block);
        QVERIFY(conversation({said(u"a"_s), replied({kText, block})}, {}));
    }

    void refusesTurnsThatTheApiWouldRefuse_data()
    {
        QTest::addColumn<QList<Turn>>("turns");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *tag, const QList<Turn> &turns, const QString &says) {
            QTest::newRow(tag) << turns << says;
        };
        const Turn call = replied({callBlock("t1")});
        const ToolAnswer answer{.toolUseId = u"t1"_s, .text = u"x"_s};
        const ToolAnswer stray{.toolUseId = u"t9"_s, .text = u"x"_s};
        row("nothing", {}, u"message 1 must be the user's"_s);
        row("model first", {replied({kText}), said(u"a"_s)}, u"message 1 must be the user's"_s);
        row("model last", {said(u"a"_s), replied({kText})}, u"message 2 is the model's"_s);
        row("call open at the end", {said(u"a"_s), call}, u"message 2"_s);
        row("no answer", {said(u"a"_s), call, said(u"b"_s)}, u"message 3 leaves call t1"_s);
        row("answered twice", {said(u"a"_s), call, answered({answer, answer})},
            u"answers call t1 twice"_s);
        row("stray answer", {said(u"a"_s), call, answered({answer, stray})}, u"answers call t9"_s);
        row("answer at the start", {answered({stray})}, u"answers call t9"_s);
        row("answer too late",
            {said(u"a"_s), call, answered({answer}), replied({kText}), answered({answer})},
            u"message 5 answers call t1"_s);
        row("blank", {said(u" "_s)}, u"message 1 is empty"_s);
        row("broken block", {said(u"a"_s), replied({"{oops"}), said(u"b"_s)}, u"not valid JSON"_s);
        row("picture of no kind",
            {said(u"a"_s), call,
             answered({{.toolUseId = u"t1"_s,
                        .pictures = {{.bytes = "x", .mediaType = u"image/tiff"_s, .size = {}}}}})},
            u"PNG"_s);
        row("picture beyond 8000",
            {said(u"a"_s), call,
             answered({{.toolUseId = u"t1"_s, .pictures = {picture({9000, 10})}}})},
            u"too large"_s);
        row("many pictures beyond 2000",
            {said(u"a"_s), call,
             answered(
                 {{.toolUseId = u"t1"_s, .pictures = QList<Picture>(21, picture({2001, 10}))}})},
            u"too large"_s);
    }
    void refusesTurnsThatTheApiWouldRefuse()
    {
        QFETCH(QList<Turn>, turns);
        QFETCH(QString, says);
        const auto messages = conversation(turns, {});
        QVERIFY(!messages);
        QCOMPARE(messages.error().code, Errc::InvalidArgument);
        QVERIFY2(messages.error().message.contains(says), qPrintable(messages.error().message));
    }

    void refusesPicturesThatTheModelWouldScale()
    {
        const QList<Turn> turns{
            said(u"a"_s), replied({callBlock("t1")}),
            answered({{.toolUseId = u"t1"_s, .pictures = {picture({1920, 1080})}}})};
        QVERIFY(conversation(turns, {.tier = ImageTier::High}));
        QVERIFY(!conversation(turns, {.tier = ImageTier::Standard}));
    }

    void leavesOutOldPicturesInWholeSteps()
    {
        QVERIFY(rc::check("kept, whole steps, never taken back", [] {
            const qsizetype count = *rc::gen::inRange(0, 500);
            const qsizetype out = picturesLeftOut(count);
            RC_ASSERT(out % kPictureStep == 0);
            RC_ASSERT(count - out >= std::min(count, kPicturesKept));
            RC_ASSERT(count - out < kPicturesKept + kPictureStep);
            RC_ASSERT(picturesLeftOut(count + 1) >= out);
        }));
    }

    void marksTheplaceOfALeftOutPicture()
    {
        const QList<Picture> many(kPicturesKept + kPictureStep, picture());
        const auto messages = conversation({said(u"a"_s), replied({callBlock("t1")}),
                                            answered({{.toolUseId = u"t1"_s, .pictures = many}})},
                                           {.leaveOutOld = true});
        const QJsonArray content =
            json(messages->last().blocks.first()).value("content"_L1).toArray();
        QCOMPARE(content.size(), many.size());
        QVERIFY(content.at(kPictureStep - 1)["text"_L1].toString().contains("left out"_L1));
        QCOMPARE(content.at(kPictureStep)["type"_L1].toString(), u"image"_s);
    }

    // What the API binds thinking to: a longer conversation begins with the bytes of the shorter
    // one.
    void growsByAppendingOnly()
    {
        QVERIFY(rc::check("the earlier messages stay as they were", [] {
            const int rounds = *rc::gen::inRange(1, 8);
            QList<Turn> turns{said(u"go"_s)};
            QList<Message> before = conversation(turns, {}).value();
            for (int i = 0; i < rounds; ++i) {
                QByteArrayList calls;
                QList<ToolAnswer> answers;
                for (int c = *rc::gen::inRange(1, 4); c > 0; --c) {
                    const QByteArray id = "t" + QByteArray::number(i) + '_' + QByteArray::number(c);
                    calls += callBlock(id, *rc::gen::element<QByteArray>("", "computer"));
                    answers += {.toolUseId = QString::fromLatin1(id),
                                .text = *rc::gen::element(u""_s, u"ok"_s),
                                .pictures = QList<Picture>(*rc::gen::inRange(0, 2), picture()),
                                .isError = *rc::gen::arbitrary<bool>()};
                }
                turns += replied(calls);
                turns += answered(answers, {*rc::gen::element(u""_s, u"and"_s)});
                const QList<Message> now = conversation(turns, {}).value();
                RC_ASSERT(now.first(before.size()) == before);
                RC_ASSERT(now.at(now.size() - 2).blocks == calls);
                before = now;
            }
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestConversation)
#include "tst_conversation.moc"
