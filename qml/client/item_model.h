#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// What a conversation shows, in order: messages, calls, notes, and drafts of what is on its way.
/// An item is a map as the page's reducer makes it (resources/web/ui/session/reducer.js): always
/// `key` and `kind`, most with `seq` and `at` (ISO 8601). Main thread.
class ItemModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a session has it")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
public:
    enum Role { KeyRole = Qt::UserRole, KindRole, SeqRole, AtRole, ItemRole };

    using QAbstractListModel::QAbstractListModel;
    int count() const { return static_cast<int>(m_items.size()); }
    /// -1: there is none.
    Q_INVOKABLE int rowOf(const QString &key) const { return m_rows.value(key, -1); }
    /// Empty: there is none.
    Q_INVOKABLE QVariantMap item(const QString &key) const;

    const QVariantMap &at(int row) const { return m_items.at(row); }
    void append(const QVariantMap &item);
    void change(int row, const QVariantMap &fields);
    void remove(const QString &key);
    /// Takes the items of `other`. Those at the end that have the same keys stay the same rows: a
    /// view that shows them stays where it is when older ones come before them.
    void become(const ItemModel &other);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    void numberFrom(int row);
    void replaceHead(int rows, const QList<QVariantMap> &head);

    QList<QVariantMap> m_items;
    QHash<QString, int> m_rows; ///< by key
};

} // namespace pilothouse
