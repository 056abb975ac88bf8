#include "exchange/body_reader.h"

#include "core/json.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Without a word about it, we look.
bool mayBeJson(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').constFirst().trimmed().toLower();
    return type.isEmpty() || type == "application/json" || type.endsWith("+json");
}

/// JSON is UTF-8 (RFC 8259, section 8.1).
bool hasOtherCharset(const QByteArray &contentType)
{
    const auto parameters = contentType.toLower().split(';');
    return std::any_of(parameters.begin() + 1, parameters.end(), [](const QByteArray &each) {
        const QByteArray value = each.trimmed();
        const QByteArray charset = value.sliced(std::min<qsizetype>(value.size(), 8));
        return value.startsWith("charset=") && charset != "utf-8" && charset != "\"utf-8\"" &&
               charset != "utf8" && charset != "us-ascii";
    });
}

} // namespace

BodyReader::BodyReader(const Exchange &exchange)
{
    const QByteArray body = exchange.body().trimmed();
    if (body.isEmpty() || body == "null")
        return;
    if (hasOtherCharset(exchange.head().value("content-type"))) {
        complain({u"header"_s, u"content-type"_s}, u"Send the body in UTF-8."_s, u"charset"_s);
    } else if (!mayBeJson(exchange.head().value("content-type"))) {
        complain({u"header"_s, u"content-type"_s}, u"Send the body as application/json."_s,
                 u"content_type"_s);
    } else if (auto parsed = parseJsonObject(body); parsed) {
        m_body = *std::move(parsed);
    } else {
        complain({u"body"_s}, parsed.error().message, u"json_invalid"_s);
    }
}

std::optional<QJsonValue> BodyReader::value(const QString &name) const
{
    const auto found = m_body.constFind(name);
    if (found == m_body.constEnd() || found->isNull())
        return std::nullopt;
    return *found;
}

void BodyReader::complain(const QJsonArray &place, const QString &message, const QString &type)
{
    m_errors.append(QJsonObject{{u"loc"_s, place}, {u"msg"_s, message}, {u"type"_s, type}});
}

void BodyReader::refuse(const QString &name, const QString &message, const QString &type)
{
    QJsonArray place = QJsonArray::fromStringList(m_place);
    place.append(name);
    complain(place, message, type);
}

void BodyReader::within(const QString &name, const std::function<void()> &read)
{
    const auto given = object(name);
    if (!given)
        return;
    QJsonObject outer = std::exchange(m_body, *given);
    m_place.append(name);
    read();
    m_place.removeLast();
    m_body = std::move(outer);
}

std::optional<QString> BodyReader::text(const QString &name, int longest)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    if (!given->isString()) {
        refuse(name, u"Input should be a valid string"_s, u"string_type"_s);
        return std::nullopt;
    }
    const QString text = given->toString();
    if (text.size() > longest) {
        refuse(name, u"String should have at most %1 characters"_s.arg(longest),
               u"string_too_long"_s);
        return std::nullopt;
    }
    return text;
}

QString BodyReader::requiredText(const QString &name, int longest)
{
    if (isGood() && !value(name)) {
        refuse(name, u"Field required"_s, u"missing"_s);
        return {};
    }
    const QString given = text(name, longest).value_or(QString());
    if (isGood() && given.trimmed().isEmpty())
        refuse(name, u"String should not be empty"_s, u"string_too_short"_s);
    return given;
}

std::optional<QString> BodyReader::choice(const QString &name, const QStringList &values)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    if (given->isString() && values.contains(given->toString()))
        return given->toString();
    refuse(name, u"Input should be one of: %1"_s.arg(values.join(u", "_s)), u"enum"_s);
    return std::nullopt;
}

std::optional<QStringList> BodyReader::choices(const QString &name, const QStringList &values)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    const QJsonArray list = given->toArray();
    const bool isGood = std::all_of(list.begin(), list.end(), [&](const QJsonValue &each) {
        return each.isString() && values.contains(each.toString());
    });
    if (list.isEmpty() || !isGood) {
        refuse(name, u"Input should be a list of some of: %1"_s.arg(values.join(u", "_s)),
               u"enum"_s);
        return std::nullopt;
    }
    QStringList chosen;
    for (const QString &each : values)
        if (list.contains(each))
            chosen.append(each);
    return chosen;
}

std::optional<QStringList> BodyReader::texts(const QString &name, int most, const TextReader &read)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    const QJsonArray list = given->toArray();
    if (!given->isArray() || list.size() > most) {
        refuse(name, u"Input should be a list of at most %1 strings"_s.arg(most), u"list_type"_s);
        return std::nullopt;
    }
    QStringList texts;
    for (int i = 0; i < list.size(); ++i) {
        QJsonArray place = QJsonArray::fromStringList(m_place + QStringList{name});
        place.append(i);
        const Result<QString> text = read(list.at(i).toString());
        if (!list.at(i).isString())
            complain(place, u"Input should be a valid string"_s, u"string_type"_s);
        else if (!text)
            complain(place, text.error().message, u"value_error"_s);
        else if (!texts.contains(*text))
            texts.append(*text);
    }
    return texts;
}

std::optional<double> BodyReader::number(const QString &name, double least)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    if (!given->isDouble()) {
        refuse(name, u"Input should be a valid number"_s, u"float_type"_s);
        return std::nullopt;
    }
    if (given->toDouble() < least) {
        refuse(name, u"Input should be greater than or equal to %1"_s.arg(least),
               u"greater_than_equal"_s);
        return std::nullopt;
    }
    return given->toDouble();
}

std::optional<qint64> BodyReader::bigInteger(const QString &name, qint64 least)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    const double number = given->toDouble();
    if (!given->isDouble() || number != std::floor(number) || std::abs(number) > 9e15) {
        refuse(name, u"Input should be a valid integer"_s, u"int_type"_s);
        return std::nullopt;
    }
    if (number < static_cast<double>(least)) {
        refuse(name, u"Input should be greater than or equal to %1"_s.arg(least),
               u"greater_than_equal"_s);
        return std::nullopt;
    }
    return static_cast<qint64>(number);
}

std::optional<int> BodyReader::integer(const QString &name, int least, int most)
{
    const auto given = bigInteger(name, least);
    if (!given)
        return std::nullopt;
    if (*given > most) {
        refuse(name, u"Input should be less than or equal to %1"_s.arg(most), u"less_than_equal"_s);
        return std::nullopt;
    }
    return static_cast<int>(*given);
}

std::optional<bool> BodyReader::flag(const QString &name)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    if (given->isBool())
        return given->toBool();
    refuse(name, u"Input should be a valid boolean"_s, u"bool_type"_s);
    return std::nullopt;
}

std::optional<QJsonObject> BodyReader::object(const QString &name)
{
    const auto given = value(name);
    if (!given)
        return std::nullopt;
    if (given->isObject())
        return given->toObject();
    refuse(name, u"Input should be a valid object"_s, u"dict_type"_s);
    return std::nullopt;
}

void BodyReader::answer(Exchange &exchange) const
{
    exchange.sendJson(422, QJsonObject{{u"detail"_s, m_errors}});
}

} // namespace pilothouse
