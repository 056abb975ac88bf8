#include "model/clouds/google_credentials.h"

#include "core/json.h"
#include "crypto/json_web_token.h"
#include "model/http/base_url.h"

#include <QFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestGoogleFile = 256 * 1024;
constexpr qint64 kLifetime = 3600; // seconds, the longest that Google gives
constexpr auto kScope = "https://www.googleapis.com/auth/cloud-platform"_L1;
constexpr auto kTokenUrl = "https://oauth2.googleapis.com/token"_L1;

Failure unusable(const QString &what)
{
    return fail(Errc::Unauthorized, u"The file of Google credentials cannot be used: "_s + what +
                                        u" Check GOOGLE_APPLICATION_CREDENTIALS."_s);
}

Result<GoogleServiceAccount> serviceAccountIn(const QJsonObject &json)
{
    auto key = RsaKey::fromPem(json.value("private_key"_L1).toString().toLatin1());
    const QString email = json.value("client_email"_L1).toString();
    if (!key)
        return unusable(key.error().message);
    if (email.isEmpty())
        return unusable(u"it names no client_email."_s);
    return GoogleServiceAccount{.email = email,
                                .keyId = json.value("private_key_id"_L1).toString(),
                                .key = std::move(*key)};
}

Result<GoogleUser> userIn(const QJsonObject &json)
{
    GoogleUser user{.clientId = json.value("client_id"_L1).toString(),
                    .clientSecret = json.value("client_secret"_L1).toString(),
                    .refreshToken = json.value("refresh_token"_L1).toString()};
    if (user.clientId.isEmpty() || user.clientSecret.isEmpty() || user.refreshToken.isEmpty())
        return unusable(u"it has no refresh_token of a client."_s);
    return user;
}

void addItem(QUrlQuery &form, const QString &name, const QString &value)
{
    form.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

void fillForm(const GoogleServiceAccount &account, const QUrl &tokenUrl, const QDateTime &now,
              QUrlQuery &form)
{
    QJsonObject header{{u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}};
    if (!account.keyId.isEmpty())
        header.insert(u"kid"_s, account.keyId);
    const qint64 time = now.toSecsSinceEpoch();
    const QJsonObject claims{{u"iss"_s, account.email},
                             {u"scope"_s, kScope},
                             {u"aud"_s, tokenUrl.toString(QUrl::FullyEncoded)},
                             {u"iat"_s, time},
                             {u"exp"_s, time + kLifetime}};
    addItem(form, u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s);
    addItem(form, u"assertion"_s, QString::fromLatin1(signedToken(header, claims, account.key)));
}

void fillForm(const GoogleUser &user, const QUrl &, const QDateTime &, QUrlQuery &form)
{
    addItem(form, u"grant_type"_s, u"refresh_token"_s);
    addItem(form, u"client_id"_s, user.clientId);
    addItem(form, u"client_secret"_s, user.clientSecret);
    addItem(form, u"refresh_token"_s, user.refreshToken);
}

} // namespace

QUrlQuery GoogleCredentials::form(const QDateTime &now) const
{
    QUrlQuery form;
    std::visit([&](const auto &each) { fillForm(each, tokenUrl, now, form); }, who);
    return form;
}

Result<GoogleCredentials> googleCredentialsFrom(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return unusable(u"it cannot be read."_s);
    const auto json = parseJsonObject(source.read(kLargestGoogleFile));
    if (!json)
        return unusable(u"it is no JSON."_s);
    const QString tokenText = json->value("token_uri"_L1).toString();
    const QUrl tokenUrl(tokenText.isEmpty() ? QString(kTokenUrl) : tokenText, QUrl::StrictMode);
    const bool isSafe = tokenUrl.scheme() == "https"_L1 ||
                        (tokenUrl.scheme() == "http"_L1 && isLoopback(tokenUrl.host()));
    if (!isSafe || tokenUrl.host().isEmpty())
        return unusable(u"its token_uri is no https address."_s);
    const QString type = json->value("type"_L1).toString();
    const QString project =
        json->value("project_id"_L1).toString(json->value("quota_project_id"_L1).toString());
    const auto whole = [&](auto who) -> Result<GoogleCredentials> {
        if (!who)
            return fail(who.error());
        return GoogleCredentials{.who = std::move(*who), .tokenUrl = tokenUrl, .project = project};
    };
    if (type == "service_account"_L1)
        return whole(serviceAccountIn(*json));
    if (type == "authorized_user"_L1)
        return whole(userIn(*json));
    return unusable(u"it is neither of a service account nor of a user."_s);
}

} // namespace pilothouse
