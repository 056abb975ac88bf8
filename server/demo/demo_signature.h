#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace pilothouse {

/// Signatures of thinking blocks, bound to the exact prefix as newer models bind theirs (model API,
/// preserved thinking): system, tools and all messages before the block's own, without
/// cache_control and without earlier thinking, which may be dropped from the front of a
/// conversation. A link to the signature before shows when one in the middle was dropped.
/// No secret: it only has to notice what a client changes by mistake.

/// Fingerprints of system, tools and the first messages: entry N covers N messages, the last all.
QByteArrayList prefixFingerprints(const QJsonObject &request);
/// For a block with this text that continues `request`.
QByteArray signThinking(const QJsonObject &request, const QString &thinking);

/// Why the signature of a thinking block does not fit where it stands; empty: it does.
enum class SignatureFault { None, Foreign, Malformed, OtherPrefix, Edited, Gap };
/// `before` is the signature of the thinking block before this one, empty for the first.
SignatureFault checkThinking(const QByteArray &fingerprint, const QJsonObject &block,
                             const QByteArray &before);

} // namespace pilothouse
