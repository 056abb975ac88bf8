#include "access/reading_cookie.h"

#include "access/access_token.h"

#include <QMessageAuthenticationCode>

namespace pilothouse {

namespace {

const QByteArray kPrefix = "gptme_auth=";
const QByteArray kScope = "; Path=/api/; HttpOnly; SameSite=Lax";

} // namespace

HttpFields ReadingCookie::give(bool secure) const
{
    const qint64 age = std::chrono::seconds(kLifetime).count();
    const QByteArray content =
        randomText(12) + '.' + QByteArray::number(m_clock.now().toSecsSinceEpoch() + age);
    return {{"set-cookie", kPrefix + content + '.' + signature(content) + "; Max-Age=" +
                               QByteArray::number(age) + kScope + (secure ? "; Secure" : "")}};
}

HttpFields ReadingCookie::take()
{
    return {{"set-cookie", kPrefix + "; Max-Age=0" + kScope}};
}

bool ReadingCookie::isGood(const HttpHead &head) const
{
    for (const auto &[name, value] : head.fields) {
        if (name.compare("cookie", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &cookie : value.split(';')) {
            const QByteArray pair = cookie.trimmed();
            const qsizetype dot = pair.lastIndexOf('.');
            if (!pair.startsWith(kPrefix) || dot < kPrefix.size())
                continue;
            const QByteArray content = pair.sliced(kPrefix.size(), dot - kPrefix.size());
            const qint64 end = content.sliced(content.lastIndexOf('.') + 1).toLongLong();
            if (end > m_clock.now().toSecsSinceEpoch() &&
                isEqualInConstantTime(signature(content), QByteArrayView(pair).sliced(dot + 1)))
                return true;
        }
    }
    return false;
}

QByteArray ReadingCookie::signature(const QByteArray &content) const
{
    return QMessageAuthenticationCode::hash("gptme_auth " + content, m_key,
                                            QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace pilothouse
