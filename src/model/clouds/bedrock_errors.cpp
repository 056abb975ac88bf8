#include "model/clouds/bedrock_errors.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kKeysRefused =
    u"AWS refused the credentials: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
    "AWS_BEARER_TOKEN_BEDROCK."_s;
const QString kKeysEnded =
    u"The AWS credentials have ended: get new ones, e.g. by aws sso login, and set them anew."_s;
const QString kMayNot = u"These AWS credentials may not use this model: allow "
                        "bedrock:InvokeModelWithResponseStream, and check that the account has "
                        "access to the model in this region."_s;
const QString kInternal = u"Amazon Bedrock has an internal problem: try again later."_s;

QHash<QByteArray, ErrorKind> kindsByName()
{
    using enum Errc;
    return {
        {"throttlingexception",
         {RateLimited, true, u"Amazon Bedrock's rate limit is reached: try again later."_s}},
        {"servicequotaexceededexception",
         {RateLimited, false,
          u"A quota of this AWS account is used up: raise it in AWS Service Quotas."_s}},
        {"modelnotreadyexception",
         {Unavailable, true, u"The model is not ready yet: try again in a minute."_s}},
        {"serviceunavailableexception",
         {Unavailable, true, u"Amazon Bedrock is overloaded: try again later."_s}},
        {"internalserverexception", {Unavailable, true, kInternal}},
        {"internalfailure", {Unavailable, true, kInternal}},
        {"modeltimeoutexception", {Unavailable, true, u"The model took too long: try again."_s}},
        {"modelstreamerrorexception",
         {Unavailable, true, u"Amazon Bedrock broke the reply off: try again."_s}},
        {"modelerrorexception",
         {Unavailable, true, u"The model failed on Amazon Bedrock: try again."_s}},
        {"validationexception",
         {InvalidArgument, false,
          u"Amazon Bedrock refused the request. If it is about the model: name an inference "
          "profile of this region, such as us.anthropic.claude-…, as the model."_s}},
        {"resourcenotfoundexception",
         {InvalidArgument, false,
          u"Amazon Bedrock does not know this model in this region: check its name and "
          "AWS_REGION."_s}},
        {"accessdeniedexception", {Unauthorized, false, kMayNot}},
        {"unrecognizedclientexception", {Unauthorized, false, kKeysRefused}},
        {"invalidclienttokenid", {Unauthorized, false, kKeysRefused}},
        {"missingauthenticationtokenexception", {Unauthorized, false, kKeysRefused}},
        {"incompletesignatureexception", {Unauthorized, false, kKeysRefused}},
        {"notauthorizedexception", {Unauthorized, false, kKeysRefused}},
        {"invalidsignatureexception",
         {Unauthorized, false,
          u"AWS refused the signature: check AWS_SECRET_ACCESS_KEY, AWS_REGION and the clock of "
          "this machine."_s}},
        {"expiredtokenexception", {Unauthorized, false, kKeysEnded}},
        {"requestexpired", {Unauthorized, false, kKeysEnded}},
    };
}

} // namespace

std::optional<ErrorKind> bedrockErrorKind(const QByteArray &name)
{
    static const QHash<QByteArray, ErrorKind> kinds = kindsByName();
    const QByteArray bare = name.mid(name.indexOf('#') + 1).split(':').first().trimmed().toLower();
    const auto found = kinds.constFind(bare);
    return found == kinds.cend() ? std::nullopt : std::optional(*found);
}

} // namespace pilothouse
