#pragma once

#include "core/json.h"

#include <QByteArray>
#include <QStringList>

#include <concepts>

namespace pilothouse {

/// Writes one JSON object as compact UTF-8 text, its members in the order of the calls: for what is
/// sent so often that building a QJsonObject first would show. Names stand as they are, so they
/// must need no escaping.
class JsonText
{
public:
    JsonText() : m_text(1, '{') {}
    JsonText &add(const char *name, QStringView value);
    JsonText &add(const char *name, bool value);
    JsonText &add(const char *name, double value); ///< one that is not finite becomes 0
    template <std::integral Number> JsonText &add(const char *name, Number value)
    {
        return addRaw(name, QByteArray::number(value));
    }
    /// `value` is JSON already.
    JsonText &addRaw(const char *name, QByteArrayView value);

    /// Closes the object and hands it out.
    QByteArray end();

private:
    void addName(const char *name);

    QByteArray m_text;
};

/// A member of an object that is made of a list, where the list is worked on first.
struct JsonField
{
    QByteArray name;
    QByteArray json; ///< the value as JSON text
};
inline JsonField textField(const QByteArray &name, const QString &text)
{
    return {name, jsonString(text)};
}
JsonField numberField(const QByteArray &name, double number);

QByteArray jsonObject(const QList<JsonField> &fields);
/// `values` are JSON already.
QByteArray jsonArray(const QList<QByteArray> &values);
/// A JSON array of strings.
QByteArray jsonStrings(const QStringList &texts);

} // namespace pilothouse
