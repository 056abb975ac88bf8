#include "exchange/query_item.h"

namespace pilothouse {

namespace {

QByteArray decodedPart(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

QByteArray itemName(const QByteArray &item)
{
    const qsizetype equals = item.indexOf('=');
    return decodedPart(equals < 0 ? item : item.first(equals));
}

} // namespace

std::optional<QByteArray> queryItem(const QByteArray &query, const QByteArray &name)
{
    for (const QByteArray &item : query.split('&'))
        if (itemName(item) == name)
            return decodedPart(item.contains('=') ? item.sliced(item.indexOf('=') + 1)
                                                  : QByteArray());
    return std::nullopt;
}

QByteArray targetWithout(const HttpHead &head, const QByteArrayList &names)
{
    QByteArrayList kept;
    for (const QByteArray &item : head.query.split('&'))
        if (!item.isEmpty() && !names.contains(itemName(item)))
            kept.append(item);
    return kept.isEmpty() ? head.path : head.path + '?' + kept.join('&');
}

} // namespace pilothouse
