#include "qml/chat/replay_film.h"

#include "support/unit_test.h"

#include <QStandardItemModel>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

class Items : public QStandardItemModel
{
public:
    Items() { setItemRoleNames({{Qt::UserRole, "item"}}); }
    void add(const QVariantMap &item)
    {
        auto *row = new QStandardItem;
        row->setData(item, Qt::UserRole);
        appendRow(row);
    }
    void addCall(const QString &key, double at, bool hasPicture, const QVariantMap &more = {})
    {
        QVariantMap item{
            {u"kind"_s, u"call"_s}, {u"key"_s, key}, {u"state"_s, u"done"_s}, {u"startedAt"_s, at}};
        if (hasPicture)
            item.insert(u"image"_s, QVariantMap{{u"url"_s, QString(u"/blobs/"_s + key)}});
        item.insert(more);
        add(item);
    }
};

QStringList kinds(const ReplayFilm &film)
{
    QStringList kinds;
    for (const QVariant &moment : film.property("moments").toList())
        kinds.append(moment.toMap().value(u"kind"_s).toString());
    return kinds;
}

} // namespace

class TestReplayFilm : public QObject
{
    Q_OBJECT
private slots:
    void showsThePictureOfEachMoment()
    {
        Items items;
        items.add({{u"kind"_s, u"user"_s}, {u"text"_s, u"go"_s}});
        items.addCall(u"a"_s, 0, false); // nothing to show yet
        items.addCall(u"b"_s, 1000, true);
        items.addCall(u"c"_s, 1100, false, {{u"state"_s, u"failed"_s}});
        items.addCall(u"d"_s, 9000, true, {{u"decision"_s, u"allow"_s}});
        items.addCall(u"e"_s, 9001, true, {{u"state"_s, u"waiting"_s}});
        items.add({{u"kind"_s, u"end"_s}});
        ReplayFilm film;
        film.setItems(&items);

        const QVariantList frames = film.property("frames").toList();
        QCOMPARE(frames.size(), 3);
        const QVariantMap second = frames.at(1).toMap();
        QCOMPARE(second.value(u"key"_s).toString(), u"c"_s);
        QCOMPARE(second.value(u"image"_s).toMap().value(u"url"_s).toString(), u"/blobs/b"_s);
        QCOMPARE(second.value(u"isOwn"_s).toBool(), false);
        QCOMPARE(kinds(film), (QStringList{u"user"_s, u"failed"_s, u"asked"_s, u"end"_s}));
    }

    void goesOnInRealTimeWithinReason()
    {
        Items items;
        for (const auto &[key, at] : std::initializer_list<std::pair<QString, double>>{
                 {u"a"_s, 0}, {u"b"_s, 10}, {u"c"_s, 1010}, {u"d"_s, 99'000}})
            items.addCall(key, at, true);
        ReplayFilm film;
        film.setItems(&items);
        QCOMPARE(film.pauseAfter(0, 1), 250);
        QCOMPARE(film.pauseAfter(1, 1), 1000);
        QCOMPARE(film.pauseAfter(2, 2), 1250);
        QCOMPARE(film.pauseAfter(3, 1), 0);
        QCOMPARE(film.pauseAfter(-1, 1), 0);
    }

    void followsTheItems()
    {
        Items items;
        ReplayFilm film;
        film.setItems(&items);
        items.addCall(u"a"_s, 0, true);
        items.addCall(u"b"_s, 0, true);
        QTRY_COMPARE(film.property("frames").toList().size(), 2);
    }
};

PILOTHOUSE_UNIT_TEST(TestReplayFilm)
#include "tst_replay_film.moc"
