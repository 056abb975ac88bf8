#pragma once

#include "bench/measured_server.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

namespace pilothouse {

/// Whose servers a bench starts: PILOTHOUSE_TOKEN.
inline const QByteArray kBenchToken = "a-token-for-the-bench";

/// Asks a server of the bench, and waits for the answer.
class RestClient
{
public:
    QJsonObject get(const QUrl &url);
    QJsonObject post(const QUrl &url, const QByteArray &json);

private:
    static QNetworkRequest request(const QUrl &url);
    static QJsonObject answer(QNetworkReply *reply);
    QNetworkAccessManager m_network;
};

/// `pilothouse serve` with its data in the server's folder, and the address of its sessions. Ends
/// the program where it does not start.
QUrl startServing(MeasuredServer &server, const QStringList &options);

/// A session whose desktop is up and whose run of `task` has ended: its address. For the demo
/// model.
QUrl restingSession(RestClient &client, const QUrl &sessions,
                    const QString &task = QStringLiteral("screenshot"));

} // namespace pilothouse
