#pragma once

#include "gptme/told_events.h"
#include "gptme/retelling.h"
#include "http/api_parts.h"
#include "store/conversation_store.h"

namespace pilothouse {

/// One session, retold for gptme's clients while it goes on. What clients say waits here, and in
/// the ConversationStore, until a step sends it to the model. Main thread. Owned by Conversations
/// and the streams that show it.
class ToldSession : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ToldSession)
public:
    /// What it refers to outlives it.
    ToldSession(const ApiParts &parts, ConversationStore &names, NamedConversation named);

    /// Retells what is stored. Corrupt, Io: it cannot be read.
    Result<> load();

    const SessionId &session() const { return m_named.session; }
    /// What clients call it: the name that one gave it, else the id of the session.
    QString id() const { return m_named.name.isEmpty() ? session().value : m_named.name; }
    const Retelling &retelling() const { return m_retelling; }
    const QJsonArray &log() const { return m_retelling.log(); }

    /// A run goes on, or waits for a person.
    bool isBusy() const;
    /// The same, but nothing waits for a person.
    bool isGenerating() const { return isBusy() && !m_retelling.pending(); }
    /// All of its log is in events.
    bool isSettled() const { return !isBusy() && waiting().isEmpty(); }
    QString lastError() const { return m_lastError; }
    /// The "tool_pending" that was told last and not answered.
    QJsonArray pendingTools() const;

    /// A message that waits for a step. Io, Unavailable: it is not stored.
    QCoro::Task<Result<>> add(QJsonObject message);
    /// A run with what waits, or on from where the last one stopped. The next `unasked` calls need
    /// no person's word. Errors: SessionActions::submit(), resume(). Conflict: a run goes on, or
    /// nothing waits.
    QCoro::Task<Result<>> step(int unasked, QString actor);
    /// The next calls need no person's word.
    void allowNext(int count, const QString &actor);
    /// SessionActions::interrupt(), and waits for the end of the run.
    QCoro::Task<Result<>> stopRun(QString actor);

    void take(const Event &event);
    void take(const ModelProgress &step);
    void takeEndLost(const RunEnded &ended);

    /// What was told while it goes on.
    const ToldEvents &events() const { return m_events; }
    /// What catches up with all that was told: the whole log.
    QByteArray whole() const;

signals:
    void grew();    ///< there is more to be told
    void removed(); ///< the session is deleted

private:
    void retell(const Retelling::Told &told);
    void answer(QJsonObject &pending);
    void tellFirstTitle();
    QCoro::Task<Result<>> submit(QString actor);
    QCoro::Task<Result<>> keepTold();
    QJsonArray waiting() const;
    void mark(qint64 after);
    void forgetSimple();
    void loadReply();

    ApiParts m_parts;
    ConversationStore &m_names;
    NamedConversation m_named;
    Retelling m_retelling;
    QString m_lastError;
    QString m_title; ///< that was told last
    int m_unasked = 0;
    QString m_actor; ///< of the calls that are not asked about
    bool m_isStepping = false;
    bool m_isSubmitting = false; ///< the next message is what waited here

    ToldEvents m_events;
};

} // namespace pilothouse
