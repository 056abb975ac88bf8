#pragma once

#include "core/wait.h"
#include "mcp/rpc_message.h"

#include <QHash>

#include <functional>
#include <optional>

namespace pilothouse {

/// What clients of the old era were asked, on the stream of one of their requests, and have not
/// answered yet. The ids are unguessable: who knows one was asked. Main thread.
class OpenQuestions
{
    Q_DISABLE_COPY_MOVE(OpenQuestions)
public:
    OpenQuestions() = default;

    /// Sends `elicitation/create` by `tell` and ends with the client's answer {"action",
    /// "content"}; nothing: stopped, or the client cannot answer. `questions` outlives it.
    static QCoro::Task<std::optional<QJsonObject>>
    ask(OpenQuestions &questions, std::function<void(const QJsonObject &)> tell, QJsonObject params,
        const Clock &clock, std::stop_token stop);

    /// A client's answer to whatever; unknown ones are ignored.
    void take(const RpcMessage &answer);

private:
    struct Question
    {
        explicit Question(const Clock &clock) : answered(clock) {}
        std::optional<QJsonObject> answer;
        Waiter answered;
    };
    QHash<QString, Question *> m_open; ///< each lives in the frame of its ask()
};

} // namespace pilothouse
