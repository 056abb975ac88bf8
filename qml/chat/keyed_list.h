#pragma once

#include <QAbstractListModel>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// A list of maps as a model (roles entry, key) whose rows stay the same while their `keyName` is
/// there: what a person has begun in a delegate is not lost when the list is told anew. Rows keep
/// the order in which they came. Main thread.
class KeyedList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString keyName MEMBER m_keyName FINAL)
    Q_PROPERTY(QVariantList list READ list WRITE setList NOTIFY listChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY listChanged FINAL)
public:
    enum Role { EntryRole = Qt::UserRole, KeyRole };

    using QAbstractListModel::QAbstractListModel;
    const QVariantList &list() const { return m_list; }
    void setList(const QVariantList &list);
    int count() const { return static_cast<int>(m_list.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void listChanged();

private:
    QString keyOf(const QVariant &entry) const;

    QString m_keyName;
    QVariantList m_list;
};

} // namespace pilothouse
