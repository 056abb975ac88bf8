#pragma once

#include "../running_server.h"

/// A node of its own on any free port, which it keeps when it is started again.
class RunningNode
{
public:
    static QByteArray token() { return "a token of nodes"; }

    bool start(const QStringList &options = {})
    {
        process.environment.insert(QStringLiteral("PILOTHOUSE_NODE_TOKEN"),
                                   QString::fromLatin1(token()));
        process.start(
            QStringList{QStringLiteral("node"), QStringLiteral("--port"), QString::number(port())} +
            options);
        if (!process.waitForOutput("node is ready: "))
            return false;
        const QRegularExpression line(QStringLiteral("node is ready: (https?://\\S+)"));
        url = QUrl(line.match(QString::fromUtf8(process.output())).captured(1));
        return url.isValid();
    }
    quint16 port() const { return static_cast<quint16>(url.port(0)); }
    QString name() const { return url.toString(); }

    QJsonObject ask(const QByteArray &method, const QString &target)
    {
        QNetworkRequest request(QUrl(url.toString() + target));
        request.setRawHeader("Authorization", "Bearer " + token());
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(30'000);
        status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        return QJsonDocument::fromJson(reply->readAll()).object();
    }
    void hangUp() { m_network.clearConnectionCache(); }
    int running()
    {
        return ask("GET", QStringLiteral("/node")).value(QStringLiteral("running")).toInt(-1);
    }

    PilothouseProcess process;
    QUrl url;
    int status = 0; ///< of what was asked last

private:
    QNetworkAccessManager m_network;
};

/// A server whose desktops are on nodes.
class ServerOfNodes : public RunningServer
{
public:
    bool startWith(const QStringList &urls, const QStringList &more = {})
    {
        return start(of(urls) + more);
    }
    /// The options for it; the token of nodes is in its environment from here on.
    QStringList of(const QStringList &urls)
    {
        process.environment.insert(QStringLiteral("PILOTHOUSE_NODE_TOKEN"),
                                   QString::fromLatin1(RunningNode::token()));
        return {QStringLiteral("--desktops"), urls.join(QLatin1Char(','))};
    }
    int send(const QString &session, const QString &text)
    {
        const QByteArray body =
            QJsonDocument(QJsonObject{{QStringLiteral("message"), text}}).toJson();
        return status("POST", QStringLiteral("/sessions/%1/messages").arg(session), body);
    }
    /// All stored events, as text.
    QByteArray stored(const QString &session)
    {
        const QString target =
            QStringLiteral("/sessions/%1/events?format=json&limit=1000").arg(session);
        return ask("GET", target).toJson(QJsonDocument::Compact);
    }
    bool hasDesktop(const QString &session)
    {
        return ask("GET", QStringLiteral("/sessions/") + session)[QStringLiteral("has_desktop")]
            .toBool();
    }
};
