#include "model/responses/input_items.h"

#include "model/responses/item_blocks.h"
#include "responses_text.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QList<ReplyBlock> blocksMadeOf(const QByteArray &item)
{
    return blocksOf(item).value_or(QList<ReplyBlock>());
}

Turn personSays(const QStringList &texts)
{
    return UserTurn{.texts = texts};
}

/// A reply with these items.
Turn replyOf(const QByteArrayList &items)
{
    AssistantTurn turn;
    for (const QByteArray &item : items)
        for (const ReplyBlock &block : blocksMadeOf(item))
            turn.blocks.append(block.raw);
    return turn;
}

Turn answersOf(const QList<ToolAnswer> &answers, const QStringList &texts = {})
{
    return UserTurn{.answers = answers, .texts = texts};
}

Picture pngOf(const QByteArray &bytes = "PNG")
{
    return {.bytes = bytes, .mediaType = u"image/png"_s, .size = {1280, 800}};
}

ToolAnswer doneBy(const QString &id, const QString &text = u"Clicked."_s)
{
    return {.toolUseId = id, .text = text};
}

ToolAnswer shownBy(const QString &id, const QString &text = u"Typed."_s)
{
    return {.toolUseId = id, .text = text, .pictures = {pngOf()}};
}

ToolAnswer failedBy(const QString &id, const QString &text)
{
    return {.toolUseId = id, .text = text, .isError = true};
}

QByteArrayList itemsFor(const QList<Turn> &turns)
{
    return inputItems(turns, "original").value_or(QByteArrayList());
}

QString whyNot(const QList<Turn> &turns)
{
    const auto items = inputItems(turns, "original");
    return items ? QString() : items.error().message;
}

const QByteArray kHi =
    R"({"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]})";
const QByteArray kScreen =
    R"({"type":"computer_call_output","call_id":"call_c","output":{"type":"computer_screenshot","image_url":"data:image/png;base64,UE5H","detail":"original"}})";

QByteArray userSays(const QByteArray &text)
{
    return "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"
           "\"" +
           text + "\"}]}";
}

QByteArray checkedItem()
{
    QByteArray item = kComputerItem;
    return item.replace("\"pending_safety_checks\":[]",
                        R"("pending_safety_checks":[{"id": "sc","code":null}])");
}

const QByteArray kRetold =
    "{\"type\":\"function_call\",\"call_id\":\"call_c\",\"name\":\"computer\",\"arguments\":\"{"
    "\\\"action\\\":\\\"left_click\\\",\\\"coordinate\\\":[1,2]}\"}";

} // namespace

class TestInputItems : public QObject
{
    Q_OBJECT
private slots:
    void sendsWhatWasSaidByteForByte()
    {
        const QList<Turn> turns{personSays({u"Hi"_s}), replyOf({kReasoningItem, kMessageItem}),
                                personSays({u"Hi"_s})};
        QCOMPARE(itemsFor(turns), (QByteArrayList{kHi, kReasoningItem, kMessageItem, kHi}));
    }

    void answersABatchOfActionsByOnePicture()
    {
        const QList<Turn> turns{personSays({u"Hi"_s}), replyOf({kReasoningItem, kComputerItem}),
                                answersOf({doneBy(u"call_c"_s), shownBy(u"call_c-2"_s)})};
        QCOMPARE(itemsFor(turns), (QByteArrayList{kHi, kReasoningItem, kComputerItem, kScreen}));
    }

    void answersFunctionsBehindAllCalls()
    {
        const QByteArray output =
            "{\"type\":\"function_call_output\",\"call_id\":\"call_f\",\"output\":\"a\\nb\"}";
        const QList<Turn> turns{
            personSays({u"Hi"_s}), replyOf({kFunctionItem, kComputerItem}),
            answersOf({doneBy(u"call_f"_s, u"a\nb"_s), doneBy(u"call_c"_s), shownBy(u"call_c-2"_s)},
                      {u"Hi"_s})};
        QCOMPARE(itemsFor(turns),
                 (QByteArrayList{kHi, kFunctionItem, kComputerItem, output, kScreen, kHi}));
    }

    void showsPicturesOfFunctions()
    {
        const QByteArray output =
            R"({"type":"function_call_output","call_id":"call_f","output":[{"type":"input_text","text":"Typed."},{"type":"input_image","image_url":"data:image/png;base64,UE5H","detail":"original"}]})";
        QCOMPARE(itemsFor({personSays({u"Hi"_s}), replyOf({kFunctionItem}),
                           answersOf({shownBy(u"call_f"_s)})}),
                 (QByteArrayList{kHi, kFunctionItem, output}));
    }

    void tellsWhatFailedBesideThePicture()
    {
        ToolAnswer last = failedBy(u"call_c-2"_s, u"Not executed."_s);
        last.pictures = {pngOf()};
        const QList<Turn> turns{
            personSays({u"Hi"_s}), replyOf({kComputerItem}),
            answersOf({failedBy(u"call_c"_s, u"Error: outside."_s), last}, {u"Hi"_s})};
        QCOMPARE(itemsFor(turns),
                 (QByteArrayList{kHi, kComputerItem, kScreen,
                                 userSays("[Action 1 of 2 (left_click): Error: outside.]\\n[Action "
                                          "2 of 2 (type): Not executed.]"),
                                 kHi}));
    }

    void tellsNotesBesideThePictureButNotThatItWasDone()
    {
        const QList<Turn> turns{
            personSays({u"Hi"_s}), replyOf({kComputerItem}),
            answersOf(
                {doneBy(u"call_c"_s, u"Clicked. Nothing has changed.\n[The user said: no.]"_s),
                 shownBy(u"call_c-2"_s)})};
        QCOMPARE(itemsFor(turns),
                 (QByteArrayList{kHi, kComputerItem, kScreen, userSays("[The user said: no.]")}));
    }

    void retellsACallThatHasNoPicture()
    {
        const QByteArray second =
            "{\"type\":\"function_call\",\"call_id\":\"call_c-2\",\"name\":\"computer\","
            "\"arguments\":\"{\\\"action\\\":\\\"type\\\",\\\"text\\\":\\\"hi\\\"}\"}";
        const QList<Turn> turns{personSays({u"Hi"_s}),
                                replyOf({kMessageItem, kReasoningItem, kComputerItem}),
                                answersOf({failedBy(u"call_c"_s, u"Stopped."_s),
                                           failedBy(u"call_c-2"_s, u"Stopped."_s)})};
        QCOMPARE(
            itemsFor(turns),
            (QByteArrayList{
                kHi, kMessageItem, kRetold, second,
                R"({"type":"function_call_output","call_id":"call_c","output":"Stopped."})",
                R"({"type":"function_call_output","call_id":"call_c-2","output":"Stopped."})"}));
    }

    void acknowledgesSafetyChecksOnlyWhenAPersonDid()
    {
        ToolAnswer first = doneBy(u"call_c"_s);
        const QList<Turn> unseen{personSays({u"Hi"_s}), replyOf({checkedItem()}),
                                 answersOf({first, shownBy(u"call_c-2"_s)})};
        QCOMPARE(itemsFor(unseen).at(1), kRetold);
        first.isAcknowledged = true;
        QByteArray output = kScreen;
        output.insert(output.size() - 1,
                      R"(,"acknowledged_safety_checks":[{"id": "sc","code":null}])");
        QCOMPARE(itemsFor({personSays({u"Hi"_s}), replyOf({checkedItem()}),
                           answersOf({first, shownBy(u"call_c-2"_s)})}),
                 (QByteArrayList{kHi, checkedItem(), output}));
    }

    void retellsWhatAnotherModelSaid()
    {
        const QList<Turn> turns{
            personSays({u"Hi"_s}),
            AssistantTurn{
                {R"({"type":"thinking","thinking":"Hm","signature":"x"})",
                 R"({"type":"text","text":"Look"})",
                 R"({"type":"tool_use","id":"toolu_1","name":"left_click","toolset_name":"computer","input":{"coordinate":[1,2]}})"}},
            answersOf({shownBy(u"toolu_1"_s, u"Clicked."_s)})};
        const auto sent = itemsFor(turns);
        QCOMPARE(sent.size(), 4);
        QCOMPARE(sent.at(1), R"({"type":"message","role":"assistant","content":"Look"})");
        QCOMPARE(sent.at(2), "{\"type\":\"function_call\",\"call_id\":\"toolu_1\",\"name\":\"left_"
                             "click\",\"arguments\":\"{\\\"coordinate\\\":[1,2]}\"}");
        QVERIFY(sent.at(3).contains(R"("type":"input_image")"));
    }

    void onlyAppends()
    {
        const QList<Turn> all{
            UserTurn{.texts = {u"Hi"_s, u"there"_s}, .pictures = {{pngOf(), 0}, {pngOf("2"), 2}}},
            replyOf({kReasoningItem, kComputerItem}),
            answersOf({doneBy(u"call_c"_s), shownBy(u"call_c-2"_s)}), replyOf({kMessageItem}),
            personSays({u"More"_s})};
        QByteArrayList before;
        for (const qsizetype size : {1, 3, 5}) {
            const auto sent = itemsFor(all.first(size));
            QVERIFY(sent.size() > before.size());
            QCOMPARE(sent.first(before.size()), before);
            before = sent;
        }
        // A word more in a turn that was sent already.
        QList<Turn> more = all;
        std::get<UserTurn>(more[0]).texts.append(u"and more"_s);
        QCOMPARE(itemsFor(more.first(1)).first(4), itemsFor(all.first(1)));
    }

    void putsPicturesBeforeTheirWords()
    {
        const auto sent =
            itemsFor({UserTurn{.texts = {u" "_s, u"Hi"_s}, .pictures = {{pngOf(), 1}}}});
        QCOMPARE(sent.size(), 2);
        QVERIFY(sent.at(0).contains("input_image"));
        QCOMPARE(sent.at(1), kHi);
    }

    void refusesWhatTheApiWouldRefuse_data()
    {
        QTest::addColumn<QList<Turn>>("turns");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QList<Turn> &turns, const QString &expected) {
            QTest::newRow(name) << turns << expected;
        };
        row("a call without an answer", {personSays({u"Hi"_s}), replyOf({kFunctionItem})},
            u"leaves call call_f without an answer"_s);
        row("half of a batch",
            {personSays({u"Hi"_s}), replyOf({kComputerItem}), answersOf({shownBy(u"call_c"_s)})},
            u"leaves call call_c-2 without"_s);
        row("two answers",
            {personSays({u"Hi"_s}), replyOf({kFunctionItem}),
             answersOf({doneBy(u"call_f"_s), doneBy(u"call_f"_s)})},
            u"answers call call_f twice"_s);
        row("an answer to no call", {answersOf({doneBy(u"x"_s)})}, u"that was not made"_s);
        ToolAnswer bitmap = shownBy(u"call_f"_s);
        bitmap.pictures[0].mediaType = u"image/bmp"_s;
        row("a picture of another kind",
            {personSays({u"Hi"_s}), replyOf({kFunctionItem}), answersOf({bitmap})}, u"no PNG"_s);
        ToolAnswer large = shownBy(u"call_f"_s);
        large.pictures[0].bytes = QByteArray(20'000'001, 'x');
        row("a picture that is too large",
            {personSays({u"Hi"_s}), replyOf({kFunctionItem}), answersOf({large})}, u"20 MB"_s);
        row("a broken block", {personSays({u"Hi"_s}), AssistantTurn{{"x"}}}, u"not valid JSON"_s);
    }
    void refusesWhatTheApiWouldRefuse()
    {
        QFETCH(QList<Turn>, turns);
        QFETCH(QString, expected);
        QVERIFY2(whyNot(turns).contains(expected), qPrintable(whyNot(turns)));
    }
};

PILOTHOUSE_UNIT_TEST(TestInputItems)
#include "tst_input_items.moc"
