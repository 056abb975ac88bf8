#pragma once

#include "agent/session_actions.h"
#include "core/task_scope.h"
#include "door/viewer_life.h"
#include "exchange/upgrade.h"
#include "feed/event_cursor.h"
#include "feed/text_frames.h"
#include "feed/write_pace.h"
#include "ws/client_command.h"

#include <QPointer>
#include <QTcpSocket>

#include <memory>

class QWebSocket;

namespace pilothouse {

/// What a viewer wants to see: the query of its URL.
struct ViewerWishes
{
    std::optional<EventSeq> after = {}; ///< ?after=N: replay from there; else only what comes
    bool all = false;                   ///< ?events=all: not just the six types of the original
};
/// InvalidArgument with a sentence for the client.
Result<ViewerWishes> viewerWishes(const HttpHead &head);

/// One viewer on /sessions/{id}/ws: events out, commands in, whose outcome is told to who marks
/// them. A viewer that cannot keep up is held
/// at its place, and closed with 1013 when it takes nothing for half a minute: the reason says with
/// which ?after= it goes on. Leaving does not touch the run. Owns itself; deletes itself when the
/// socket closes. Main thread.
class EventSocket : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventSocket)
public:
    struct Parts
    {
        EventFeed &feed;
        const Journal &journal;
        SessionStore &sessions;
        SessionActions &actions;
        const Clock &clock;
        TextFrames &frames;
        WritePace &pace;
        ViewerLife::Terms life = {};
    };

    /// Takes the socket; the upgrade's first argument is the session. Unknown session: an error
    /// frame, then close 4404, and null.
    static EventSocket *serve(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade,
                              QString actor, const Parts &parts);
    ~EventSocket() override;

    /// A viewer that may not stay is closed with 4401.
    ViewerLife &life() { return m_life; }

private:
    EventSocket(std::unique_ptr<QWebSocket> socket, const SessionRecord &session,
                ViewerWishes wishes, QString actor, const Parts &parts);
    void watch(const SessionRecord &session);
    bool send(const WireEvent &event);
    qint64 unsent() const;
    void flush();
    void close(CloseCode code, const QString &reason);
    void sendError(const Error &error, const QString &mark = {});
    bool wants(const QString &type) const;
    void onText(const QString &text);
    std::optional<QCoro::Task<Result<>>> begin(const ClientCommand &command);
    Result<> carryOut(const ClientCommand &command);
    QCoro::Task<> outcomeOf(QCoro::Task<Result<>> deed, QString mark);
    QCoro::Task<> allowHost(QString entry);
    void sendOutcome(const Result<> &outcome, const QString &mark);
    void onRoom();
    void dismiss();

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_connection; ///< under it: events are written there, as shared frames
    const bool m_isTls;
    SessionId m_session;
    ViewerWishes m_wishes;
    QString m_actor;
    Parts m_parts;
    QByteArrayList m_outbox; ///< frames until the next write
    qint64 m_outboxBytes = 0;
    EventCursor m_cursor;
    ViewerLife m_life;
    TaskScope m_tasks;
};

} // namespace pilothouse
