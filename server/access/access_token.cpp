#include "access/access_token.h"

#include "access/secret_file.h"
#include "core/config.h"

#include <QRandomGenerator>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArray::Base64Options kUrlSafe =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

Result<QByteArray> openAccessToken(const QString &dataDir, const QString &given)
{
    if (!given.isEmpty() && given.size() < kLeastTokenLength)
        return fail(Errc::InvalidArgument,
                    u"The token needs at least %1 characters."_s.arg(kLeastTokenLength));
    if (!given.isEmpty())
        return given.toUtf8();
    return openSecretFile(dataDir + u"/token"_s, u"access token"_s);
}

QByteArray randomText(qsizetype bytes)
{
    QByteArray random(bytes, Qt::Uninitialized);
    auto *generator = QRandomGenerator::system();
    for (char &byte : random)
        byte = static_cast<char>(generator->generate());
    return random.toBase64(kUrlSafe);
}

bool isEqualInConstantTime(QByteArrayView secret, QByteArrayView tried)
{
    volatile unsigned char difference = secret.size() == tried.size() ? 0 : 1;
    for (qsizetype at = 0; at < secret.size(); ++at) {
        const char other = at < tried.size() ? tried[at] : '\0';
        difference = static_cast<unsigned char>(difference | (secret[at] ^ other));
    }
    return difference == 0;
}

} // namespace pilothouse
