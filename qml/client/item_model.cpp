#include "qml/client/item_model.h"

#include "qml/client/item_fields.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QVariantMap &item)
{
    return item.value(kKey).toString();
}

} // namespace

QVariantMap ItemModel::item(const QString &key) const
{
    const int row = rowOf(key);
    return row < 0 ? QVariantMap() : m_items.at(row);
}

void ItemModel::append(const QVariantMap &item)
{
    const int row = count();
    beginInsertRows({}, row, row);
    m_items.append(item);
    m_rows.insert(keyOf(item), row);
    endInsertRows();
    emit countChanged();
}

void ItemModel::change(int row, const QVariantMap &fields)
{
    m_items[row].insert(fields);
    emit dataChanged(index(row), index(row));
}

void ItemModel::remove(const QString &key)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_items.removeAt(row);
    m_rows.remove(key);
    numberFrom(row);
    endRemoveRows();
    emit countChanged();
}

void ItemModel::become(const ItemModel &other)
{
    int same = 0;
    while (same < count() && same < other.count() &&
           keyOf(m_items.at(count() - 1 - same)) == keyOf(other.at(other.count() - 1 - same)))
        ++same;
    replaceHead(count() - same, other.m_items.first(other.count() - same));
    for (int row = count() - same; row < count(); ++row) {
        if (m_items.at(row) == other.at(row))
            continue;
        m_items[row] = other.at(row);
        emit dataChanged(index(row), index(row));
    }
}

void ItemModel::replaceHead(int rows, const QList<QVariantMap> &head)
{
    if (rows > 0) {
        beginRemoveRows({}, 0, rows - 1);
        m_items.remove(0, rows);
        m_rows.clear();
        numberFrom(0);
        endRemoveRows();
    }
    if (!head.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(head.size()) - 1);
        m_items = head + m_items;
        numberFrom(0);
        endInsertRows();
    }
    if (rows > 0 || !head.isEmpty())
        emit countChanged();
}

void ItemModel::numberFrom(int row)
{
    for (; row < count(); ++row)
        m_rows.insert(keyOf(m_items.at(row)), row);
}

int ItemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ItemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariantMap &item = m_items.at(index.row());
    switch (role) {
    case KeyRole:
        return item.value(kKey);
    case KindRole:
        return item.value(kKind);
    case SeqRole:
        return item.value(u"seq"_s);
    case AtRole:
        return item.value(u"at"_s);
    case ItemRole:
        return item;
    default:
        return {};
    }
}

QHash<int, QByteArray> ItemModel::roleNames() const
{
    return {
        {KeyRole, "key"}, {KindRole, "kind"}, {SeqRole, "seq"}, {AtRole, "at"}, {ItemRole, "item"}};
}

} // namespace pilothouse
