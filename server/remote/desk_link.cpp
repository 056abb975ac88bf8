#include "remote/desk_link.h"

#include "core/log.h"
#include "remote/node_socket.h"
#include "wire/overloaded.h"
#include "wire/plan_fields.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kFirstPause = 100ms;
constexpr std::chrono::milliseconds kLongestPause = 3s;
constexpr std::chrono::milliseconds kConnectTime = 10s; // of the first try
constexpr std::chrono::milliseconds kStartTime = 60s;   // of a desktop, on a busy node
constexpr int kRenewals = 6;                            // in the time of a lease

} // namespace

DeskLink::DeskLink(Parts parts, BenchPlan plan, const Secrets &secrets)
    : m_parts(std::move(parts)), m_plan(std::move(plan)), m_secrets(secrets),
      m_opened(m_parts.clock), m_retry(m_parts.clock), m_renewal(m_parts.clock),
      m_lastChance(m_parts.clock)
{
    connect(&m_retry, &Alarm::rang, this, &DeskLink::connectNow);
    connect(&m_renewal, &Alarm::rang, this, &DeskLink::renew);
    connect(&m_lastChance, &Alarm::rang, this, [this] { lose(unreachable()); });
}

DeskLink::~DeskLink()
{
    giveUp();
}

QCoro::Task<Result<Ready>> DeskLink::open(bool onlyThere, std::stop_token stop)
{
    m_onlyThere = onlyThere;
    connectNow();
    m_lastChance.start(kConnectTime);
    while (!m_ready && !m_end) {
        const Woken woken = co_await m_opened.wait(stop, 60s);
        if (woken != Woken::Stopped)
            continue;
        endDesktop();
        co_return fail(Errc::Stopped, u"Stopped."_s);
    }
    if (m_end)
        co_return fail(*m_end);
    co_return *m_ready;
}

void DeskLink::connectNow()
{
    m_stage = Stage::Connecting;
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(kLongestLinkFrame);
    m_socket->setMaxAllowedIncomingMessageSize(kLongestLinkFrame);
    connect(m_socket.get(), &QWebSocket::connected, this, &DeskLink::greet);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { take(frameFromText(text.toUtf8())); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &message) { take(frameFromBinary(message)); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &DeskLink::onDisconnected);
    openNodeSocket(*m_socket, m_parts.node, u"/desktops/%1/link"_s.arg(session().value));
}

void DeskLink::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket.release()->deleteLater(); // we may be called from one of its signals
}

void DeskLink::greet()
{
    m_stage = Stage::Greeting;
    if (!m_ready) // it may take its time to start
        m_lastChance.start(std::max<std::chrono::milliseconds>(m_parts.lease, kStartTime));
    m_sentSecrets = toJson(m_secrets.all());
    send(Hello{.fence = m_parts.fence,
               .onlyThere = m_onlyThere || m_ready,
               .lease = m_parts.lease,
               .plan = m_plan,
               .secrets = m_secrets.all()});
}

/// A desktop that has started lives on for as long as its lease, and so do the tries to reach it.
void DeskLink::onDisconnected()
{
    if (m_stage == Stage::Over || m_stage == Stage::Away)
        return;
    m_trouble = m_socket->errorString();
    const bool neverReached = m_stage == Stage::Connecting && !m_ready;
    const bool wasOpen = m_stage == Stage::Open;
    dropSocket();
    m_stage = Stage::Away;
    if (neverReached)
        return lose(unreachable());
    if (wasOpen) {
        qCWarning(logAgent).noquote()
            << u"The link to %1 broke: it is being made anew."_s.arg(m_parts.node.name());
        m_lastChance.start(m_parts.lease);
        m_pause = kFirstPause;
    }
    m_renewal.stop();
    m_retry.start(m_pause);
    m_pause = std::clamp(m_pause * 2, kFirstPause, kLongestPause);
}

void DeskLink::take(const Result<WireFrame> &frame)
{
    m_isHeard = true;
    const Result<ToServer> message = frame ? toServerFrom(*frame) : fail(frame.error());
    if (!message)
        return lose({Errc::Corrupt, u"The node %1 says what makes no sense: %2"_s.arg(
                                        m_parts.node.name(), message.error().message)});
    const Overloaded cases{[this](const Ready &m) { take(m); },
                           [this](const Refused &m) { lose(m.error); },
                           [this](const LinkAnswer &m) { take(m); },
                           [this](const ToldEgress &m) { emit egressRefused(m.refusal); },
                           [this](const ToldDeath &m) { lose(m.reason); },
                           [](const Renewed &) {}};
    std::visit(cases, *message);
}

void DeskLink::take(const Ready &ready)
{
    m_stage = Stage::Open;
    m_lastChance.stop();
    m_pause = kFirstPause;
    m_isHeard = true;
    m_renewal.startEvery(std::chrono::milliseconds(m_parts.lease) / kRenewals);
    for (const QString &entry : std::as_const(m_allowed))
        send(PermitHost{entry});
    for (const auto &[id, pending] : m_pending)
        send(pending->request);
    for (const qint64 id : std::as_const(m_stops))
        send(StopRequest{id});
    m_ready = ready;
    m_opened.wake();
}

void DeskLink::renew()
{
    if (!std::exchange(m_isHeard, false)) { // a connection that nobody cut and nobody serves
        m_socket->abort();
        return;
    }
    send(Renew());
}

void DeskLink::send(const ToNode &message)
{
    if (!m_socket)
        return;
    // Never flushed: over TLS that reads as well, in the middle of the message that is being taken.
    m_socket->sendTextMessage(QString::fromUtf8(textOf(frameOf(message))));
}

void DeskLink::sendSecrets()
{
    QJsonObject now = toJson(m_secrets.all());
    if (now == m_sentSecrets || m_stage != Stage::Open)
        return; // a Hello has them all
    m_sentSecrets = std::move(now);
    send(SetSecrets{m_secrets.all()});
}

void DeskLink::allow(const QString &entry)
{
    m_allowed.append(entry);
    if (m_stage == Stage::Open)
        send(PermitHost{entry});
}

void DeskLink::endDesktop()
{
    if (m_stage == Stage::Open || m_stage == Stage::Greeting)
        send(EndDesktop());
    giveUp();
}

void DeskLink::lose(const Error &reason)
{
    if (m_end)
        return;
    m_end = reason;
    const bool wasOpen = m_ready.has_value();
    giveUp();
    if (wasOpen)
        emit lost(reason);
}

void DeskLink::giveUp()
{
    m_stage = Stage::Over;
    if (!m_end)
        m_end = Error{Errc::Unavailable, u"The desktop has ended."_s};
    m_retry.stop();
    m_renewal.stop();
    m_lastChance.stop();
    for (const auto &[id, pending] : m_pending) {
        pending->failure = m_end;
        pending->waiter.wake();
    }
    m_opened.wake();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    QWebSocket *leaving = m_socket.release(); // what it was told last is still to be sent
    connect(leaving, &QWebSocket::disconnected, leaving, &QObject::deleteLater);
    if (leaving->state() == QAbstractSocket::ConnectedState)
        leaving->close();
    else
        leaving->deleteLater();
}

Error DeskLink::unreachable() const
{
    return {Errc::Unavailable,
            m_ready ? u"The desktop is lost: its node %1 cannot be reached any more (%2)."_s.arg(
                          m_parts.node.name(), m_trouble)
                    : u"%1 cannot be reached (%2)."_s.arg(m_parts.node.name(), m_trouble)};
}

} // namespace pilothouse

#include "moc_desk_link.cpp"
