#pragma once

#include "gptme/fenced_call.h"
#include "model/dialect.h"

#include <QHash>
#include <QJsonArray>

namespace pilothouse {

/// Retells a session as gptme's clients know a conversation: events of ours become the events of
/// its stream, and what they tell adds up to its log of messages. Whatever is in the log was told
/// once, and in that order, so that who counts what it is told counts right. Pure. Source: gptme at
/// d27f98d, gptme/server/api_v2_sessions.py and webui.
class Retelling
{
public:
    /// Events of the stream, in order: {"type", …}.
    using Told = QList<QJsonObject>;

    /// The next stored event.
    Told take(const Event &event);
    /// What is known of the reply on its way. What the pieces say adds up to its message.
    Told take(const ModelProgress &step);
    /// A message of a client, which no event holds yet; its event is then not taken.
    Told add(const QJsonObject &message);
    /// The end of a run that could not be stored.
    Told endLost(const QString &reason);

    const QJsonArray &log() const { return m_log; }
    /// The reply on its way, so far; nothing: none is.
    std::optional<QString> saying() const;
    /// The call that waits for a person's word; null: none does.
    const ToolCall *pending() const;
    /// Whether this call was told as pending in the run that goes on, or the last one.
    bool wasTold(const QString &toolUseId) const { return m_calls.value(toolUseId).isTold; }

private:
    struct Call
    {
        ToolCall call;
        bool isTold = false;
    };

    template <typename Other> void on(const Other &) {}
    void on(const UserMessage &message);
    void on(const RunStarted &started);
    void on(const ModelBlock &block) { m_blocks.append(block.raw); }
    void on(const TurnEnded &turn);
    void on(const ReplyStopped &stopped);
    void on(const ToolStarted &started);
    void on(const ToolResult &result);
    void on(const ApprovalRequested &question);
    void on(const ApprovalDecided &decision);
    void on(const TitleChanged &title);
    void on(const RunEnded &ended);

    QString contentOf(const QList<QByteArray> &blocks);
    void tell(const QString &type, QJsonObject fields = {});
    void tellPending(const QString &toolUseId, bool isUnasked);
    void append(const QJsonObject &message);
    QJsonObject message(const QString &role, const QString &content) const;
    void begin();
    void say(const QString &piece);
    void complete(const QString &content, const QJsonObject &metadata);
    void tellCompleted();
    void finishStopped(bool isInterrupted);
    void tellWhole();
    QJsonArray filesOf(const QList<ImageRef> &images) const;

    QJsonArray m_log;
    Told m_told;
    QDateTime m_at;
    EventSeq m_seq = 0;
    ToolDialect m_dialect = ToolDialect::Custom;
    QList<QByteArray> m_blocks;
    QHash<QString, Call> m_calls; ///< of this run, by id
    QString m_pending;            ///< id
    std::optional<QString> m_said;
    /// A reply that is complete and asks for nothing: told when its run has ended, since whoever
    /// hears of it may say the next thing at once.
    std::optional<QJsonObject> m_completed;
    std::optional<QString> m_stopped; ///< a reply that was cut off, until it is known by what
    bool m_isWaitedFor = false; ///< a result was told, and nothing that ends the wait for a reply
};

} // namespace pilothouse
