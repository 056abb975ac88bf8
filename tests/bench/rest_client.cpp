#include "bench/rest_client.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QThread>

namespace pilothouse {

using namespace Qt::StringLiterals;

QJsonObject RestClient::get(const QUrl &url)
{
    return answer(m_network.get(request(url)));
}

QJsonObject RestClient::post(const QUrl &url, const QByteArray &json)
{
    QNetworkRequest asked = request(url);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    return answer(m_network.post(asked, json));
}

QNetworkRequest RestClient::request(const QUrl &url)
{
    QNetworkRequest asked(url);
    asked.setRawHeader("Authorization", "Bearer " + kBenchToken);
    return asked;
}

QJsonObject RestClient::answer(QNetworkReply *reply)
{
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return QJsonDocument::fromJson(reply->readAll()).object();
}

QUrl startServing(MeasuredServer &server, const QStringList &options)
{
    const QByteArray ready = "Pilothouse is ready: ";
    server.environment.insert(u"PILOTHOUSE_TOKEN"_s, QString::fromLatin1(kBenchToken));
    server.environment.insert(u"PILOTHOUSE_DATA_DIR"_s, server.folder() + u"/data"_s);
    server.environment.insert(u"XDG_RUNTIME_DIR"_s, server.folder());
    const QStringList serve{u"serve"_s, u"--port"_s, u"0"_s};
    if (!server.start(QStringLiteral(PILOTHOUSE_BINARY), serve + options, ready))
        qFatal("%s", server.output().constData());
    const QByteArray output = server.output();
    const qsizetype from = output.indexOf(ready) + ready.size();
    const QUrl page(QString::fromLatin1(output.sliced(from, output.indexOf('\n', from) - from)));
    return QUrl(u"http://127.0.0.1:%1/sessions"_s.arg(page.port()));
}

QUrl restingSession(RestClient &client, const QUrl &sessions, const QString &task)
{
    const QString id = client.post(sessions, "{}").value(u"id"_s).toString();
    const QUrl session(sessions.toString() + u'/' + id);
    client.post(QUrl(session.toString() + u"/messages"_s),
                QJsonDocument(QJsonObject{{u"message"_s, task}}).toJson());
    while (true) {
        const QJsonObject now = client.get(session);
        const QString status = now.value(u"status"_s).toString();
        if (status != "running"_L1) {
            if (!now.value(u"has_desktop"_s).toBool())
                qFatal("No desktop: %s", QJsonDocument(now).toJson().constData());
            return session;
        }
        QThread::msleep(50);
    }
}

} // namespace pilothouse
