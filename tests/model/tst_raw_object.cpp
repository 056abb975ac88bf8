#include "model/raw_object.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestRawObject : public QObject
{
    Q_OBJECT
private slots:
    void givesMembersAsTheirOwnText_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("number") << QByteArray(R"({"a":1.50})") << QByteArray("1.50");
        QTest::newRow("spaces") << QByteArray(
                                       " { \"b\" : 1 , \"a\" : { \"z\":1, \"y\" : [ 2 ] } } ")
                                << QByteArray("{ \"z\":1, \"y\" : [ 2 ] }");
        QTest::newRow("brackets in strings")
            << QByteArray("{\"x\":\"}\\\"{[\",\"a\":[\"]\\\\\",\"}\"],\"c\":0}")
            << QByteArray("[\"]\\\\\",\"}\"]");
        QTest::newRow("escaped key") << QByteArray(R"({"\u0061":true})") << QByteArray("true");
        QTest::newRow("last of equals") << QByteArray(R"({"a":1,"a":null})") << QByteArray("null");
        QTest::newRow("none") << QByteArray(R"({"b":{"a":1}})") << QByteArray();
        QTest::newRow("empty") << QByteArray("{}") << QByteArray();
    }
    void givesMembersAsTheirOwnText()
    {
        QFETCH(QByteArray, json);
        const auto object = RawObject::parse(json);
        QVERIFY(object.has_value());
        QCOMPARE(object->text(), json.trimmed());
        QTEST(object->raw("a"), "value");
    }

    void changesOneMemberAndNoOtherByte()
    {
        RawObject object =
            RawObject::parse(R"({ "z": 1.0, "a": "x", "m": {"q":2, "b":1} })").value();
        object.set("a", "[7,8]");
        QCOMPARE(object.text(), QByteArray(R"({ "z": 1.0, "a": [7,8], "m": {"q":2, "b":1} })"));
        object.set("new", "{}");
        QCOMPARE(object.raw("new"), QByteArray("{}"));
        QVERIFY(RawObject::parse(object.text()).has_value());
        RawObject empty = RawObject::parse("{}").value();
        empty.set("a", "1");
        QCOMPARE(empty.text(), QByteArray(R"({"a":1})"));
    }

    void decodesStrings()
    {
        const RawObject object = RawObject::parse(R"({"a":"\ud83d\ude00\n","b":3})").value();
        QCOMPARE(object.string("a"), u"😀\n"_s);
        QCOMPARE(object.string("b"), QString());
        QVERIFY(object.object("b").text() == "{}");
    }

    void mendsEscapedLoneSurrogatesAndNoOtherByte_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("mended");
        const auto row = [](const char *tag, const char *json, const char *mended) {
            QTest::newRow(tag) << QByteArray(json) << QByteArray(mended);
        };
        row("none", R"({ "a" : "\u0000\n", "b":1.0 })", R"({ "a" : "\u0000\n", "b":1.0 })");
        row("pair", R"({"a":"\uD83D\uDE00"})", R"({"a":"\uD83D\uDE00"})");
        row("high at the end", R"({"a":"x\ud83d"})", R"({"a":"x\ufffd"})");
        row("high before a pair", R"(["\ud83d\ud83d\ude00"])", R"(["\ufffd\ud83d\ude00"])");
        row("low", R"({"\ude00":"\ude00x"})", R"({"\ufffd":"\ufffdx"})");
        row("low before high", R"(["\ude00\ud83d"])", R"(["\ufffd\ufffd"])");
        row("an escaped backslash", R"(["\\ud83d"])", R"(["\\ud83d"])");
    }
    void mendsEscapedLoneSurrogatesAndNoOtherByte()
    {
        QFETCH(QByteArray, json);
        QTEST(withoutLoneSurrogates(json), "mended");
    }

    void refusesWhatIsNoStrictObject_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json :
             {"", "[]", "1", "{", "{}x", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
              "{\"a\":\"\xC3\"}", "{\"a\":01}", "{\"a\":1,}", "\xEF\xBB\xBF{}"})
            QTest::newRow(json) << QByteArray(json);
    }
    void refusesWhatIsNoStrictObject()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!RawObject::parse(json));
    }
};

PILOTHOUSE_UNIT_TEST(TestRawObject)
#include "tst_raw_object.moc"
