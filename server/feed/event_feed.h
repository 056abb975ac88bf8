#pragma once

#include "agent/session_registry.h"
#include "core/alarm.h"
#include "store/journal.h"

#include <QHash>

namespace pilothouse {

/// An event as clients get it, printed once for all of them.
struct WireEvent
{
    EventSeq seq = 0; ///< 0: a live one, which is not stored
    QString type;     ///< "text", "tool_result", "text_delta", …
    QByteArray json;  ///< one line, as wireJson()
};
WireEvent toWire(const Event &event);
/// A frame that is not stored: {"type","content","timestamp","session_id"}.
WireEvent liveFrame(const SessionId &session, const QString &type, const QJsonObject &content,
                    const QDateTime &at);

/// What happens in all sessions, for those who watch: each stored event, printed once, and the
/// reply on its way, its deltas joined to a piece every 50 ms. Knows what a late joiner missed.
/// Main thread. Journal, registry and clock outlive it.
class EventFeed : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventFeed)
public:
    EventFeed(Journal &journal, SessionRegistry &registry, const Clock &clock);
    ~EventFeed() override;

    /// The "snapshot" frame of a session: status, last_seq, pending_approvals, control and the
    /// text and thinking of the reply on its way; `retrying`, while the model is about to be asked
    /// once more: that frame's content, with what is left of the delay.
    WireEvent snapshot(const SessionRecord &record) const;

signals:
    void stored(const pilothouse::SessionId &session, const pilothouse::WireEvent &event);
    /// text_delta and thinking_delta {"text"}; retrying {"attempt","delay_ms","reason"}: all deltas
    /// of this reply so far are void; status and error {"error"}: a run whose end could not be
    /// stored.
    void live(const pilothouse::SessionId &session, const pilothouse::WireEvent &frame);
    /// The session is deleted: nothing more comes.
    void removed(const pilothouse::SessionId &session);

private:
    /// A reply on its way.
    struct Draft
    {
        QString text;
        QString thinking;
        qsizetype toldText = 0; ///< characters of it that went out
        qsizetype toldThinking = 0;
        std::optional<Retrying> retrying; ///< until the reply goes on
        QDateTime retryAt;
    };

    void onAppended(const Event &event);
    void onProgress(const SessionId &session, const ModelProgress &progress);
    void onEndLost(const SessionId &session, const RunEnded &ended);
    void flush();
    void flush(const SessionId &session, Draft &draft);
    void follow(const Event &event);

    const SessionRegistry &m_registry;
    const Clock &m_clock;
    QHash<SessionId, Draft> m_drafts;
    QHash<SessionId, QHash<QString, QJsonObject>> m_questions; ///< by tool_use_id, unanswered
    Alarm m_flush;
};

} // namespace pilothouse
