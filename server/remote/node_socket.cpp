#include "remote/node_socket.h"

#include <QSslSocket>

namespace pilothouse {

namespace {

/// What is said is short, and somebody waits for it: a pointer that moves, a call.
void sendAtOnce(QWebSocket &socket)
{
    if (auto *connection = socket.findChild<QTcpSocket *>(); connection)
        connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

} // namespace

// QWebSocket takes neither the TLS settings of a request nor the name to look for. The latter its
// connection takes, which is not made before we return.
void openNodeSocket(QWebSocket &socket, const NodeAddress &node, const QString &path)
{
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&socket] { sendAtOnce(socket); });
    socket.setSslConfiguration(node.tls);
    socket.open(node.request(path, true));
    if (auto *connection = socket.findChild<QSslSocket *>(); connection)
        connection->setPeerVerifyName(node.certificateName);
}

} // namespace pilothouse
