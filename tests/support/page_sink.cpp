#include "support/page_sink.h"

#include <QRegularExpression>
#include <QTcpSocket>

#include <memory>

namespace pilothouse {

using namespace Qt::StringLiterals;

PageSink::PageSink(QByteArray page) : m_page(std::move(page))
{
    connect(&m_server, &QTcpServer::newConnection, this, &PageSink::onConnection);
}

bool PageSink::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

QString PageSink::url() const
{
    return u"http://127.0.0.1:%1/"_s.arg(m_server.serverPort());
}

void PageSink::onConnection()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, input = std::make_shared<QByteArray>()] {
                    *input += socket->readAll();
                    while (answer(*socket, *input)) {
                    }
                });
    }
}

/// Answers one complete request at the front of `input`; false when there is none.
bool PageSink::answer(QTcpSocket &socket, QByteArray &input)
{
    const qsizetype end = input.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    static const QRegularExpression length(u"content-length: *(\\d+)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const QString head = QString::fromLatin1(input.left(end));
    const qsizetype body = length.match(head).captured(1).toLongLong();
    if (input.size() < end + 4 + body)
        return false;
    if (head.startsWith("POST"_L1)) {
        m_posted = QString::fromUtf8(input.mid(end + 4, body));
        ++m_posts;
    }
    input.remove(0, end + 4 + body);
    const QByteArray content = head.startsWith("GET / "_L1) ? m_page : QByteArray();
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                 QByteArray::number(content.size()) + "\r\n\r\n" + content);
    return true;
}

} // namespace pilothouse

#include "moc_page_sink.cpp"
