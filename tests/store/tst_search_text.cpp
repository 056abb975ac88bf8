#include "store/search_text.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSearchText : public QObject
{
    Q_OBJECT
private slots:
    void quotesEachWordOfAQuery_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("expression");
        QTest::newRow("words") << u" one  two "_s << u"\"one\" \"two\" *"_s;
        QTest::newRow("operators") << u"a OR NOT b*"_s << u"\"a\" \"OR\" \"NOT\" \"b*\" *"_s;
        QTest::newRow("quotes") << u"say \"yes\""_s << u"\"say\" \" yes \" *"_s;
        QTest::newRow("signs between words") << u"a - b"_s << u"\"a\" \"b\" *"_s;
        QTest::newRow("signs alone") << u"* - ("_s << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("a zero") << QString(u"a"_s + QChar(0) + u"b"_s) << u"\"a\uFFFDb\" *"_s;
    }
    void quotesEachWordOfAQuery()
    {
        QFETCH(QString, query);
        QTEST(matchExpression(query), "expression");
    }

    void aLongTextIsCutAroundWhatWasFound()
    {
        const QString marked = QString(500, u'x') + u' ' + kMarkStart + u"found"_s + kMarkEnd +
                               u' ' + QString(500, u'y');
        const Snippet snippet = snippetFrom(marked);
        QVERIFY(snippet.text.size() <= 300);
        QVERIFY(snippet.text.startsWith(u'…') && snippet.text.endsWith(u'…'));
        QCOMPARE(snippet.marks.size(), 1);
        const auto [start, end] = snippet.marks.first();
        QCOMPARE(snippet.text.sliced(start, end - start), u"found"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestSearchText)
#include "tst_search_text.moc"
