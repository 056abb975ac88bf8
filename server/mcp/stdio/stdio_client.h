#pragma once

#include "core/task_scope.h"
#include "mcp/mcp_server.h"
#include "mcp/stdio/line_pipe.h"

namespace pilothouse {

/// The one client of `pilothouse mcp`: each of its lines is answered by this server, or by another
/// one elsewhere. Main thread. What it refers to outlives it.
class StdioClient : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StdioClient)
public:
    /// Answers one message; what it tells before goes to the sink. Null text: no answer.
    using Sink = std::function<void(const QByteArray &)>;
    using Answer = std::function<QCoro::Task<QByteArray>(QByteArray, Sink, std::stop_token)>;

    StdioClient(int in, int out, Answer answer);

    /// After ended(): what goes on is stopped. To be awaited once.
    QCoro::Task<> stop(const Clock &clock);

signals:
    /// The client has closed its end.
    void ended();

private:
    QCoro::Task<> carryOut(QByteArray line, std::stop_token stop);

    LinePipe m_pipe;
    Answer m_answer;
    TaskScope m_tasks;
};

/// Answers by a server in this process. `address` as McpTransport has it.
StdioClient::Answer answerHere(McpServer &server, QString address);

} // namespace pilothouse
