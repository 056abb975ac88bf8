#include "door/front_door.h"

#include "core/alarm.h"
#include "core/deadline.h"
#include "door/http_connection.h"
#include "door/http_engine.h"
#include "door/listener.h"
#include "door/socket_census.h"
#include "door/upgrade_desk.h"

#include <QPointer>
#include <QSslSocket>

#include <vector>

namespace pilothouse {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kCheckInterval = 250ms;
/// Clients beyond the limits that are waited for to show who they are; then the oldest is cut.
constexpr int kMostLate = 64;
/// Of all connections, so many are kept for clients that are known: one in this number.
constexpr int kKeptForKnown = 4;
constexpr int kMostTries = 20; ///< to find a port that is free on all addresses

/// Whether the machine has no such address, or no such protocol.
bool isMissing(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::SocketAddressNotAvailableError ||
           error == QAbstractSocket::UnsupportedSocketOperationError;
}

} // namespace

class FrontDoor::Private
{
public:
    Private(FrontDoor &door, const HttpLimits &someLimits, const Router &router,
            const Clock &clock);

    Result<> listenOn(const QList<QHostAddress> &addresses, quint16 port);
    void stopListening();
    void accept(qintptr descriptor);
    bool isCrowded(const QHostAddress &peer) const;
    bool admitLate(HttpConnection *connection);
    void cutAll();
    void tellDrained(FrontDoor &door);
    QList<HttpConnection *> all() const;

    const HttpLimits limits;
    std::optional<QSslConfiguration> tls;
    SocketCensus census;
    HttpEngine engine;
    std::vector<std::unique_ptr<Listener>> furtherListeners;
    UpgradeDesk upgrades;
    ConnectionContext context;
    Alarm checks; ///< while there are connections
    Deadline graceEnd;
    bool hasDrained = false;
    QList<QPointer<HttpConnection>> late; ///< beyond the limits, the oldest first
    QObject connections;                  ///< their parent; goes first
};

FrontDoor::Private::Private(FrontDoor &door, const HttpLimits &someLimits, const Router &router,
                            const Clock &clock)
    : limits(someLimits), engine(router, clock),
      upgrades(limits), context{door, limits, clock, router, engine, upgrades, census},
      checks(clock)
{
    connect(&checks, &Alarm::rang, &door, [this, &door] {
        for (HttpConnection *connection : all())
            connection->checkDeadline();
        if (graceEnd.hasPassed()) {
            cutAll();
            tellDrained(door); // owners of WebSockets may take longer to let go of them
        }
    });
    connect(
        &census, &SocketCensus::emptied, &door,
        [this, &door] {
            if (census.total() > 0)
                return;
            checks.stop();
            tellDrained(door);
        },
        Qt::QueuedConnection);
}

Result<> FrontDoor::Private::listenOn(const QList<QHostAddress> &addresses, quint16 port)
{
    Listener &first = engine.listener();
    for (const QHostAddress &address : addresses) {
        const bool isFirst = !first.isListening();
        auto further = isFirst ? nullptr : std::make_unique<Listener>(context.clock, nullptr);
        Listener &listener = isFirst ? first : *further;
        listener.onAccepted = [this](qintptr descriptor) { accept(descriptor); };
        if (listener.listen(address, isFirst ? port : first.serverPort())) {
            if (further)
                furtherListeners.push_back(std::move(further));
        } else if (!isMissing(listener.serverError()) || (isFirst && address == addresses.last())) {
            const QString why = listener.errorString();
            const quint16 wanted = isFirst ? port : first.serverPort();
            stopListening();
            return fail(Errc::Unavailable, u"Cannot listen on %1 port %2: %3"_s.arg(
                                               address.toString(), QString::number(wanted), why));
        }
    }
    return {};
}

void FrontDoor::Private::stopListening()
{
    engine.listener().close();
    furtherListeners.clear();
}

void FrontDoor::Private::accept(qintptr descriptor)
{
    auto socket = std::unique_ptr<QTcpSocket>(tls ? new QSslSocket : new QTcpSocket);
    if (!socket->setSocketDescriptor(descriptor))
        return;
    const QHostAddress peer = plainAddress(socket->peerAddress());
    const bool isLate = isCrowded(peer);
    census.add(socket.get(), peer);
    if (!checks.isActive())
        checks.startEvery(kCheckInterval);
    auto *secure = qobject_cast<QSslSocket *>(socket.get());
    auto *connection = new HttpConnection(context, socket.release(), peer, &connections);
    if (isLate && !admitLate(connection))
        return connection->cut();
    if (secure == nullptr)
        return connection->start();
    connect(secure, &QSslSocket::encrypted, connection, &HttpConnection::start);
    secure->setSslConfiguration(*tls);
    secure->startServerEncryption();
}

/// Whether there is no room for one more stranger from there.
bool FrontDoor::Private::isCrowded(const QHostAddress &peer) const
{
    if (census.total() >= limits.connections ||
        census.strangers() >= limits.connections - limits.connections / kKeptForKnown)
        return true;
    return !context.door.proxies.contains(peer) &&
           census.strangersOf(peer) >= limits.connectionsPerAddress;
}

/// Whoever floods us holds all places of strangers; who shows good credentials gets one
/// nevertheless, and who does not makes room for the next.
bool FrontDoor::Private::admitLate(HttpConnection *connection)
{
    late.removeIf([](const QPointer<HttpConnection> &each) { return !each || !each->isLate(); });
    while (late.size() >= kMostLate || census.total() > limits.connections + kMostLate) {
        if (late.isEmpty())
            return false; // all places are those of known ones
        if (const QPointer<HttpConnection> oldest = late.takeFirst(); oldest && oldest->isLate())
            oldest->judgeNow();
    }
    connection->setLate();
    late.append(connection);
    return true;
}

void FrontDoor::Private::tellDrained(FrontDoor &door)
{
    if (context.isDraining && !std::exchange(hasDrained, true))
        emit door.drained();
}

void FrontDoor::Private::cutAll()
{
    for (HttpConnection *connection : all())
        connection->cut();
    upgrades.cutAll();
}

QList<HttpConnection *> FrontDoor::Private::all() const
{
    return connections.findChildren<HttpConnection *>(Qt::FindDirectChildrenOnly);
}

FrontDoor::FrontDoor(const HttpLimits &limits, const Router &router, const Clock &clock,
                     QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, limits, router, clock))
{
}

FrontDoor::~FrontDoor()
{
    d->upgrades.cutAll(); // they belong to their receivers, who hear of it
}

void FrontDoor::setTls(const QSslConfiguration &configuration)
{
    d->tls = configuration;
    d->tls->setAllowedNextProtocols({"http/1.1"});
}

void FrontDoor::setSubprotocols(const QStringList &names)
{
    d->upgrades.setSubprotocols(names);
}

Result<> FrontDoor::listen(const QList<QHostAddress> &addresses, quint16 port)
{
    Result<> listening = d->listenOn(addresses, port);
    for (int tries = 1; port == 0 && !listening && tries < kMostTries; ++tries)
        listening = d->listenOn(addresses, port); // what is free on one may be taken on another
    if (listening)
        d->engine.start();
    return listening;
}

QHostAddress FrontDoor::serverAddress() const
{
    return d->engine.listener().serverAddress();
}

quint16 FrontDoor::serverPort() const
{
    return d->engine.listener().serverPort();
}

int FrontDoor::openSockets() const
{
    return d->census.total();
}

qint64 FrontDoor::heldBytes() const
{
    return *d->context.held;
}

int FrontDoor::pendingAnswers() const
{
    return d->engine.openPipes();
}

void FrontDoor::stopListening()
{
    d->stopListening();
}

void FrontDoor::drain(std::chrono::milliseconds grace)
{
    stopListening();
    d->context.isDraining = true;
    d->graceEnd = Deadline(d->context.clock, grace);
    for (HttpConnection *connection : d->all())
        connection->windUp();
    d->upgrades.closeAll();
    if (d->census.total() == 0)
        QMetaObject::invokeMethod(
            this, [this] { d->tellDrained(*this); }, Qt::QueuedConnection);
}

} // namespace pilothouse

#include "moc_front_door.cpp"
