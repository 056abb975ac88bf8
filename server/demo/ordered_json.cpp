#include "demo/ordered_json.h"

namespace pilothouse {

QByteArray jsonObject(const QList<JsonField> &fields)
{
    QByteArray text = "{";
    for (const JsonField &field : fields) {
        if (text.size() > 1)
            text += ',';
        text += '"' + field.name + "\":" + field.json;
    }
    return text + '}';
}

QByteArray jsonArray(const QList<QByteArray> &values)
{
    return '[' + values.join(',') + ']';
}

} // namespace pilothouse
