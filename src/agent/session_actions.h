#pragma once

#include "agent/desks/snapshots.h"
#include "agent/files/session_homes.h"
#include "agent/pictures/message_pictures.h"
#include "agent/session_registry.h"
#include "agent/upkeep/session_removal.h"
#include "store/audit_log.h"
#include "store/share_store.h"

namespace pilothouse {

/// What people do to sessions, through whatever door they come: does it, and writes it to the audit
/// trail. Nobody else may do these things (tests/layers/check_deeds.sh); what the server does by
/// itself is the housekeeper's. `actor` is who they are, never a credential. Errors are those of
/// Session and SessionRegistry. Main thread. What it refers to outlives it.
class SessionActions
{
    Q_DISABLE_COPY_MOVE(SessionActions)
public:
    struct Parts
    {
        SessionRegistry &registry;
        SessionStore &sessions;
        Journal &journal;
        SessionRemoval &removal;
        AuditLog &audit;
        SecretVault &secrets;
        BlobStore &blobs;
        ShareStore &shares;
        const ModelTable &models;
        Snapshots &snapshots;
        SessionHomes &homes;
    };

    explicit SessionActions(Parts parts);

    /// `secrets`: besides those that every session has. Nothing is left of a session that is
    /// refused. Conflict also: together they are too many. With a desk its files are there when
    /// this ends; NotFound: there is no such desk, Corrupt, Io: it cannot be used.
    QCoro::Task<Result<SessionRecord>> create(SessionOptions options, QString actor,
                                              QList<Secret> secrets = {});
    /// A new session with the options of `id` as they are now, which begins with what was said
    /// there until `upTo`: forkOf(). Its files are those of that moment where a snapshot has them,
    /// else those of now. It has no secrets but those that every session has. NotFound; Corrupt,
    /// Io: the files; otherwise as create().
    QCoro::Task<Result<SessionRecord>> fork(SessionId id, EventSeq upTo, QString actor);
    /// Every viewer is told by the event.
    QCoro::Task<Result<SessionRecord>> rename(SessionId id, QString title, QString actor);
    /// Brings what can change of its options to `wanted`: changedOptions(). Nothing is told where
    /// nothing is otherwise. Conflict: the session is finished.
    QCoro::Task<Result<SessionRecord>> change(SessionId id, SessionOptions wanted, QString actor);
    /// What is not asked about again, by the id of the grant, is from now on. NotFound also: there
    /// is no such grant.
    QCoro::Task<Result<>> askAgain(SessionId id, QString grant, QString actor);
    QCoro::Task<Result<SessionRecord>> finish(SessionId id, QString actor);
    /// SessionRemoval::removeSession().
    QCoro::Task<Result<>> remove(SessionId id, QString actor);

    /// Session's, and then waits until the message, that the run goes on, or the answer is stored.
    /// Io, Unavailable: it is not (Journal::append()). `pictures`: files that go to the model with
    /// the message, MessagePictures::store().
    QCoro::Task<Result<>> submit(SessionId id, QString text, QString apiKey, QString actor,
                                 QList<QByteArray> pictures = {});
    /// Somebody outside operates the desktop from here on: Session::operate(). `who`: the program.
    QCoro::Task<Result<>> operate(SessionId id, QString who, QString purpose, QString actor);
    /// One call of theirs, with its result once it is carried out; permitted and stored like those
    /// of our agent. NotFound; Conflict: nobody outside operates this session, or its run ended
    /// meanwhile; Stopped.
    QCoro::Task<Result<ToolResult>> act(SessionId id, ToolCall call, std::stop_token stop);
    QCoro::Task<Result<>> resume(SessionId id, QString apiKey, QString actor);
    QCoro::Task<Result<>> decide(SessionId id, ApprovalDecided decision, QString actor);

    /// A line of a shell beside the model's tools: Session::command(). Whoever prepares a desktop
    /// for a task, or examines what became of it, has it run; nothing tells the model.
    QCoro::Task<Result<ShellLineEnd>> command(SessionId id, QString line,
                                              std::chrono::milliseconds patience,
                                              std::stop_token stop, QString actor);

    /// These two are nothing that could be lost: a server that is gone works no more.
    Result<> pause(const SessionId &id, const QString &actor);
    /// Nothing happens when no run is going on.
    Result<> interrupt(const SessionId &id, const QString &actor);

    Result<> takeWheel(const SessionId &id, WheelPerson person, const QString &actor);
    Result<> handBackWheel(const SessionId &id, const QString &viewer, const QString &actor);
    /// From whoever has it, if anybody has.
    Result<> takeWheelAway(const SessionId &id, const QString &actor);

    /// One host more on the session's list, for the rest of its life; a running desktop lets it
    /// through at once. False: it is there already. InvalidArgument: allowedHost(). Conflict: the
    /// session has no list, is finished, or its list is full.
    QCoro::Task<Result<bool>> allowHost(SessionId id, QString host, QString actor);

    /// Those the session has. NotFound.
    Result<QList<Secret>> secrets(const SessionId &id) const;
    /// What hides their values, also of those that it had before; those of all for no session.
    const Secrets &mask(const SessionId &id) const { return m_parts.secrets.find(id); }
    /// One more secret, or another value: from here on nothing that is stored or told holds it.
    /// True: it is new. Conflict: the session is finished, or has too many.
    Result<bool> setSecret(const SessionId &id, const Secret &secret, const QString &actor);
    /// NotFound also: no secret has this name.
    Result<> removeSecret(const SessionId &id, const QString &name, const QString &actor);

    /// How long a link may be good.
    static constexpr std::chrono::seconds kShortestShare{60};
    static constexpr std::chrono::seconds kLongestShare{90 * 24 * 3600};
    /// A link to the session as it is now, for `lifetime`. `title`: of the page it opens; without
    /// one, that of the session. InvalidArgument: `lifetime`. Otherwise as ShareStore::add().
    QCoro::Task<Result<Share>> share(SessionId id, std::chrono::seconds lifetime, QString title,
                                     QString actor);
    /// From here on the link opens nothing. ShareStore::remove().
    QCoro::Task<Result<>> revokeShare(SessionId id, QString share, QString actor);

    /// SessionHomes::open(), which nobody notes.
    QCoro::Task<Result<HomeContent>> openFile(SessionId id, QString path);
    /// SessionHomes::write(). Conflict also: the session was deleted meanwhile; nothing of the file
    /// is left then.
    QCoro::Task<Result<Written>> writeFile(SessionId id, QString path, QByteArray bytes,
                                           IfThere ifThere, QString actor);
    /// SessionHomes::remove().
    QCoro::Task<Result<>> removeFile(SessionId id, QString path, QString actor);

private:
    QCoro::Task<Result<>> bringDesk(QString name, SessionId into);
    QCoro::Task<Result<>> fillFork(SessionId fork, QList<Event> original, QList<EventBody> copied);
    Result<Session *> ifOpen(const SessionId &id) const;
    bool isGoing(const SessionId &id) const;
    QCoro::Task<Result<MessagePictures::Stored>> store(SessionId id, QList<QByteArray> pictures);
    Result<> begin(const SessionId &id, const QString &text, const QString &apiKey,
                   const std::shared_ptr<Acceptance> &acceptance, const QList<ImageRef> &images);
    void note(AuditEntry entry);
    void noteReturn(const SessionId &id, const QString &actor, WheelReason reason);

    Parts m_parts;
    MessagePictures m_pictures;
    QObject m_listener; ///< to what wheel and desktop do by themselves
};

} // namespace pilothouse
