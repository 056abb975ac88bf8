#pragma once

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

/// A JSON array of strings.
QByteArray jsonStrings(const QStringList &texts);

} // namespace pilothouse
