#include "model/responses/item_blocks.h"

#include "core/json.h"
#include "model/raw_object.h"
#include "model/responses/raw_array.h"
#include "model/responses/said_items.h"
#include "responses_text.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QList<ReplyBlock> blocksFor(const QByteArray &item)
{
    return blocksOf(item).value_or(QList<ReplyBlock>());
}

/// The blocks without the item, as others read them.
QByteArrayList told(const QByteArray &item)
{
    QByteArrayList blocks;
    for (const ReplyBlock &block : blocksFor(item))
        blocks.append(withoutItem(block.raw));
    return blocks;
}

QByteArrayList rawsOf(const QByteArrayList &items)
{
    QByteArrayList raws;
    for (const QByteArray &item : items)
        for (const ReplyBlock &block : blocksFor(item))
            raws.append(block.raw);
    return raws;
}

} // namespace

class TestItemBlocks : public QObject
{
    Q_OBJECT
private slots:
    void tellsItemsAsTheBlocksThatAreStored_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::addColumn<QByteArrayList>("blocks");
        const auto row = [](const char *name, const QByteArray &item,
                            const QByteArrayList &blocks) {
            QTest::newRow(name) << item << blocks;
        };
        row("message", kMessageItem, {R"({"type":"text","text":"Hällo"})"});
        row("refusal", R"({"type":"message","content":[{"type":"refusal","refusal":"No."}]})",
            {R"({"type":"text","text":"No."})"});
        row("reasoning", kReasoningItem, {R"({"type":"thinking","thinking":"Hm"})"});
        row("reasoning in parts",
            R"({"type":"reasoning","summary":[{"text":"a"},{"text":"b"}],"content":[{"text":"c"}]})",
            {"{\"type\":\"thinking\",\"thinking\":\"a\\n\\nb\"}"});
        row("reasoning without a word", R"({"id":"rs","type":"reasoning","summary":[]})",
            {R"({"type":"thinking","thinking":""})"});
        row("open reasoning", R"({"type":"reasoning","summary":[],"content":[{"text":"c"}]})",
            {R"({"type":"thinking","thinking":"c"})"});
        row("function", kFunctionItem,
            {R"({"type":"tool_use","id":"call_f","name":"bash","input":{"command":"ls"}})"});
        row("function without arguments",
            R"({"type":"function_call","call_id":"c","name":"elements","arguments":""})",
            {R"({"type":"tool_use","id":"c","name":"elements","input":{}})"});
        row("actions", kComputerItem,
            {R"({"type":"tool_use","id":"call_c","name":"computer","input":{"action":"left_click","coordinate":[1,2]}})",
             R"({"type":"tool_use","id":"call_c-2","name":"computer","input":{"action":"type","text":"hi"}})"});
        row("one action, as older models say it",
            R"({"type":"computer_call","call_id":"c","action":{"type":"screenshot"},"pending_safety_checks":[]})",
            {R"({"type":"tool_use","id":"c","name":"computer","input":{"action":"screenshot"}})"});
        row("an action that there is not",
            R"({"type":"computer_call","call_id":"c","actions":[{"type":"pinch","x":1}]})",
            {R"({"type":"tool_use","id":"c","name":"computer","input":{"action":"pinch","x":1}})"});
        row("no action", R"({"type":"computer_call","call_id":"c"})",
            {R"({"type":"tool_use","id":"c","name":"computer","input":{"action":""}})"});
        row("of a kind that is not known", R"({"type":"web_search_call","id":"ws"})",
            {R"({"type":"web_search_call"})"});
    }
    void tellsItemsAsTheBlocksThatAreStored()
    {
        QFETCH(QByteArray, item);
        QTEST(told(item), "blocks");
        QCOMPARE(itemIn(blocksOf(item)->first().raw), item);
        for (const ReplyBlock &block : blocksFor(item))
            QVERIFY(parseJsonObject(block.raw));
    }

    void readsCallsAsTheToolsTakeThem()
    {
        const auto blocks = blocksOf(kComputerItem).value();
        QCOMPARE(blocks.at(0).call->tool, u"computer"_s);
        QCOMPARE(blocks.at(0).call->action, u"left_click"_s);
        QCOMPARE(blocks.at(0).call->input, (QJsonObject{{u"coordinate"_s, QJsonArray{1, 2}}}));
        QCOMPARE(blocks.at(0).call->unit, u"call_c"_s);
        QCOMPARE(blocks.at(1).call->unit, u"call_c"_s);
        const ToolCall bash = *blocksOf(kFunctionItem)->first().call;
        QCOMPARE(bash.tool, u"bash"_s);
        QCOMPARE(bash.action, u"run"_s);
        QCOMPARE(bash.input, (QJsonObject{{u"command"_s, u"ls"_s}}));
        QCOMPARE(bash.unit, QString());
    }

    void refusesCallsThatCannotBeRead()
    {
        const QByteArray broken = "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"bash\","
                                  "\"arguments\":\"{\\\"command\\\":\"}";
        QVERIFY(blocksOf(broken)->first().call->malformed.contains("not valid JSON"_L1));
        const QByteArray pinch =
            R"({"type":"computer_call","call_id":"c","actions":[{"type":"pinch"}]})";
        QVERIFY(blocksOf(pinch)->first().call->malformed.contains("pinch"_L1));
    }

    void putsSafetyChecksBeforeTheFirstCall()
    {
        QByteArray item = kComputerItem;
        item.replace(
            "\"pending_safety_checks\":[]",
            R"("pending_safety_checks":[{"id":"sc","code":"x","message":"Sure?"},{"id":"t"}])");
        const auto blocks = blocksOf(item).value();
        QCOMPARE(blocks.at(0).call->checks,
                 (QList<SafetyCheck>{{u"sc"_s, u"x"_s, u"Sure?"_s}, {u"t"_s}}));
        QVERIFY(blocks.at(1).call->checks.isEmpty());
    }

    void refusesWhatIsNoItem()
    {
        for (const QByteArray &item : {QByteArray("{}"), QByteArray("[]"), QByteArray("x")})
            QVERIFY(!blocksOf(item));
    }

    void refusesCallsThatNothingCouldAnswer()
    {
        QVERIFY(!blocksOf(R"({"type":"function_call","name":"bash","arguments":"{}"})"));
        QVERIFY(!blocksOf(R"({"type":"computer_call","actions":[{"type":"screenshot"}]})"));
        QVERIFY(!blocksOf(R"({"type":"computer_call","call_id":"","action":{"type":"wait"}})"));
    }

    void putsTheBlocksOfAnItemTogetherAgain()
    {
        const QByteArrayList items{kReasoningItem, kComputerItem, kMessageItem, kComputerItem,
                                   kFunctionItem};
        const auto said = saidItems(rawsOf(items)).value();
        QCOMPARE(said.size(), items.size());
        for (qsizetype i = 0; i < items.size(); ++i)
            QCOMPARE(said.at(i).item, items.at(i));
        QCOMPARE(said.at(1).calls.size(), 2);
        QCOMPARE(said.at(1).calls.at(1).id, u"call_c-2"_s);
        QCOMPARE(said.at(1).calls.at(1).action, u"type"_s);
    }

    void readsTheBlocksOfOthers()
    {
        const auto said =
            saidItems({R"({"type":"text","text":"Hi"})",
                       R"({"type":"tool_use","id":"t","name":"bash","input":{"command":"ls"}})",
                       R"({"type":"tool_use","id":"u","name":"bash","input":{}})"})
                .value();
        QCOMPARE(said.size(), 3);
        QCOMPARE(said.at(0).text, u"Hi"_s);
        QCOMPARE(said.at(1).calls.first().input, QByteArray(R"({"command":"ls"})"));
        QVERIFY(said.at(2).item.isEmpty());
        QVERIFY(!saidItems({"nothing"}));
    }

    void takesAnItemOutWithoutATrace()
    {
        for (const QByteArray &item :
             {kReasoningItem, kMessageItem, kFunctionItem, kComputerItem}) {
            const QByteArray raw = blocksOf(item)->first().raw;
            QVERIFY(itemIn(withoutItem(raw)).isEmpty());
            QCOMPARE(withoutItem(withoutItem(raw)), withoutItem(raw));
        }
        const QByteArray other = R"({"type":"text","text":"item"})";
        QCOMPARE(withoutItem(other), other);
    }

    void splitsAnArrayWhereverItsElementsEnd()
    {
        const QByteArray mixed = "[ {\"a\":[1,2]} , \"x,]\\\"[\" ,3,[],{} ]";
        const QByteArrayList parts{"{\"a\":[1,2]}", "\"x,]\\\"[\"", "3", "[]", "{}"};
        QCOMPARE(rawElements(mixed), parts);
        QVERIFY(rawElements("[]").isEmpty() && rawElements("[ ]").isEmpty());
        QVERIFY(rawElements("null").isEmpty() && rawElements("").isEmpty());
        rc::check([](const std::vector<std::string> &texts) {
            QJsonArray array;
            for (const std::string &text : texts)
                array.append(QJsonArray{QString::fromStdString(text)});
            const QByteArrayList elements = rawElements(compactJson(array));
            RC_ASSERT(elements.size() == array.size());
            for (qsizetype i = 0; i < elements.size(); ++i)
                RC_ASSERT(elements.at(i) == compactJson(array.at(i).toArray()));
        });
    }
};

PILOTHOUSE_UNIT_TEST(TestItemBlocks)
#include "tst_item_blocks.moc"
