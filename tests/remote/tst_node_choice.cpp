#include "core/utc.h"
#include "remote/node_query.h"
#include "support/unit_test.h"
#include "wire/frame.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

NodeReport node(const QString &name, int running = 0, int most = 8)
{
    return {.node = {.url = QUrl(u"https://"_s + name)}, .running = running, .most = most};
}

QString order(const QList<NodeReport> &reports)
{
    QStringList names;
    for (const NodeReport &each : candidates(reports))
        names.append(each.node.url.host());
    return names.join(u' ');
}

} // namespace

class TestNodeChoice : public QObject
{
    Q_OBJECT
private slots:
    void takesTheOneWithTheMostRoom()
    {
        QCOMPARE(order({node(u"a"_s, 3), node(u"b"_s, 1), node(u"c"_s, 2)}), u"b c a"_s);
        QCOMPARE(order({node(u"a"_s, 3, 4), node(u"b"_s, 10, 100)}), u"b a"_s);
        NodeReport busy = node(u"a"_s);
        busy.load = 3;
        QCOMPARE(order({busy, node(u"b"_s)}), u"b a"_s);
    }

    void goesBackToWhereTheDesktopIs()
    {
        NodeReport there = node(u"b"_s, 8);
        there.hasDesktop = there.isDrained = true; // full and drained, but it is there
        QCOMPARE(order({node(u"a"_s), there}), u"b a"_s);
    }

    void goesBackToWhereTheFilesWereUsedLast()
    {
        NodeReport old = node(u"b"_s);
        old.home = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
        NodeReport fresh = node(u"c"_s, 5);
        fresh.home = QDateTime(QDate(2026, 1, 2), QTime(0, 0), Qt::UTC);
        QCOMPARE(order({node(u"a"_s), old, fresh}), u"c b a"_s);
    }

    void leavesOutThoseThatTakeNone()
    {
        NodeReport drained = node(u"b"_s);
        drained.isDrained = true;
        NodeReport away = node(u"c"_s);
        away.trouble = u"cannot be reached"_s;
        const QList<NodeReport> all{node(u"a"_s, 8), drained, away};
        QCOMPARE(order(all), QString());
        QCOMPARE(reasonsOf(all), u"https://a: all its 8 desktops are in use; https://b: it is "
                                 "drained; https://c: cannot be reached."_s);
    }

    void findsTheFilesOfASession()
    {
        const auto found = [](const QList<NodeReport> &reports,
                              const QString &before = {}) -> QString {
            const auto home = homeNode(reports, QUrl(before));
            if (!home)
                return home.error().message;
            return home->node.url.host() + (home->doubt.isEmpty() ? u""_s : u"?"_s);
        };
        NodeReport full = node(u"b"_s, 8);
        NodeReport away = node(u"c"_s);
        away.trouble = u"cannot be reached"_s;
        NodeReport had = node(u"d"_s, 8);
        had.isDrained = true;
        had.home = QDateTime(QDate(2026, 1, 1), QTime(0, 0), kUtc);
        QCOMPARE(found({node(u"a"_s), had}), u"d"_s); // where they were used, also where it is full
        QCOMPARE(found({node(u"a"_s), away, had}), u"d"_s);
        QCOMPARE(found({node(u"a"_s), away}), u"a?"_s); // they may be on the one that is away
        QCOMPARE(found({node(u"a"_s), node(u"e"_s, 5)}, u"https://e"_s), u"e"_s);
        QCOMPARE(found({node(u"a"_s), away}, u"https://c"_s), u"a?"_s);
        QVERIFY(found({full, away}).startsWith(u"No node has room"_s));
    }

    void readsWhatANodeTells()
    {
        const QJsonObject told{{u"wire"_s, kWireVersion},
                               {u"running"_s, 2},
                               {u"most"_s, 8},
                               {u"load"_s, 0.5},
                               {u"drained"_s, true},
                               {u"desktop"_s, true},
                               {u"home"_s, u"2026-01-02T00:00:00.000Z"_s},
                               {u"desktops"_s, QJsonArray{u"x"_s}}};
        const NodeReport report = nodeReport(node(u"a"_s).node, told);
        QCOMPARE(report.trouble, QString());
        QCOMPARE(report.running, 2);
        QVERIFY(report.isDrained && report.hasDesktop && report.home.isValid());
        QCOMPARE(report.desktops, QStringList{u"x"_s});

        QJsonObject other = told;
        other.insert(u"wire"_s, kWireVersion + 1);
        QCOMPARE(nodeReport(node(u"a"_s).node, other).trouble, u"it is of another release"_s);
        QCOMPARE(nodeReport(node(u"a"_s).node, QJsonObject()).trouble,
                 u"it is no node of Pilothouse"_s);
        QCOMPARE(nodeReport(node(u"a"_s).node, fail(Errc::Unavailable, u"away"_s)).trouble,
                 u"away"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestNodeChoice)
#include "tst_node_choice.moc"
