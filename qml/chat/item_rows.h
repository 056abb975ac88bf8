#pragma once

#include <QAbstractItemModel>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// What QML asks of a model of items (roles key, kind, item) that a view does not tell it.
class ItemRows : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;
    /// -1: there is none.
    Q_INVOKABLE int rowOf(QAbstractItemModel *items, const QString &key) const;
    /// All pictures in order, {image, call, at, key, index}; those that people sent have no call.
    Q_INVOKABLE QVariantList pictures(QAbstractItemModel *items) const;
    /// The last item of a kind; empty: there is none.
    Q_INVOKABLE QVariantMap lastOf(QAbstractItemModel *items, const QString &kind) const;
};

} // namespace pilothouse
