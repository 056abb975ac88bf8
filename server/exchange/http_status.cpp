#include "exchange/http_status.h"

#include "core/json.h"

#include <QByteArrayList>
#include <QHash>

namespace pilothouse {

// Long: a table.
QByteArray reasonPhrase(int status)
{
    static const QHash<int, QByteArray> kPhrases{
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {426, "Upgrade Required"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    };
    static const QByteArrayList kHundreds{"",          "Information", "OK",
                                          "See Other", "Bad Request", "Server Error"};
    return kPhrases.value(status, kHundreds.value(status / 100));
}

QByteArray errorBody(int status, const QString &detail)
{
    const QString said = detail.isEmpty() ? QString::fromLatin1(reasonPhrase(status)) : detail;
    return "{\"detail\":" + jsonString(said) + '}';
}

QByteArray errorBodyAt(const QByteArray &path, int status, const QString &detail)
{
    const QByteArray body = errorBody(status, detail);
    const QByteArray text = body.sliced(body.indexOf(':') + 1).chopped(1);
    if (path == "/api/v2" || path.startsWith("/api/v2/"))
        return "{\"error\":" + text + '}';
    if (!path.startsWith("/v1/"))
        return body;
    const QByteArray type = status >= 500 ? "server_error" : "invalid_request_error";
    return "{\"error\":{\"message\":" + text + ",\"type\":\"" + type +
           "\",\"param\":null,\"code\":null}}";
}

} // namespace pilothouse
