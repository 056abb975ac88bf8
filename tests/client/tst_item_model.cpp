#include "qml/client/item_model.h"
#include "support/unit_test.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QVariantMap item(const QString &key, const QString &text = {})
{
    return {{u"key"_s, key}, {u"kind"_s, u"text"_s}, {u"text"_s, text}};
}

QStringList keysOf(const ItemModel &items)
{
    QStringList keys;
    for (int row = 0; row < items.count(); ++row)
        keys.append(items.data(items.index(row), ItemModel::KeyRole).toString());
    return keys;
}

void fill(ItemModel &items, const QStringList &keys)
{
    for (const QString &key : keys)
        items.append(item(key));
}

} // namespace

class TestItemModel : public QObject
{
    Q_OBJECT
private slots:
    void rowsAreKnownByTheirKeys()
    {
        ItemModel items;
        const QAbstractItemModelTester tester(&items);
        fill(items, {u"a"_s, u"b"_s, u"c"_s});
        items.remove(u"a"_s);
        items.remove(u"not there"_s);
        QCOMPARE(items.rowOf(u"a"_s), -1);
        QCOMPARE(items.rowOf(u"c"_s), 1);
        items.change(1, {{u"text"_s, u"new"_s}});
        QCOMPARE(items.item(u"c"_s).value(u"text"_s).toString(), u"new"_s);
        QCOMPARE(keysOf(items), (QStringList{u"b"_s, u"c"_s}));
    }

    void whatCameBeforeIsPutBeforeWithoutTouchingTheRest()
    {
        ItemModel items;
        const QAbstractItemModelTester tester(&items);
        fill(items, {u"c"_s, u"d"_s});
        ItemModel longer;
        fill(longer, {u"a"_s, u"b"_s, u"c"_s});
        longer.append(item(u"d"_s, u"changed"_s));
        QSignalSpy inserted(&items, &ItemModel::rowsInserted);
        QSignalSpy removed(&items, &ItemModel::rowsRemoved);
        QSignalSpy changed(&items, &ItemModel::dataChanged);
        const QPersistentModelIndex kept(items.index(0));

        items.become(longer);

        QCOMPARE(keysOf(items), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size(), 0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(kept.row(), 2);
        QCOMPARE(items.rowOf(u"d"_s), 3);
    }

    void whatIsNotThereAnyMoreGoes()
    {
        ItemModel items;
        const QAbstractItemModelTester tester(&items);
        fill(items, {u"x"_s, u"y"_s, u"z"_s});
        ItemModel other;
        fill(other, {u"a"_s, u"z"_s});
        items.become(other);
        QCOMPARE(keysOf(items), (QStringList{u"a"_s, u"z"_s}));
        items.become(ItemModel());
        QCOMPARE(items.count(), 0);
        QCOMPARE(items.rowOf(u"z"_s), -1);
    }
};

PILOTHOUSE_UNIT_TEST(TestItemModel)
#include "tst_item_model.moc"
