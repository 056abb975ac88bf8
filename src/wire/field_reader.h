#pragma once

#include "core/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRect>
#include <QStringList>

#include <limits>

namespace pilothouse {

/// Reads the members of an object that came over a link, and keeps what is wrong with them. A value
/// of another type is wrong, as is one that is missing and has no default. Pure.
///
///     FieldReader read(json);
///     const QString host = read.text("host");
///     if (!read.isGood()) return fail(read.error());
class FieldReader
{
public:
    explicit FieldReader(const QJsonObject &json) : m_json(json) {}

    QString text(QLatin1StringView name);
    QString text(QLatin1StringView name, const QString &otherwise);
    qint64 integer(QLatin1StringView name, qint64 least, qint64 most);
    bool flag(QLatin1StringView name, bool otherwise = false);
    QJsonObject object(QLatin1StringView name);
    QJsonArray array(QLatin1StringView name);
    QStringList texts(QLatin1StringView name);
    /// [width, height], within `least` and `most`.
    QSize size(QLatin1StringView name, int least, int most);
    /// [left, top, width, height]; missing: an empty one.
    QRect place(QLatin1StringView name);
    bool has(QLatin1StringView name) const { return m_json.contains(name); }

    /// To be called by who finds a value wrong.
    void complain(QLatin1StringView name);
    bool isGood() const { return m_wrong.isEmpty(); }
    /// Corrupt: names the first member that is wrong.
    Error error() const;

private:
    qint64 number(const QJsonValue &value, QLatin1StringView name, qint64 least, qint64 most);

    QJsonObject m_json;
    QString m_wrong;
};

} // namespace pilothouse
