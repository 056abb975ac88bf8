#pragma once

#include "e2e/running_server.h"

/// What is in a file of a session's home; empty without one.
inline QByteArray homeFile(const RunningServer &server, const QString &session, const QString &name)
{
    QNetworkAccessManager network;
    QNetworkRequest request(
        QUrl(server.url + QStringLiteral("/sessions/%1/files/%2").arg(session, name)));
    request.setRawHeader("Authorization", "Bearer " + server.token);
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    finished.wait(60'000);
    return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
}
