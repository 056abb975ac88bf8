#include "demo/cache_control.h"

#include <QJsonArray>
#include <QJsonObject>

namespace pilothouse {

using namespace Qt::StringLiterals;

QJsonValue withoutCacheControl(const QJsonValue &value, KeepsItem keeps)
{
    if (value.isArray()) {
        QJsonArray kept;
        for (const QJsonValue &item : value.toArray()) {
            if (!keeps || keeps(item))
                kept << withoutCacheControl(item, keeps);
        }
        return kept;
    }
    if (!value.isObject())
        return value;
    QJsonObject kept;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != "cache_control"_L1)
            kept.insert(it.key(), withoutCacheControl(it.value(), keeps));
    }
    return kept;
}

} // namespace pilothouse
