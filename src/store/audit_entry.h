#pragma once

#include "core/ids.h"
#include "store/event.h"

#include <QJsonObject>

#include <optional>

namespace pilothouse {

/// One thing somebody did, for the audit trail. Made by the functions below only: they know what
/// may be written down and what may not.
struct AuditEntry
{
    QString actor;  ///< who: "terminal", "token", "server", a person's name; never a credential
    QString action; ///< what: "message_sent"; these names are in people's databases
    std::optional<SessionId> session = {};
    QJsonObject detail = {};
};

/// What the trail keeps of text that somebody typed: its length in characters (code points) and
/// nothing else, {"characters": 12}.
QJsonObject lengthOnly(const QString &typed);

/// What happened to a session as a whole.
enum class SessionDeed { Created, Finished, Deleted, Expired, Interrupted, Paused, Resumed };
AuditEntry auditSession(const QString &actor, const SessionId &session, SessionDeed deed);

/// A new title; of it, as of all that is typed, the length.
AuditEntry auditTitle(const QString &actor, const SessionId &session, const QString &title);
AuditEntry auditMessage(const QString &actor, const SessionId &session, const QString &text);

/// `tool` is its name. Of the decision its kind and whether it is remembered are kept, of the note
/// its length, of an edited input nothing. The actor is `decision.by`.
AuditEntry auditApproval(const SessionId &session, const QString &tool,
                         const ApprovalDecided &decision);

/// The wheel changed hands. `reason` is that of the event: "handed_back", "idle".
enum class WheelDeed { Taken, GivenBack };
AuditEntry auditWheel(const QString &actor, const SessionId &session, WheelDeed deed,
                      const QString &reason);

/// Somebody logged in, showed a wrong token, or logged out. `actor` is where they came from, e.g.
/// an address.
enum class Login { Accepted, Refused, Ended };
AuditEntry auditLogin(const QString &actor, Login login);

/// A file of the session was changed from outside; `path` as inside of the session.
enum class FileDeed { Written, Removed };
AuditEntry auditFile(const QString &actor, const SessionId &session, FileDeed deed,
                     const QString &path);

} // namespace pilothouse
