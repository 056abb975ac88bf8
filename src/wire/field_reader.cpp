#include "wire/field_reader.h"

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {
constexpr int kFarthest = 1 << 20; // pixels; no screen reaches there
}

QString FieldReader::text(QLatin1StringView name)
{
    if (!m_json.value(name).isString())
        complain(name);
    return m_json.value(name).toString();
}

QString FieldReader::text(QLatin1StringView name, const QString &otherwise)
{
    return has(name) ? text(name) : otherwise;
}

qint64 FieldReader::number(const QJsonValue &value, QLatin1StringView name, qint64 least,
                           qint64 most)
{
    const double given = value.toDouble(std::numeric_limits<double>::quiet_NaN());
    const bool isWhole = std::floor(given) == given;
    if (!isWhole || given < static_cast<double>(least) || given > static_cast<double>(most)) {
        complain(name);
        return least;
    }
    return value.toInteger();
}

qint64 FieldReader::integer(QLatin1StringView name, qint64 least, qint64 most)
{
    return number(m_json.value(name), name, least, most);
}

bool FieldReader::flag(QLatin1StringView name, bool otherwise)
{
    const QJsonValue value = m_json.value(name);
    if (!value.isUndefined() && !value.isBool())
        complain(name);
    return value.toBool(otherwise);
}

QJsonObject FieldReader::object(QLatin1StringView name)
{
    if (!m_json.value(name).isObject())
        complain(name);
    return m_json.value(name).toObject();
}

QJsonArray FieldReader::array(QLatin1StringView name)
{
    if (!m_json.value(name).isArray())
        complain(name);
    return m_json.value(name).toArray();
}

QStringList FieldReader::texts(QLatin1StringView name)
{
    QStringList found;
    for (const QJsonValue &each : array(name)) {
        if (!each.isString())
            complain(name);
        found.append(each.toString());
    }
    return found;
}

QSize FieldReader::size(QLatin1StringView name, int least, int most)
{
    const QJsonArray both = array(name);
    if (both.size() != 2)
        complain(name);
    return {static_cast<int>(number(both.at(0), name, least, most)),
            static_cast<int>(number(both.at(1), name, least, most))};
}

QRect FieldReader::place(QLatin1StringView name)
{
    if (!has(name))
        return {};
    const QJsonArray sides = array(name);
    if (sides.size() != 4)
        complain(name);
    const auto side = [&](qsizetype at, int least) {
        return static_cast<int>(number(sides.at(at), name, least, kFarthest));
    };
    return {side(0, -kFarthest), side(1, -kFarthest), side(2, 0), side(3, 0)};
}

void FieldReader::complain(QLatin1StringView name)
{
    if (m_wrong.isEmpty())
        m_wrong = name;
}

Error FieldReader::error() const
{
    return {Errc::Corrupt, u"The message has no good \"%1\"."_s.arg(m_wrong)};
}

} // namespace pilothouse
