#include "bench/stand_in_model.h"

#include "model/stream_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTimer>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Since a person said something last.
int resultsIn(const QByteArray &body)
{
    const QJsonArray messages =
        QJsonDocument::fromJson(body).object().value(u"messages"_s).toArray();
    int results = 0;
    for (qsizetype i = messages.size() - 1; i >= 0; --i) {
        const QJsonObject message = messages.at(i).toObject();
        if (message.value(u"role"_s) != u"user"_s)
            continue;
        const QJsonObject first = message.value(u"content"_s).toArray().at(0).toObject();
        if (first.value(u"type"_s) != u"tool_result"_s)
            break;
        ++results;
    }
    return results;
}

} // namespace

StandInModel::StandInModel()
{
    m_server.setMaxPendingConnections(10'000);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server,
                             [this, socket] { read(socket); });
            QObject::connect(socket, &QTcpSocket::disconnected, &m_server, [this, socket] {
                m_buffers.remove(socket);
                socket->deleteLater();
            });
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the bench's model cannot listen");
}

QString StandInModel::baseUrl() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort());
}

void StandInModel::read(QTcpSocket *socket)
{
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    const qsizetype field = buffer.left(end).toLower().indexOf("content-length:");
    if (end < 0)
        return;
    const qsizetype value = field + 15;
    const qsizetype length =
        field < 0 ? 0 : buffer.mid(value, buffer.indexOf('\r', value) - value).trimmed().toLong();
    if (buffer.size() < end + 4 + length)
        return;
    const QByteArray body = buffer.sliced(end + 4, length);
    buffer.clear();
    ++requests;
    bytes += body.size();
    const QByteArray answer = answerTo(body);
    QTimer::singleShot(thinking, socket, [socket, answer] {
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " +
                      QByteArray::number(answer.size()) + "\r\n\r\n" + answer);
    });
}

QByteArray StandInModel::answerTo(const QByteArray &body)
{
    if (resultsIn(body) >= callsOfRun)
        return stream::saying("Done.");
    const QByteArray call = R"("id":"toolu_)" + QByteArray::number(requests) +
                            R"(","name":"left_click","toolset_name":"computer")";
    // Each elsewhere: what is done again and again would be paused.
    const QByteArray click = R"({"coordinate":[)" + QByteArray::number(requests % 1200) + ",300]}";
    return stream::start() + stream::callBlock(0, call, {click}) +
           stream::messageDelta("tool_use") + stream::stop();
}

} // namespace pilothouse
