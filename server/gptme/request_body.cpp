#include "gptme/request_body.h"

#include "core/clock.h"
#include "exchange/error_answer.h"

#include <QJsonDocument>

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestMessage = 1'000'000; // characters

bool isJsonType(const QByteArray &type)
{
    return type.isEmpty() || type.toLower().contains("json");
}

bool areTexts(const QJsonValue &list)
{
    const QJsonArray array = list.toArray();
    return list.isArray() && std::all_of(array.begin(), array.end(),
                                         [](const QJsonValue &each) { return each.isString(); });
}

} // namespace

GptmeBody::GptmeBody(const Exchange &exchange)
{
    const QByteArray text = exchange.body().trimmed();
    if (text.isEmpty() || text == "null")
        return;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    m_body = document.object();
    if (!isJsonType(exchange.head().value("content-type")))
        refuse(u"The body must be JSON (Content-Type: application/json)"_s);
    else if (error.error != QJsonParseError::NoError)
        refuse(u"The body is not valid JSON"_s);
    else if (!document.isObject())
        refuse(u"The body must be a JSON object"_s);
}

void GptmeBody::refuse(const QString &fault)
{
    if (m_fault.isEmpty())
        m_fault = fault;
}

bool GptmeBody::refused(Exchange &exchange) const
{
    if (!isGood())
        exchange.fail(400, m_fault);
    return !isGood();
}

std::optional<QJsonValue> GptmeBody::value(const QString &name) const
{
    return has(name) ? std::optional(m_body.value(name)) : std::nullopt;
}

std::optional<QString> GptmeBody::text(const QString &name)
{
    const auto given = value(name);
    if (given && !given->isString())
        refuse(u"%1 must be a string"_s.arg(name));
    return given && given->isString() ? std::optional(given->toString()) : std::nullopt;
}

std::optional<bool> GptmeBody::flag(const QString &name)
{
    const auto given = value(name);
    if (given && !given->isBool())
        refuse(u"%1 must be a boolean"_s.arg(name));
    return given && given->isBool() ? std::optional(given->toBool()) : std::nullopt;
}

std::optional<QJsonObject> GptmeBody::object(const QString &name)
{
    const auto given = value(name);
    if (given && !given->isObject())
        refuse(u"%1 must be an object"_s.arg(name));
    return given && given->isObject() ? std::optional(given->toObject()) : std::nullopt;
}

std::optional<QJsonArray> GptmeBody::array(const QString &name)
{
    const auto given = value(name);
    if (given && !given->isArray())
        refuse(u"%1 must be a list"_s.arg(name));
    return given && given->isArray() ? std::optional(given->toArray()) : std::nullopt;
}

QString GptmeBody::required(const QString &name)
{
    const QString given = text(name).value_or(QString());
    if (given.trimmed().isEmpty())
        refuse(u"%1 is required"_s.arg(name));
    return given;
}

std::optional<int> GptmeBody::autoConfirm()
{
    const auto given = value(u"auto_confirm"_s);
    if (!given)
        return std::nullopt;
    if (given->isBool())
        return given->toBool() ? 1 : 0;
    const double number = given->toDouble(0.5);
    if (number != std::floor(number) || std::abs(number) > 1e9)
        refuse(u"auto_confirm must be a boolean or an integer"_s);
    return static_cast<int>(std::floor(std::clamp(number, -1e9, 1e9)));
}

QString faultOfMessage(const QJsonObject &message)
{
    static const QStringList roles{u"user"_s, u"assistant"_s, u"system"_s};
    if (!message["role"_L1].isString() || !roles.contains(message["role"_L1].toString()))
        return u"role must be user, assistant or system"_s;
    if (!message["content"_L1].isString())
        return u"content must be a string"_s;
    if (message["content"_L1].toString().size() > kLongestMessage)
        return u"content is too long"_s;
    const QJsonValue at = message["timestamp"_L1];
    if (!at.isUndefined() && !at.isNull() &&
        !QDateTime::fromString(at.toString(), Qt::ISODateWithMs).isValid())
        return u"timestamp must be a time as ISO 8601 has it"_s;
    const QJsonValue files = message["files"_L1];
    if (!files.isUndefined() && !files.isNull() && !areTexts(files))
        return u"files must be a list of strings"_s;
    return {};
}

QJsonObject keptMessage(const QJsonObject &message, const QDateTime &now)
{
    const QString at = message["timestamp"_L1].toString();
    QJsonObject kept{{u"role"_s, message["role"_L1]},
                     {u"content"_s, message["content"_L1]},
                     {u"timestamp"_s, at.isEmpty() ? isoTime(now) : at}};
    if (const QJsonArray files = message["files"_L1].toArray(); !files.isEmpty())
        kept.insert(u"files"_s, files);
    if (message["hide"_L1].toBool())
        kept.insert(u"hide"_s, true);
    return kept;
}

void answerWithError(Exchange &exchange, const Error &error)
{
    const int status = httpStatusOf(error.code);
    HttpFields fields;
    if (status == 503 || status == 429)
        fields.emplaceBack("retry-after", "5");
    exchange.fail(status == 422 ? 400 : status, error.message, fields);
}

} // namespace pilothouse
