#include "core/json.h"
#include "mcp/tool_schema.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kSchema = R"({"type":"object","required":["x"],"properties":{
    "x":{"type":"integer","minimum":0,"maximum":9},
    "kind":{"type":"string","enum":["left","right"]},
    "text":{"type":"string","minLength":1,"maxLength":3},
    "look":{"type":"boolean"},
    "region":{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2}}})";

} // namespace

class TestToolSchema : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatIsWrongWithArguments_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QString>("problem");
        QTest::newRow("good")
            << QByteArray(R"({"x":3,"kind":"left","text":"a","look":true,"region":[1,2]})")
            << QString();
        QTest::newRow("null") << QByteArray(R"({"x":3,"kind":null})") << QString();
        QTest::newRow("nothing") << QByteArray("{}") << u"x is missing."_s;
        QTest::newRow("null needed") << QByteArray(R"({"x":null})") << u"x is missing."_s;
        QTest::newRow("half") << QByteArray(R"({"x":1.5})") << u"x must be a whole number."_s;
        QTest::newRow("text for a number")
            << QByteArray(R"({"x":"1"})") << u"x must be a number."_s;
        QTest::newRow("true for a number")
            << QByteArray(R"({"x":true})") << u"x must be a number."_s;
        QTest::newRow("small") << QByteArray(R"({"x":-1})") << u"x must be at least 0."_s;
        QTest::newRow("large") << QByteArray(R"({"x":10})") << u"x must be at most 9."_s;
        QTest::newRow("no choice")
            << QByteArray(R"({"x":1,"kind":"up"})") << u"kind must be one of left, right."_s;
        QTest::newRow("empty") << QByteArray(R"({"x":1,"text":""})")
                               << u"text must not be empty."_s;
        QTest::newRow("long") << QByteArray(R"({"x":1,"text":"abcd"})")
                              << u"text must not be longer than 3 characters."_s;
        QTest::newRow("a flag") << QByteArray(R"({"x":1,"look":1})")
                                << u"look must be true or false."_s;
        QTest::newRow("short list")
            << QByteArray(R"({"x":1,"region":[1]})") << u"region must have 2 items."_s;
        QTest::newRow("bad item") << QByteArray(R"({"x":1,"region":[1,"b"]})")
                                  << u"region[1] must be a number."_s;
        QTest::newRow("misspelt")
            << QByteArray(R"({"x":1,"knid":"left"})")
            << u"There is no argument \"knid\"; there are: kind, look, region, text, x."_s;
    }
    void saysWhatIsWrongWithArguments()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QString, problem);
        QCOMPARE(argumentProblem(*parseJsonObject(kSchema), *parseJsonObject(arguments)), problem);
    }
};

PILOTHOUSE_UNIT_TEST(TestToolSchema)
#include "tst_tool_schema.moc"
