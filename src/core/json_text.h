#pragma once

#include <QByteArray>
#include <QString>

#include <concepts>

namespace pilothouse {

/// Writes one JSON object as compact UTF-8 text, its members in the order of the calls: for what is
/// sent so often that building a QJsonObject first would show. Names stand as they are, so they
/// must need no escaping.
class JsonText
{
public:
    JsonText();
    JsonText &add(const char *name, const QString &value);
    JsonText &add(const char *name, bool value);
    JsonText &add(const char *name, double value); ///< one that is not finite becomes 0
    template <std::integral Number> JsonText &add(const char *name, Number value)
    {
        return addRaw(name, QByteArray::number(value));
    }
    /// `value` is JSON already.
    JsonText &addRaw(const char *name, const QByteArray &value);

    /// The whole object, with what was added so far.
    QByteArray text() const { return QByteArray(m_text + '}'); }

private:
    QByteArray m_text;
};

} // namespace pilothouse
