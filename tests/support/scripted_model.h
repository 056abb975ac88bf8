#pragma once

#include "model/model_client.h"

#include <QList>

#include <functional>

namespace pilothouse {

/// As the stop reason of a reply that has none.
inline const QString kNoStopReason = QStringLiteral("(none)");

/// One reply of a scripted model, in the shortest form a test can say it.
struct ScriptedReply
{
    QString text = {};
    QString thinking = {};
    QList<ToolCall> toolCalls = {};
    QString stopReason = {};         ///< empty: tool_use when there are calls, else end_turn
    std::optional<Error> error = {}; ///< instead of a reply
    bool hang = false;               ///< never answers until stopped
    /// What comes of the reply before it is whole; empty: its text, at once.
    std::function<QCoro::Task<>(ProgressSink, std::stop_token)> progress = {};
    Usage usage = {.input = 100, .output = 10};
    double costUsd = 0.01;
    QString problem = {}; ///< this and the next two: see ModelReply
    int outputLimit = 0;
    int largestOutput = 0;
};

/// A model that says what the test tells it to, one reply after another, and keeps what it was
/// asked. Past the end of the script it says "Done.".
class ScriptedModel final : public ModelClient
{
public:
    explicit ScriptedModel(QList<ScriptedReply> replies) : m_replies(std::move(replies)) {}

    QCoro::Task<Result<ModelReply>> complete(ModelRequest request, ProgressSink progress,
                                             std::stop_token stop) override;

    const QList<ModelRequest> &requests() const { return m_requests; }

private:
    QList<ScriptedReply> m_replies;
    QList<ModelRequest> m_requests;
};

/// What an action cannot be read without, where a test does not care what it is.
QJsonObject neededInput(const QString &action);

/// The raw tool_use block of a call, as the API would send it.
QByteArray rawToolUse(const ToolCall &call);

} // namespace pilothouse
