#include "mcp/stdio/remote_server.h"

#include "core/json.h"
#include "core/wait.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLongWait = std::chrono::hours(1); // every wait ends
constexpr auto kBetweenStreams = std::chrono::seconds(2);
constexpr int kFound = 200;
constexpr int kAccepted = 202;

struct Remote
{
    Remote(QUrl where, QByteArray shown, const Clock &time)
        : address(std::move(where)), token(std::move(shown)), clock(time)
    {
    }
    QUrl address;
    QByteArray token;
    const Clock &clock;
    QByteArray session; ///< of the old era, from the answer to `initialize`
    QByteArray version;
    QNetworkAccessManager network;
};

QByteArray headerValue(const QString &text)
{
    const QByteArray value = text.toUtf8();
    const bool isVisible =
        std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    return isVisible && value == value.trimmed() ? value : "=?base64?" + value.toBase64() + "?=";
}

QNetworkRequest requestFor(const Remote &remote, const RpcMessage &message)
{
    QNetworkRequest request(remote.address);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(0);
    request.setRawHeader("content-type", "application/json");
    request.setRawHeader("accept", "application/json, text/event-stream");
    if (!remote.token.isEmpty())
        request.setRawHeader("authorization", "Bearer " + remote.token);
    if (!remote.session.isEmpty())
        request.setRawHeader("mcp-session-id", remote.session);
    const QJsonObject meta = message.params.value("_meta"_L1).toObject();
    const QString version = meta.value("io.modelcontextprotocol/protocolVersion"_L1).toString();
    const QByteArray spoken = version.isEmpty() ? remote.version : version.toUtf8();
    if (!spoken.isEmpty() && message.method != "initialize"_L1)
        request.setRawHeader("mcp-protocol-version", spoken);
    if (version.isEmpty())
        return request;
    request.setRawHeader("mcp-method", headerValue(message.method));
    for (const auto &key : {u"name"_s, u"uri"_s, u"taskId"_s})
        if (const QJsonValue name = message.params.value(key); name.isString())
            request.setRawHeader("mcp-name", headerValue(name.toString()));
    return request;
}

QByteArray failure(const RpcMessage &message, const QNetworkReply &reply)
{
    if (!message.isRequest())
        return {};
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString why = status == 401 ? u"The server wants its access token."_s
                        : status > 0  ? u"The server answered with status %1."_s.arg(status)
                                      : u"The server cannot be reached: "_s + reply.errorString();
    return compactJson(rpcFailure(message.id, {RpcError::kInternal, why}));
}

/// What is kept of the answer to `initialize`.
void remember(Remote &remote, const QNetworkReply &reply, const QByteArray &answer)
{
    const auto json = parseJsonObject(answer);
    const QJsonObject result = json ? json->value("result"_L1).toObject() : QJsonObject();
    remote.version = result.value("protocolVersion"_L1).toString().toUtf8();
    remote.session = reply.rawHeader("mcp-session-id");
}

bool isStream(const QNetworkReply &reply)
{
    return reply.header(QNetworkRequest::ContentTypeHeader)
        .toString()
        .startsWith("text/event-stream"_L1);
}

/// Tells each message of an answer that is a stream, until it has ended. False: stopped.
QCoro::Task<bool> tellStream(const Remote *remote, QNetworkReply *reply, StdioClient::Sink tell,
                             std::stop_token stop)
{
    Waiter waiter(remote->clock);
    QObject::connect(reply, &QNetworkReply::readyRead, &waiter, &Waiter::wake);
    QObject::connect(reply, &QNetworkReply::finished, &waiter, &Waiter::wake);
    EventLines events;
    for (bool isOver = false; !isOver;) {
        isOver = reply->isFinished();
        Woken woken = Woken::Ready;
        if (!isOver)
            woken = co_await waiter.wait(stop, kLongWait);
        if (woken == Woken::Stopped) {
            reply->abort(); // what it asked for ends there as well
            co_return false;
        }
        if (isStream(*reply))
            for (const QByteArray &told : events.take(reply->readAll()))
                tell(told);
    }
    co_return true;
}

/// What the server tells a client of the old era without being asked, for as long as it does.
QCoro::Task<> follow(std::shared_ptr<Remote> remote, StdioClient::Sink tell, std::stop_token stop)
{
    Waiter pause(remote->clock);
    while (!stop.stop_requested()) {
        QNetworkRequest request = requestFor(*remote, {});
        request.setRawHeader("accept", "text/event-stream");
        const std::unique_ptr<QNetworkReply> reply(remote->network.get(request));
        co_await tellStream(remote.get(), reply.get(), tell, stop);
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status != 0 && status != kFound)
            co_return; // it has no such thing
        co_await pause.wait(stop, kBetweenStreams);
    }
}

QCoro::Task<QByteArray> pass(std::shared_ptr<Remote> remote, QByteArray line,
                             StdioClient::Sink tell, std::stop_token stop)
{
    const auto message = parseRpcMessage(line);
    if (!message)
        co_return compactJson(rpcFailure(QJsonValue::Undefined, message.error()));
    const std::unique_ptr<QNetworkReply> reply(
        remote->network.post(requestFor(*remote, *message), line));
    const bool isWhole = co_await tellStream(remote.get(), reply.get(), tell, stop);
    if (!isWhole || isStream(*reply))
        co_return QByteArray();
    const QByteArray body = reply->readAll();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto answer = parseJsonObject(body);
    if (message->method == "notifications/initialized"_L1 && status == kAccepted)
        co_await follow(remote, tell, stop);
    if (!answer || !answer->contains("jsonrpc"_L1))
        co_return status == kAccepted ? QByteArray() : failure(*message, *reply);
    if (message->method == "initialize"_L1 && status == kFound)
        remember(*remote, *reply, body);
    co_return body;
}

} // namespace

StdioClient::Answer answerThere(const QUrl &address, const QByteArray &token, const Clock &clock)
{
    QUrl endpoint = address;
    QString path = endpoint.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    endpoint.setPath(path.endsWith("/mcp"_L1) ? path : path + u"/mcp"_s);
    endpoint.setQuery(QString());
    endpoint.setFragment(QString());
    const auto remote = std::make_shared<Remote>(endpoint, token, clock);
    return [remote](QByteArray line, StdioClient::Sink tell, std::stop_token stop) {
        return pass(remote, std::move(line), std::move(tell), std::move(stop));
    };
}

QByteArrayList EventLines::take(const QByteArray &part)
{
    QByteArrayList whole;
    m_buffer += part;
    for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
        const QByteArray text = m_buffer.first(end).trimmed();
        m_buffer.remove(0, end + 1);
        if (text.startsWith("data:"))
            m_data += text.sliced(5).trimmed();
        else if (text.isEmpty() && !m_data.isEmpty())
            whole.append(std::exchange(m_data, {}));
    }
    return whole;
}

} // namespace pilothouse
