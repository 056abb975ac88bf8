#include "crypto/json_web_token.h"

#include "core/json.h"

namespace pilothouse {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenText(const QJsonObject &header, const QJsonObject &claims)
{
    return base64Url(compactJson(header)) + '.' + base64Url(compactJson(claims));
}

} // namespace pilothouse
