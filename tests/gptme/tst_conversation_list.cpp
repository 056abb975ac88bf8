#include "all_doors.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kList = u"/api/v2/conversations"_s;

QStringList idsOf(const QJsonArray &items)
{
    QStringList ids;
    for (const QJsonValue &item : items)
        ids.append(item["id"_L1].toString());
    return ids;
}

/// The list in pages of `limit`.
QStringList paged(AllDoors &server, int limit)
{
    QStringList ids;
    for (QString cursor = u""_s; !cursor.isNull();) {
        const QJsonObject page =
            server.get(u"%1?paginated=1&limit=%2&cursor=%3"_s.arg(kList).arg(limit).arg(cursor))
                .json();
        ids += idsOf(page["conversations"_L1].toArray());
        cursor = page["next_cursor"_L1].toString();
    }
    return ids;
}

} // namespace

class TestConversationList : public QObject
{
    Q_OBJECT
private slots:
    void hasTheNewestFirstAndThoseOfOneMomentById()
    {
        AllDoors server; // its clock stands still
        for (const QString &id : {u"b"_s, u"c"_s, u"a"_s})
            QCOMPARE(server.ask("PUT", kList + u'/' + id, "{}").status, 200);
        server.agent.clock.advance(std::chrono::seconds(1));
        for (const QString &id : {u"z"_s, u"y"_s})
            QCOMPARE(server.ask("PUT", kList + u'/' + id, "{}").status, 200);

        const QStringList all{u"y"_s, u"z"_s, u"a"_s, u"b"_s, u"c"_s};
        QCOMPARE(idsOf(server.get(kList).array()), all);
        for (const int limit : {1, 2, 3, 5})
            QCOMPARE(paged(server, limit), all);
    }

    void givesAThousandAtMost()
    {
        AllDoors server;
        for (int i = 0; i < 1001; ++i)
            QVERIFY(QCoro::waitFor(server.actions.create({}, u"ada"_s)));
        QCOMPARE(server.get(kList + u"?limit=1000"_s).array().size(), 1000);
        QCOMPARE(server.get(kList + u"?limit=1001"_s).array().size(), 1000);
        const QJsonObject page = server.get(kList + u"?paginated=1&limit=999999"_s).json();
        QCOMPARE(page["conversations"_L1].toArray().size(), 1000);
        QVERIFY(page["next_cursor"_L1].isString());
        QCOMPARE(paged(server, 5000).size(), 1001);
    }
};

PILOTHOUSE_UNIT_TEST(TestConversationList)
#include "tst_conversation_list.moc"
