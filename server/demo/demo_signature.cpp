#include "demo/demo_signature.h"

#include "core/json.h"
#include "demo/cache_control.h"

#include <QCryptographicHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kMark = "pilothouse-demo-1";

QByteArray hash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(32);
}

bool isThinking(const QJsonValue &block)
{
    return block.toObject().value("type"_L1).toString().endsWith("thinking"_L1);
}

bool isLasting(const QJsonValue &block)
{
    return !isThinking(block);
}

QByteArray lastingText(const QJsonValue &value)
{
    return compactJson(QJsonArray{withoutCacheControl(value, isLasting)});
}

/// The signature of the last thinking block in `messages`.
QByteArray lastSignature(const QJsonArray &messages)
{
    QByteArray last;
    for (const QJsonValue &message : messages) {
        for (const QJsonValue &block : message.toObject().value("content"_L1).toArray()) {
            if (isThinking(block))
                last = block.toObject().value("signature"_L1).toString().toUtf8();
        }
    }
    return last;
}

} // namespace

QByteArrayList prefixFingerprints(const QJsonObject &request)
{
    QByteArrayList chain{
        hash(lastingText(request.value("system"_L1)) + lastingText(request.value("tools"_L1)))};
    for (const QJsonValue &message : request.value("messages"_L1).toArray())
        chain << hash(chain.last() + lastingText(message));
    return chain;
}

QByteArray signThinking(const QJsonObject &request, const QString &thinking)
{
    const QJsonArray messages = request.value("messages"_L1).toArray();
    const QByteArrayList parts{kMark, prefixFingerprints(request).last(), hash(thinking.toUtf8()),
                               hash(lastSignature(messages))};
    return parts.join('.').toBase64();
}

SignatureFault checkThinking(const QByteArray &fingerprint, const QJsonObject &block,
                             const QByteArray &before)
{
    const QByteArray signature = block.value("signature"_L1).toString().toLatin1();
    const QByteArrayList parts = QByteArray::fromBase64(signature).split('.');
    if (signature.isEmpty())
        return SignatureFault::Malformed;
    if (parts.first() != kMark)
        return SignatureFault::Foreign;
    if (parts.size() != 4)
        return SignatureFault::Malformed;
    if (parts.at(1) != fingerprint)
        return SignatureFault::OtherPrefix;
    if (parts.at(2) != hash(block.value("thinking"_L1).toString().toUtf8()))
        return SignatureFault::Edited;
    if (!before.isEmpty() && parts.at(3) != hash(before))
        return SignatureFault::Gap;
    return SignatureFault::None;
}

} // namespace pilothouse
