#include "mcp/stdio/stdio_client.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kClient = "stdio"; // there is no other

/// The client says once what it is.
struct Dialogue
{
    McpServer &server;
    QString address;
    McpCaller beginner = {};
    bool isFollowing = false; ///< is told what changes
};

QCoro::Task<QByteArray> answerLine(std::shared_ptr<Dialogue> dialogue, QByteArray line,
                                   StdioClient::Sink tell, std::stop_token stop)
{
    McpTransport transport;
    transport.actor = u"terminal (MCP)"_s;
    transport.address = dialogue->address;
    transport.client = kClient;
    transport.beginner = dialogue->beginner;
    const auto notify = [tell](const QJsonObject &message) { tell(compactJson(message)); };
    transport.notify = notify;
    const auto message = parseRpcMessage(line);
    const bool isBegun = message && message->method == "notifications/initialized"_L1;
    const McpAnswer answer =
        co_await dialogue->server.answer(std::move(line), std::move(transport), stop);
    if (answer.beginner)
        dialogue->beginner = *answer.beginner;
    if (isBegun && !std::exchange(dialogue->isFollowing, true)) // others open a stream for it
        co_await dialogue->server.tellChanges(kClient, notify, stop);
    co_return answer.message.isEmpty() ? QByteArray() : compactJson(answer.message);
}

} // namespace

StdioClient::StdioClient(int in, int out, Answer answer)
    : m_pipe(in, out), m_answer(std::move(answer))
{
    connect(&m_pipe, &LinePipe::line, this, [this](const QByteArray &line) {
        m_tasks.launch([this, line](std::stop_token stop) { return carryOut(line, stop); });
    });
    connect(&m_pipe, &LinePipe::overlong, this, [this] {
        const RpcError error{RpcError::kInvalidRequest, u"This message is too long."_s};
        m_pipe.write(compactJson(rpcFailure(QJsonValue::Undefined, error)));
    });
    connect(&m_pipe, &LinePipe::ended, this, &StdioClient::ended);
}

QCoro::Task<> StdioClient::carryOut(QByteArray line, std::stop_token stop)
{
    const Sink tell = [this](const QByteArray &message) { m_pipe.write(message); };
    const QByteArray answer = co_await m_answer(line, tell, stop);
    if (!answer.isEmpty())
        m_pipe.write(answer);
}

QCoro::Task<> StdioClient::stop(const Clock &clock)
{
    m_tasks.stop();
    co_await m_tasks.allEnded(clock);
}

StdioClient::Answer answerHere(McpServer &server, QString address)
{
    const auto dialogue = std::make_shared<Dialogue>(Dialogue{server, address});
    return [dialogue](QByteArray line, StdioClient::Sink tell, std::stop_token stop) {
        return answerLine(dialogue, std::move(line), std::move(tell), std::move(stop));
    };
}

} // namespace pilothouse

#include "moc_stdio_client.cpp"
