#include "core/json.h"

#include <QTest>

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

    void refusesJsonThatIsNoObject()
    {
        QCOMPARE(parseJsonObject("[1]").error().code, Errc::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
