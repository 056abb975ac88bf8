#include "exchange/error_answer.h"

#include "core/log.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

int httpStatusOf(Errc code)
{
    switch (code) {
    case Errc::InvalidArgument:
        return 422;
    case Errc::NotFound:
        return 404;
    case Errc::Conflict:
    case Errc::Stopped:
        return 409;
    case Errc::Denied:
        return 403;
    case Errc::Unauthorized:
        return 401;
    case Errc::TooLarge:
        return 413;
    case Errc::RateLimited:
        return 429;
    case Errc::Timeout:
        return 504;
    case Errc::Unavailable:
        return 503;
    case Errc::Unsupported:
        return 501;
    case Errc::Io: // in this server: a full or read-only disk
        return 507;
    case Errc::Corrupt:
    case Errc::Internal:
        return 500;
    }
    return 500;
}

void answerError(Exchange &exchange, const Error &error)
{
    if (!error.detail.isEmpty())
        qCInfo(logHttp) << exchange.method() << exchange.path() << error.detail;
    const int status = httpStatusOf(error.code);
    if (status == 422)
        return answerInvalid(exchange, {u"path"_s}, error.message);
    HttpFields fields;
    if (status == 503 || status == 429)
        fields.emplaceBack("Retry-After", "5");
    exchange.fail(status, error.message, fields);
}

void answerInvalid(Exchange &exchange, const QJsonArray &place, const QString &message,
                   const QString &type)
{
    const QJsonObject complaint{{u"loc"_s, place}, {u"msg"_s, message}, {u"type"_s, type}};
    exchange.sendJson(422, QJsonObject{{u"detail"_s, QJsonArray{complaint}}});
}

} // namespace pilothouse
