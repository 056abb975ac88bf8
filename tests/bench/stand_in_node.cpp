#include "bench/stand_in_node.h"

#include "wire/answers.h"

#include <QTimer>
#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMost = 100'000;

HttpLimits noLimits()
{
    HttpLimits limits;
    limits.connections = limits.connectionsPerAddress = kMost;
    return limits;
}

void say(QWebSocket *socket, const ToServer &message)
{
    const WireFrame frame = frameOf(message);
    if (frame.bytes.isEmpty())
        socket->sendTextMessage(QString::fromUtf8(textOf(frame)));
    else
        socket->sendBinaryMessage(binaryOf(frame));
}

} // namespace

StandInNode::StandInNode(const QByteArray &picture)
    : m_picture(picture), m_door(noLimits(), m_router, systemClock())
{
    m_router.on("GET", "/node", [this](const ExchangePtr &exchange) {
        const QString session = exchange->queryValue(u"session").value_or(QString());
        QJsonObject json{{u"wire"_s, kWireVersion},
                         {u"running"_s, m_desktops.size()},
                         {u"most"_s, kMost},
                         {u"load"_s, 0.5},
                         {u"drained"_s, false}};
        if (session.isEmpty())
            json.insert(u"desktops"_s, QJsonArray());
        else
            json.insert(u"desktop"_s, m_desktops.contains(session));
        exchange->sendJson(200, json);
    });
    m_router.on("DELETE", "/desktops/<arg>",
                [](const ExchangePtr &exchange) { exchange->send(204, {}, {}); });
    m_router.onUpgrade("/desktops/<arg>/link", [this](QWebSocket *socket, const Upgrade &upgrade) {
        welcome(socket, upgrade.arguments.value(0));
    });
    if (!m_door.listen(QHostAddress(QHostAddress::LocalHost), 0))
        qFatal("the bench's node cannot listen");
}

QString StandInNode::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_door.serverPort());
}

void StandInNode::welcome(QWebSocket *socket, const QString &session)
{
    QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                     [=, this](const QString &text) { take(socket, session, text); });
}

void StandInNode::take(QWebSocket *socket, const QString &session, const QString &text)
{
    const auto message = toNodeFrom(*frameFromText(text.toUtf8()));
    if (!message)
        qFatal("%s", qPrintable(message.error().message));
    if (std::holds_alternative<Hello>(*message)) {
        say(socket, Ready{.wasThere = m_desktops.contains(session), .size = {1280, 800}});
        m_desktops.insert(session);
    } else if (std::holds_alternative<Renew>(*message)) {
        say(socket, Renewed());
    } else if (std::holds_alternative<EndDesktop>(*message)) {
        m_desktops.remove(session);
    } else if (const auto *request = std::get_if<Request>(&*message)) {
        QTimer::singleShot(settling, socket, [this, socket, request = *request] {
            say(socket, LinkAnswer{.id = request.id, .value = valueFor(request.question)});
        });
    }
}

WireFrame StandInNode::valueFor(const Question &question)
{
    const bool isCall = std::holds_alternative<AskCall>(question);
    if (!isCall && !std::holds_alternative<AskPicture>(question))
        return {};
    // Behind the end of the picture, where nobody looks: the next one is another file.
    const QByteArray picture = m_picture + QByteArray::number(++calls);
    if (!isCall)
        return {.bytes = picture};
    ToolReply reply;
    reply.outcome.picture =
        ToolPicture{.bytes = picture, .mediaType = u"image/png"_s, .size = {1280, 800}};
    return valueOf(reply);
}

} // namespace pilothouse
