#pragma once

#include "core/result.h"
#include "crypto/rsa_key.h"

#include <QByteArray>
#include <QDateTime>
#include <QUrl>
#include <QUrlQuery>

#include <variant>

namespace pilothouse {

/// A program's own account: what it asks for is signed with its key.
struct GoogleServiceAccount
{
    QString email;
    QString keyId; ///< may be empty
    RsaKey key;
};

/// What `gcloud auth application-default login` leaves of a person's account.
struct GoogleUser
{
    QString clientId;
    QString clientSecret;
    QString refreshToken;
};

/// A file of credentials for Google Cloud. In memory only; never to be printed.
struct GoogleCredentials
{
    std::variant<GoogleServiceAccount, GoogleUser> who;
    QUrl tokenUrl;   ///< where tokens are had
    QString project; ///< empty: the file names none

    /// The form that asks for a token at the time `now`.
    QUrlQuery form(const QDateTime &now) const;
};

/// Reads "service_account" and "authorized_user" files. Unauthorized: the file cannot be read or is
/// neither, its key is broken, or tokens would come over plain http from elsewhere; the message
/// does not hold what is in it.
Result<GoogleCredentials> googleCredentialsFrom(const QString &file);

} // namespace pilothouse
