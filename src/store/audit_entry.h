#pragma once

#include "core/config.h"
#include "core/ids.h"
#include "store/event.h"
#include "store/session_store.h"
#include "store/template_id.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace pilothouse {

/// What the audit trail tells about.
enum class AuditAction {
    SessionCreated,
    SessionRenamed,
    SessionFinished,
    SessionDeleted,
    SessionExpired, ///< deleted because of its age
    MessageSent,
    Interrupted,
    Paused,
    Resumed,
    ApprovalDecided,
    ControlTaken, ///< the wheel
    ControlHandedBack,
    FileWritten, ///< from outside of the session
    FileRemoved,
    CommandRun,   ///< on its desktop, beside the model's tools
    EgressDenied, ///< by the session's own programs
    EgressAllowed,
    SettingsChanged,
    GrantRevoked, ///< what was allowed for the rest of a session is asked about again
    SecretSet,
    SecretRemoved,
    TemplateCreated,
    TemplateChanged,
    TemplateRemoved,
    ShareCreated, ///< a link that shows the session to whoever has it
    ShareRevoked,
    ShareOpened,
    SnapshotTaken, ///< by a person
    SnapshotRemoved,
    FilesRestored, ///< to a snapshot
    DeskSaved,
    DeskRemoved,
    PushSubscribed, ///< a browser is told of events from now on
    PushUnsubscribed,
    WebhookRefused, ///< that of a session leads to a private address
    WebhookGone,    ///< a receiver wants to hear no more of a session
    LoginAccepted,
    LoginRefused,
    LoggedOut,
};
/// "session_created", …: these names are in people's databases.
QString name(AuditAction action);

/// One thing somebody did, for the audit trail. Made by the functions below only: they know what
/// may be written down and what may not.
struct AuditEntry
{
    QString actor;  ///< who: "terminal", "token", "server", a person's name; never a credential
    QString action; ///< the name of an AuditAction, perhaps of a later version
    std::optional<SessionId> session = {};
    QJsonObject detail = {};
};

/// What the trail keeps of text that somebody typed: its length in characters (code points) and
/// nothing else, {"characters": 12}.
QJsonObject lengthOnly(const QString &typed);

/// A session began, with what is asked before it is done, whose model answers, and who is told of
/// it besides, of that address the host: {"approval": "sensitive", "provider": "anthropic",
/// "webhook": "https://example.org"}.
AuditEntry auditCreated(const QString &actor, const SessionId &session,
                        const SessionOptions &options);

/// What happened to a session as a whole.
AuditEntry auditSession(const QString &actor, const SessionId &session, AuditAction action);

/// A new title, a message, or a command.
AuditEntry auditText(const QString &actor, const SessionId &session, AuditAction action,
                     const QString &text);

/// `tool` is its name. Of the decision its kind and whether it is remembered are kept, of the note
/// its length, of an edited input nothing. The actor is `decision.by`.
AuditEntry auditApproval(const SessionId &session, const QString &tool,
                         const ApprovalDecided &decision);

/// The wheel changed hands. `reason` is that of the event: "handed_back", "idle".
AuditEntry auditWheel(const QString &actor, const SessionId &session, AuditAction action,
                      const QString &reason);

/// `path` as inside of the session.
AuditEntry auditFile(const QString &actor, const SessionId &session, AuditAction action,
                     const QString &path);

/// A program of the session was not let connect; the actor is "session".
AuditEntry auditEgressDenied(const SessionId &session, const EgressDenied &denied);
/// The actor is `allowed.by`.
AuditEntry auditEgressAllowed(const SessionId &session, const EgressAllowed &allowed);

/// What it is now, as in the event. The actor is `change.by`.
AuditEntry auditSettings(const SessionId &session, const SettingsChanged &change);

/// The actor is `revoked.by`.
AuditEntry auditGrantRevoked(const SessionId &session, const GrantChanged &revoked);

/// A secret of the session was given, or taken back: its name, never the value.
AuditEntry auditSecret(const QString &actor, const SessionId &session, AuditAction action,
                       const QString &name);

/// A template was made, changed or removed: its id, and of the task its length.
AuditEntry auditTemplate(const QString &actor, AuditAction action, const TemplateId &id,
                         const QString &task = {});

/// A link to the session was made, until `end`; or taken back, or opened by somebody whose address
/// is `actor` (`end` null): its id, which opens nothing by itself.
AuditEntry auditShare(const QString &actor, const SessionId &session, AuditAction action,
                      const QString &id, const QDateTime &end = {});

/// A snapshot of the session was taken or removed, or its files put back to it: its id.
AuditEntry auditSnapshot(const QString &actor, const SessionId &session, AuditAction action,
                         const QString &snapshot);

/// A desk was saved from the session, or removed (no session): its name.
AuditEntry auditDesk(const QString &actor, const std::optional<SessionId> &session,
                     AuditAction action, const QString &desk);

/// The webhook is told nothing of the session, from here on; the actor is "server". `webhook`: its
/// address, of which the host is kept.
AuditEntry auditWebhook(const SessionId &session, AuditAction action, const QString &webhook);

/// A browser is told of events, or no more: its id, and the host of its push service.
AuditEntry auditPush(const QString &actor, AuditAction action, const QString &id,
                     const QString &endpoint);

/// `actor` is where they came from, e.g. an address.
AuditEntry auditLogin(const QString &actor, AuditAction action);

} // namespace pilothouse
