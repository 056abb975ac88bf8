#include "demo/demo_server.h"

#include "core/wait.h"
#include "exchange/http_status.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

/// Sessions ask one at a time each; more is a defect or an attack by somebody on this machine.
constexpr int kMaxConnections = 64;
constexpr milliseconds kLongestPause = 12ms; ///< between two frames
constexpr milliseconds kStall = 60s;         ///< without a byte taken by the client

HttpLimits limits()
{
    return {.headBytes = 16 * 1024,
            .bodyBytes = 40 * 1024 * 1024,
            .connections = kMaxConnections,
            .connectionsPerAddress = kMaxConnections};
}

QString randomKey()
{
    std::array<quint32, 6> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), sizeof(words));
    return u"demo-"_s + QString::fromLatin1(bytes.toHex());
}

/// One frame after another, no faster than the client takes them, until it leaves.
QCoro::Task<> sendFrames(ExchangePtr exchange, QByteArrayList frames, milliseconds pause,
                         const Clock &clock, std::stop_token stop)
{
    Waiter drained(clock);
    exchange->onDrain = [&drained] { drained.wake(); };
    while (!frames.isEmpty() && !stop.stop_requested()) {
        const bool hasRoom = exchange->write(frames.takeFirst());
        if (exchange->isGone())
            break;
        if (!hasRoom)
            co_await drained.wait(stop, kStall);
        if (!frames.isEmpty())
            co_await sleepFor(clock, pause, stop);
    }
    exchange->onDrain = nullptr;
    if (frames.isEmpty())
        exchange->end();
    else
        exchange->breakOff();
}

} // namespace

Result<std::unique_ptr<DemoModelServer>> DemoModelServer::listen(const Clock &clock,
                                                                 milliseconds flow)
{
    std::unique_ptr<DemoModelServer> server(new DemoModelServer(randomKey(), flow, clock));
    auto listening = server->m_door.listen(QHostAddress::LocalHost, 0);
    if (!listening) // a machine without IPv4
        listening = server->m_door.listen(QHostAddress::LocalHostIPv6, 0);
    if (!listening)
        return fail(Errc::Unavailable, u"The demo model cannot open a loopback port."_s,
                    listening.error().message);
    return server;
}

DemoModelServer::DemoModelServer(QString key, milliseconds flow, const Clock &clock)
    : m_key(std::move(key)), m_api(m_key.toLatin1()), m_flow(flow), m_clock(clock),
      m_door(limits(), m_router, clock)
{
    m_door.gate = [this](const HttpHead &head, const QHostAddress &) { return m_api.admit(head); };
    m_door.refusalBody = [](int status, const QString &detail, HttpFields &fields) {
        const QByteArray message = detail.isEmpty() ? reasonPhrase(status) : detail.toUtf8();
        const DemoAnswer error = DemoApi::error(status, message);
        fields += error.fields;
        return error.body;
    };
    m_door.commonFields = {{"cache-control", "no-store"}};
    // What there is and in which method is the API's to say, in its own shape.
    for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE"})
        m_router.on(method, "/<tail>", [this](const ExchangePtr &exchange) { answer(exchange); });
}

QString DemoModelServer::baseUrl() const
{
    const bool hasIpv4 = m_door.serverAddress() == QHostAddress(QHostAddress::LocalHost);
    return u"http://%1:%2"_s.arg(hasIpv4 ? u"127.0.0.1"_s : u"[::1]"_s).arg(m_door.serverPort());
}

void DemoModelServer::answer(const ExchangePtr &exchange)
{
    const HttpHead &head = exchange->head();
    DemoAnswer answer = m_api.answer({head.method, head.path, head.fields, exchange->body()});
    if (answer.frames.isEmpty())
        return exchange->send(answer.status, answer.body, answer.contentType, answer.fields);
    if (!exchange->begin(answer.status, answer.contentType, answer.fields))
        return;
    const milliseconds pause =
        std::min(milliseconds(m_flow.count() / answer.frames.size()), kLongestPause);
    m_streams.launch(
        [this, exchange, frames = std::move(answer.frames), pause](std::stop_token stop) {
            return sendFrames(exchange, frames, pause, m_clock, stop);
        });
}

} // namespace pilothouse
