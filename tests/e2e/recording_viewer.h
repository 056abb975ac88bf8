#pragma once

#include "running_server.h"

#include <QJsonObject>
#include <QMap>
#include <QWebSocket>

/// One viewer that keeps every stored event it was shown, by number.
class RecordingViewer
{
public:
    RecordingViewer(const RunningServer &server, const QString &session)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { take(text); });
        QNetworkRequest request(QUrl(QStringLiteral("ws%1/sessions/%2/ws?events=all&after=0")
                                         .arg(server.url.mid(4), session)));
        request.setRawHeader("Authorization", "Bearer " + server.token);
        m_socket.open(request);
    }

    void send(const QString &command) { m_socket.sendTextMessage(command); }

    qint64 last() const { return events.isEmpty() ? 0 : events.lastKey(); }
    /// Whether every number came once, in order, from 1.
    bool isGapless() const { return m_isGapless; }

    QMap<qint64, QJsonObject> events;

private:
    void take(const QString &text)
    {
        const QJsonObject event = QJsonDocument::fromJson(text.toUtf8()).object();
        const qint64 seq = event.value(QStringLiteral("seq")).toInteger();
        if (seq == 0) // not a stored one
            return;
        m_isGapless = m_isGapless && seq == last() + 1;
        events.insert(seq, event);
    }

    QWebSocket m_socket;
    bool m_isGapless = true;
};
