#include "demo/demo_server.h"

#include "core/log.h"
#include "demo/demo_connection.h"

#include <QRandomGenerator>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Sessions ask one at a time each; more is a defect or an attack by somebody on this machine.
constexpr int kMaxConnections = 64;

QString randomKey()
{
    std::array<quint32, 6> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), sizeof(words));
    return u"demo-"_s + QString::fromLatin1(bytes.toHex());
}

} // namespace

Result<std::unique_ptr<DemoModelServer>> DemoModelServer::listen(std::chrono::milliseconds flow)
{
    std::unique_ptr<DemoModelServer> server(new DemoModelServer(randomKey(), flow));
    if (!server->m_server.listen(QHostAddress::LocalHost, 0))
        return fail(Errc::Unavailable, u"The demo model cannot open a port on 127.0.0.1."_s,
                    server->m_server.errorString());
    return server;
}

DemoModelServer::DemoModelServer(QString key, std::chrono::milliseconds flow)
    : m_key(std::move(key)), m_api(m_key.toLatin1()), m_flow(flow)
{
    connect(&m_server, &QTcpServer::newConnection, this, &DemoModelServer::accept);
}

DemoModelServer::~DemoModelServer()
{
    // Before the members they use; without closed() calling back into a half-gone server.
    for (DemoConnection *connection : findChildren<DemoConnection *>(Qt::FindDirectChildrenOnly)) {
        connection->disconnect(this);
        delete connection;
    }
}

QString DemoModelServer::baseUrl() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort());
}

void DemoModelServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections >= kMaxConnections) {
            qCWarning(logModel) << "demo model: too many connections, one was turned away";
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        auto *connection = new DemoConnection(socket, m_api, m_flow, this);
        connect(connection, &DemoConnection::closed, this, [this, connection] {
            --m_connections;
            connection->disconnect(this);
            connection->deleteLater();
        });
    }
}

} // namespace pilothouse

#include "moc_demo_server.cpp"
