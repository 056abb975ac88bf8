#include "qml/chat/keyed_list.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QVariantList entries(const QStringList &keys, int value = 0)
{
    QVariantList list;
    for (const QString &key : keys)
        list.append(QVariantMap{{u"id"_s, key}, {u"value"_s, value}});
    return list;
}

QString keysOf(const KeyedList &list)
{
    QStringList keys;
    for (int row = 0; row < list.rowCount(); ++row)
        keys.append(list.index(row).data(KeyedList::KeyRole).toString());
    return keys.join(u' ');
}

} // namespace

class TestKeyedList : public QObject
{
    Q_OBJECT
private slots:
    void rowsStayWhileTheirKeyIsThere()
    {
        KeyedList list;
        list.setProperty("keyName", u"id"_s);
        list.setList(entries({u"a"_s, u"b"_s, u"c"_s}));
        QSignalSpy removed(&list, &KeyedList::rowsRemoved);
        QSignalSpy inserted(&list, &KeyedList::rowsInserted);
        QSignalSpy reset(&list, &KeyedList::modelReset);

        list.setList(entries({u"b"_s, u"c"_s, u"d"_s}));

        QCOMPARE(keysOf(list), u"b c d"_s);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
    }

    void aRowThatSaysSomethingElseChanges()
    {
        KeyedList list;
        list.setProperty("keyName", u"id"_s);
        list.setList(entries({u"a"_s}, 1));
        QSignalSpy changed(&list, &KeyedList::dataChanged);
        list.setList(entries({u"a"_s}, 1));
        QCOMPARE(changed.size(), 0);
        list.setList(entries({u"a"_s}, 2));
        QCOMPARE(changed.size(), 1);
    }
};

PILOTHOUSE_UNIT_TEST(TestKeyedList)
#include "tst_keyed_list.moc"
