#include "core/json.h"
#include "core/json_text.h"
#include "support/unit_test.h"

#include <QTest>

#include <limits>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestJson : public QObject
{
    Q_OBJECT
private slots:
    void quotesAnyTextAsAJsonString_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("plain") << u"a b"_s << QByteArray("\"a b\"");
        QTest::newRow("quote and backslash") << u"\"\\"_s << QByteArray("\"\\\"\\\\\"");
        QTest::newRow("control character") << u"\n\x7f"_s << QByteArray("\"\\n\x7f\"");
        QTest::newRow("emoji") << u"😀"_s << QByteArray("\"😀\"");
        QTest::newRow("lone high surrogate")
            << QString(QChar(0xD83D)) << QByteArray("\"\xEF\xBF\xBD\"");
        QTest::newRow("lone low surrogate")
            << QString(QChar(0xDE00)) + u"x"_s << QByteArray("\"\xEF\xBF\xBDx\"");
    }
    void quotesAnyTextAsAJsonString()
    {
        QFETCH(QString, text);
        QTEST(jsonString(text), "json");
    }

    void namesTheByteWhereJsonBreaks()
    {
        const auto result = parseJsonObject("{\"a\": }");
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::Corrupt);
        QVERIFY(result.error().message.contains(u"byte 7"_s));
    }

    void writesTheObjectThatQtWouldWrite()
    {
        const QByteArray text = JsonText()
                                    .add("text", u"a \"quoted\" 😀\n"_s)
                                    .add("yes", true)
                                    .add("none", 0)
                                    .add("large", qint64(9'007'199'254'740'991))
                                    .add("cost", 0.1)
                                    .add("infinite", std::numeric_limits<double>::infinity())
                                    .addRaw("inner", JsonText().end())
                                    .end();
        const QJsonObject expected{{u"text"_s, u"a \"quoted\" 😀\n"_s},
                                   {u"yes"_s, true},
                                   {u"none"_s, 0},
                                   {u"large"_s, qint64(9'007'199'254'740'991)},
                                   {u"cost"_s, 0.1},
                                   {u"infinite"_s, 0},
                                   {u"inner"_s, QJsonObject()}};
        QCOMPARE(*parseJsonObject(text), expected);
        QVERIFY(text.startsWith("{\"text\":"));
    }

    void refusesJsonThatIsNoObject()
    {
        QCOMPARE(parseJsonObject("[1]").error().code, Errc::Corrupt);
    }
};

PILOTHOUSE_UNIT_TEST(TestJson)
#include "tst_json.moc"
