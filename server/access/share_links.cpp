#include "access/share_links.h"

#include "access/access_token.h"
#include "access/secret_file.h"

#include <QMessageAuthenticationCode>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray authenticated(const QByteArray &message, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

} // namespace

Result<QByteArray> openShareKey(const QString &dataDir, const QByteArray &accessToken)
{
    const auto kept = openSecretFile(dataDir + u"/share_key"_s, u"key of links"_s);
    if (!kept)
        return fail(kept.error());
    return authenticated("pilothouse_share_key " + accessToken, *kept);
}

ShareLinks::ShareLinks(QByteArray key, const ShareStore &shares, const Clock &clock)
    : m_key(std::move(key)), m_shares(shares), m_wrongTries(clock)
{
}

QByteArray ShareLinks::linkTo(const Share &share) const
{
    return share.id.toLatin1() + '.' + signature(share);
}

std::optional<Share> ShareLinks::open(const QString &link) const
{
    const qsizetype dot = link.indexOf(u'.');
    const auto share = m_shares.find(link.left(qMax<qsizetype>(dot, 0)));
    if (dot < 0 || !share)
        return std::nullopt;
    if (!isEqualInConstantTime(signature(*share), link.mid(dot + 1).toUtf8()))
        return std::nullopt;
    return *share;
}

/// Over fields that none of them can run into the next: the title, which may hold anything, is
/// last.
QByteArray ShareLinks::signature(const Share &share) const
{
    const QStringList fields{share.id,
                             share.session.value,
                             QString::number(share.upTo),
                             QString::number(share.createdAt.toMSecsSinceEpoch()),
                             QString::number(share.expiresAt.toMSecsSinceEpoch()),
                             share.title};
    const QByteArray content = "pilothouse_share " + fields.join(u' ').toUtf8();
    return authenticated(content, m_key)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace pilothouse
