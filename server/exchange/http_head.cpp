#include "exchange/http_head.h"

#include <QUrlQuery>

namespace pilothouse {

QByteArray HttpHead::value(QByteArrayView name) const
{
    for (const auto &[fieldName, fieldValue] : fields)
        if (name.compare(fieldName, Qt::CaseInsensitive) == 0)
            return fieldValue;
    return {};
}

std::optional<QString> HttpHead::queryValue(QAnyStringView name) const
{
    const QByteArray spaced = QByteArray(query).replace('+', "%20"); // as web forms write it
    const QUrlQuery items(QString::fromUtf8(spaced));
    const QString key = name.toString();
    if (!items.hasQueryItem(key))
        return std::nullopt;
    return items.queryItemValue(key, QUrl::FullyDecoded);
}

} // namespace pilothouse
