#include "kubernetes/watch_line.h"
#include "support/unit_test.h"
#include "written_json.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestWatchLine : public QObject
{
    Q_OBJECT
    using Kind = WatchLine::Kind;
private slots:
    void readsWhatHappened_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("version");
        const QByteArray object =
            fromQuotes("'object':{'metadata':{'name':'a','resourceVersion':'12'}}");
        QTest::addRow("added") << fromQuotes("{'type':'ADDED',") + object + "}" << Kind::Changed
                               << u"12"_s;
        QTest::addRow("modified") << fromQuotes("{'type':'MODIFIED',") + object + "}"
                                  << Kind::Changed << u"12"_s;
        QTest::addRow("deleted") << fromQuotes("{'type':'DELETED',") + object + "}" << Kind::Deleted
                                 << u"12"_s;
        QTest::addRow("bookmark")
            << fromQuotes("{'type':'BOOKMARK','object':{'metadata':{'resourceVersion':'15'}}}")
            << Kind::Bookmark << u"15"_s;
        QTest::addRow("gone")
            << QByteArray(fromQuotes(
                   "{'type':'ERROR','object':{'kind':'Status','code':410,'message':'too old'}}"))
            << Kind::Gone << QString();
        QTest::addRow("an error")
            << QByteArray(fromQuotes(
                   "{'type':'ERROR','object':{'kind':'Status','code':500,'message':'etcd'}}"))
            << Kind::Error << QString();
    }
    void readsWhatHappened()
    {
        QFETCH(QByteArray, line);
        const auto told = watchLineFrom(line);
        QVERIFY(told);
        QTEST(told->kind, "kind");
        QTEST(told->version(), "version");
    }

    void refusesTheRest_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("half a line") << fromQuotes("{'type':'ADDED','obj");
        QTest::addRow("another type")
            << fromQuotes("{'type':'MOVED','object':{'metadata':{'name':'a'}}}");
        QTest::addRow("no object") << fromQuotes("{'type':'ADDED'}");
        QTest::addRow("no name") << QByteArray(
            fromQuotes("{'type':'ADDED','object':{'metadata':{'resourceVersion':'1'}}}"));
        QTest::addRow("no version")
            << fromQuotes("{'type':'DELETED','object':{'metadata':{'name':'a'}}}");
    }
    void refusesTheRest()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(watchLineFrom(line).error().code, Errc::Corrupt);
    }
};

PILOTHOUSE_UNIT_TEST(TestWatchLine)
#include "tst_watch_line.moc"
