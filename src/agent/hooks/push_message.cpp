#include "agent/hooks/push_message.h"

#include "core/json.h"
#include "crypto/aes_gcm.h"
#include "crypto/hkdf.h"
#include "crypto/json_web_token.h"
#include "crypto/random_bytes.h"

#include <QCryptographicHash>
#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kAuthSecret = 16;              // bytes
constexpr qsizetype kSalt = 16;                    // bytes
constexpr qsizetype kMostOfTitle = 120;            // characters, up to four bytes each
constexpr qsizetype kMostOfText = 400;             // likewise
constexpr qsizetype kMostOfEndpoint = 2000;        // characters
constexpr qsizetype kTopic = 32;                   // characters (RFC 8030, 5.4)
constexpr qint64 kTokenLife = 12 * 3600;           // seconds; at most a day (RFC 8292, 2)
constexpr int kKeptFor = 24 * 3600;                // seconds that a service keeps it for a browser
constexpr char kLastRecord = 2;                    // RFC 8188, 2
constexpr char kRecordSize[] = "\x00\x00\x10\x00"; // 4096

bool cannotWait(NoticeKind kind)
{
    return kind == NoticeKind::Ask || kind == NoticeKind::Failed || kind == NoticeKind::Budget;
}

QString originOf(const QString &endpoint)
{
    return QUrl(endpoint).toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery |
                                   QUrl::RemoveFragment | QUrl::FullyEncoded);
}

// A newer notice of a session takes the place of one that its service still keeps.
QByteArray topicOf(const Notice &notice)
{
    const QByteArray hash =
        QCryptographicHash::hash(notice.event.session.value.toUtf8(), QCryptographicHash::Sha256);
    return base64Url(hash).left(kTopic);
}

} // namespace

Result<> checkSubscription(const PushSubscription &subscription, const WebhookConfig &config)
{
    const auto url = webhookUrl(subscription.endpoint);
    const bool isNamed = url && config.allowed.contains(webhookHost(*url));
    const bool isSecure = url && QUrl(*url).scheme() == "https"_L1;
    if (subscription.endpoint.size() > kMostOfEndpoint || !url || !(isSecure || isNamed))
        return fail(Errc::InvalidArgument, u"The endpoint is no https address."_s);
    if (subscription.auth.size() != kAuthSecret)
        return fail(Errc::InvalidArgument, u"The secret \"auth\" is not 16 bytes long."_s);
    if (const auto shared = P256Key::make().sharedWith(subscription.key); !shared)
        return fail(Errc::InvalidArgument, u"\"p256dh\" is no public key on the curve P-256."_s);
    return {};
}

QByteArray pushPayload(const Notice &notice)
{
    const auto shortened = [](const QString &text, qsizetype most) {
        const QString line = wellFormed(text.simplified());
        return line.size() <= most ? line : wellFormed(line.left(most - 1)) + u'…';
    };
    QJsonObject json{{u"kind"_s, name(notice.kind)},
                     {u"session"_s, notice.event.session.value},
                     {u"seq"_s, notice.event.seq},
                     {u"title"_s, shortened(notice.title, kMostOfTitle)}};
    if (const auto *question = std::get_if<ApprovalRequested>(&notice.event.body))
        json.insert(u"text"_s, shortened(question->summary, kMostOfText));
    if (const auto *end = std::get_if<RunEnded>(&notice.event.body)) {
        json.insert(u"text"_s, shortened(end->message, kMostOfText));
        json.insert(u"steps"_s, end->steps);
        json.insert(u"cost_usd"_s, end->costUsd);
    }
    return compactJson(json);
}

QByteArray pushSealed(const QByteArray &plain, const PushSubscription &subscription,
                      const P256Key &ours, const QByteArray &salt)
{
    const auto shared = ours.sharedWith(subscription.key);
    if (!shared || salt.size() != kSalt)
        return {};
    const QByteArray nothing(1, '\0');
    const QByteArray info = "WebPush: info" + nothing + subscription.key + ours.publicKey();
    const QByteArray secret = derived(subscription.auth, *shared, info, 32);
    const QByteArray key =
        derived(salt, secret, "Content-Encoding: aes128gcm" + nothing, kAes128Key);
    const QByteArray nonce = derived(salt, secret, "Content-Encoding: nonce" + nothing, kGcmNonce);
    return salt + QByteArray(kRecordSize, 4) + char(ours.publicKey().size()) + ours.publicKey() +
           sealed(key, nonce, plain + kLastRecord);
}

HookRequest pushRequest(const Notice &notice, const PushSubscription &subscription,
                        const P256Key &server, const QString &contact, qint64 unixTime)
{
    const QByteArray token = signedToken({{u"typ"_s, u"JWT"_s}, {u"alg"_s, u"ES256"_s}},
                                         {{u"aud"_s, originOf(subscription.endpoint)},
                                          {u"exp"_s, unixTime + kTokenLife},
                                          {u"sub"_s, contact}},
                                         server);
    HookRequest request;
    request.body =
        pushSealed(pushPayload(notice), subscription, P256Key::make(), randomBytes(kSalt));
    request.fields = {
        {"User-Agent", "Pilothouse/" PILOTHOUSE_VERSION},
        {"Content-Type", "application/octet-stream"},
        {"Content-Encoding", "aes128gcm"},
        {"TTL", QByteArray::number(kKeptFor)},
        {"Urgency", cannotWait(notice.kind) ? "high" : "normal"},
        {"Topic", topicOf(notice)},
        {"Authorization", "vapid t=" + token + ", k=" + base64Url(server.publicKey())},
    };
    return request;
}

} // namespace pilothouse
