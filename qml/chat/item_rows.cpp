#include "qml/chat/item_rows.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QVariant inRow(const QAbstractItemModel &items, int row, const QByteArray &role)
{
    return items.index(row, 0).data(items.roleNames().key(role, -1));
}

} // namespace

int ItemRows::rowOf(QAbstractItemModel *items, const QString &key) const
{
    for (int row = items ? items->rowCount() - 1 : -1; row >= 0; --row)
        if (inRow(*items, row, "key").toString() == key)
            return row;
    return -1;
}

QVariantList ItemRows::pictures(QAbstractItemModel *items) const
{
    QVariantList found;
    for (int row = 0; items && row < items->rowCount(); ++row) {
        const QVariantMap item = inRow(*items, row, "item").toMap();
        const bool isCall = item.value(u"kind"_s) == u"call"_s;
        const QVariantList images = isCall && !item.value(u"image"_s).toMap().isEmpty()
                                        ? QVariantList{item.value(u"image"_s)}
                                        : item.value(u"images"_s).toList();
        for (qsizetype index = 0; index < images.size(); ++index)
            found.append(QVariantMap{{u"image"_s, images.at(index)},
                                     {u"call"_s, item.value(u"call"_s)},
                                     {u"at"_s, item.value(u"at"_s)},
                                     {u"key"_s, item.value(u"key"_s)},
                                     {u"index"_s, index}});
    }
    return found;
}

QVariantMap ItemRows::lastOf(QAbstractItemModel *items, const QString &kind) const
{
    for (int row = items ? items->rowCount() - 1 : -1; row >= 0; --row)
        if (inRow(*items, row, "kind").toString() == kind)
            return inRow(*items, row, "item").toMap();
    return {};
}

} // namespace pilothouse
