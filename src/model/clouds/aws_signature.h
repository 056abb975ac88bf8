#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QUrl>

#include <utility>

namespace pilothouse {

/// Who asks Amazon. Never to be printed.
struct AwsKeys
{
    QByteArray id; ///< "AKIA…"
    QByteArray secret;
    QByteArray sessionToken = {}; ///< of keys that end
};

/// What a signature is good for.
struct AwsScope
{
    QByteArray region;  ///< "eu-central-1"
    QByteArray service; ///< "bedrock"
};

/// A request that is to be signed; Qt adds the Host field itself when it sends it.
struct AwsRequest
{
    QByteArray method = "POST";
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> fields = {}; ///< those that the signature covers
    QByteArray body = {};
};

/// The fields that make `request` one of the keys' owner's at the time `now`: x-amz-date, the
/// authorization, and the session's token where there is one. Good for five minutes. Covers method,
/// address, Host, `fields` and body. Source: AWS Signature Version 4, for all services but S3.
QList<std::pair<QByteArray, QByteArray>> awsSignature(const AwsRequest &request,
                                                      const AwsKeys &keys, const AwsScope &scope,
                                                      const QDateTime &now);

} // namespace pilothouse
