#pragma once

#include "pilothouse_process.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>

/// A server of its own on any free port, with its token.
class RunningServer
{
public:
    bool start(const QStringList &options = {})
    {
        begin(options);
        return becomesReady();
    }
    void begin(const QStringList &options = {})
    {
        process.start(
            QStringList{QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0")} +
            options);
    }
    bool becomesReady(int milliseconds = 60'000)
    {
        if (!process.waitForOutput("Pilothouse is ready: ", milliseconds))
            return false;
        const QRegularExpression line(QStringLiteral("ready: (http://[^/]+)/ui/\\?token=(\\S+)"));
        // The last one: after a restart there are two.
        QRegularExpressionMatchIterator matches =
            line.globalMatch(QString::fromUtf8(process.output()));
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            url = match.captured(1);
            token = match.captured(2).toLatin1();
        }
        return !url.isEmpty();
    }

    int status(const QByteArray &method, const QString &target, const QByteArray &body = {})
    {
        ask(method, target, body);
        return m_status;
    }
    QJsonDocument ask(const QByteArray &method, const QString &target, const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl(url + target));
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);
        const std::unique_ptr<QNetworkReply> reply(
            m_network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(60'000);
        m_status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        return QJsonDocument::fromJson(reply->readAll());
    }
    void hangUp() { m_network.clearConnectionCache(); }
    QString newSession()
    {
        return ask("POST", QStringLiteral("/sessions/"))
            .object()
            .value(QStringLiteral("id"))
            .toString();
    }
    QString sessionStatus(const QString &id)
    {
        return ask("GET", QStringLiteral("/sessions/") + id)
            .object()
            .value(QStringLiteral("status"))
            .toString();
    }

    PilothouseProcess process;
    QString url;
    QByteArray token;

private:
    QNetworkAccessManager m_network;
    int m_status = 0;
};
