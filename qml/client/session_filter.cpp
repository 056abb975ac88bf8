#include "qml/client/session_filter.h"

#include "qml/client/session_list.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

SessionFilter::SessionFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(this, signal, this, &SessionFilter::counted);
    connect(this, &QAbstractItemModel::modelReset, this, &SessionFilter::counted);
}

void SessionFilter::setWords(const QString &words)
{
    if (words == m_words)
        return;
    m_words = words;
    invalidateFilter();
    emit changed();
    emit counted();
}

void SessionFilter::setWall(bool wall)
{
    if (wall == m_wall)
        return;
    m_wall = wall;
    invalidateFilter();
    emit changed();
    emit counted();
}

bool SessionFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex at = sourceModel()->index(row, 0, parent);
    if (m_wall && at.data(SessionList::StatusRole).toString() == "finished"_L1 &&
        !at.data(SessionList::HasDesktopRole).toBool())
        return false;
    const QString wanted = m_words.trimmed();
    return wanted.isEmpty() ||
           at.data(SessionList::TitleRole).toString().contains(wanted, Qt::CaseInsensitive) ||
           at.data(SessionList::LastLineRole).toString().contains(wanted, Qt::CaseInsensitive);
}

QString SessionFilter::idAt(int row) const
{
    return index(row, 0).data(SessionList::SessionIdRole).toString();
}

int SessionFilter::rowOf(const QString &id) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (idAt(row) == id)
            return row;
    return -1;
}

} // namespace pilothouse
