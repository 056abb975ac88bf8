#pragma once

#include "access/wrong_tries.h"
#include "store/share_store.h"

namespace pilothouse {

/// The key that links are signed with. It is made of the file "share_key" of `dataDir`, which
/// nobody but the server reads, and of the access token: another token ends all links. A link is
/// given to strangers, who must not be able to try access tokens on it: so the token is not the
/// key. Errors: openSecretFile().
Result<QByteArray> openShareKey(const QString &dataDir, const QByteArray &accessToken);

/// The links to shares: what stands in their addresses, and what such an address opens. A link is
/// the share's id and a signature over all that is stored of it, so that neither the database alone
/// nor who can write to it makes one. Good over restarts as long as the key is. Main thread.
class ShareLinks
{
public:
    /// `key`: of openShareKey(). The rest outlives it.
    ShareLinks(QByteArray key, const ShareStore &shares, const Clock &clock);

    /// "ID.SIGNATURE", in characters that an address holds as they are.
    QByteArray linkTo(const Share &share) const;
    /// What a link opens; nothing when it is wrong, has ended or was revoked: that is all the same.
    std::optional<Share> open(const QString &link) const;
    /// One more address that opened nothing. How long `peer` has to wait; zero: not at all.
    std::chrono::seconds refused(const QHostAddress &peer) { return m_wrongTries.add(peer); }

private:
    QByteArray signature(const Share &share) const;

    const QByteArray m_key;
    const ShareStore &m_shares;
    WrongTries m_wrongTries;
};

} // namespace pilothouse
