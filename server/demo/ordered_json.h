#pragma once

#include "core/json.h"

#include <QByteArray>
#include <QList>

/// JSON text with keys in the order given. A model does not sort its keys as QJsonObject does, and
/// a client must send them back as they came: the demo model is there to notice.
namespace pilothouse {

struct JsonField
{
    QByteArray name;
    QByteArray json; ///< the value as JSON text
};

QByteArray jsonObject(const QList<JsonField> &fields);
QByteArray jsonArray(const QList<QByteArray> &values);
inline JsonField textField(const QByteArray &name, const QString &text)
{
    return {name, jsonString(text)};
}
inline JsonField numberField(const QByteArray &name, double number)
{
    return {name, QByteArray::number(number, 'g', 12)};
}

} // namespace pilothouse
