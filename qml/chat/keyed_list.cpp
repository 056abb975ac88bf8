#include "qml/chat/keyed_list.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

void KeyedList::setList(const QVariantList &list)
{
    QHash<QString, QVariant> wanted;
    for (const QVariant &entry : list)
        wanted.insert(keyOf(entry), entry);
    for (int row = count() - 1; row >= 0; --row) {
        if (wanted.contains(keyOf(m_list.at(row))))
            continue;
        beginRemoveRows({}, row, row);
        m_list.removeAt(row);
        endRemoveRows();
    }
    QSet<QString> known;
    for (int row = 0; row < count(); ++row) {
        const QString key = keyOf(m_list.at(row));
        known.insert(key);
        if (m_list.at(row) == wanted.value(key))
            continue;
        m_list[row] = wanted.value(key);
        emit dataChanged(index(row), index(row), {EntryRole});
    }
    for (const QVariant &entry : list) {
        if (known.contains(keyOf(entry)))
            continue;
        known.insert(keyOf(entry));
        beginInsertRows({}, count(), count());
        m_list.append(entry);
        endInsertRows();
    }
    emit listChanged();
}

QString KeyedList::keyOf(const QVariant &entry) const
{
    return entry.toMap().value(m_keyName).toString();
}

int KeyedList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant KeyedList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariant &entry = m_list.at(index.row());
    return role == KeyRole ? QVariant(keyOf(entry)) : role == EntryRole ? entry : QVariant();
}

QHash<int, QByteArray> KeyedList::roleNames() const
{
    return {{EntryRole, "entry"}, {KeyRole, "key"}};
}

} // namespace pilothouse
