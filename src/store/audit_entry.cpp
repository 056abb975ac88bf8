#include "store/audit_entry.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString auditName(SessionDeed deed)
{
    switch (deed) {
    case SessionDeed::Created:
        return u"session_created"_s;
    case SessionDeed::Finished:
        return u"session_finished"_s;
    case SessionDeed::Deleted:
        return u"session_deleted"_s;
    case SessionDeed::Expired:
        return u"session_expired"_s;
    case SessionDeed::Interrupted:
        return u"interrupted"_s;
    case SessionDeed::Paused:
        return u"paused"_s;
    case SessionDeed::Resumed:
        return u"resumed"_s;
    }
    return u"unknown"_s;
}

} // namespace

QJsonObject lengthOnly(const QString &typed)
{
    return {{u"characters"_s, typed.toUcs4().size()}};
}

AuditEntry auditSession(const QString &actor, const SessionId &session, SessionDeed deed)
{
    return {.actor = actor, .action = auditName(deed), .session = session};
}

AuditEntry auditTitle(const QString &actor, const SessionId &session, const QString &title)
{
    return {.actor = actor,
            .action = u"session_renamed"_s,
            .session = session,
            .detail = lengthOnly(title)};
}

AuditEntry auditMessage(const QString &actor, const SessionId &session, const QString &text)
{
    return {.actor = actor,
            .action = u"message_sent"_s,
            .session = session,
            .detail = lengthOnly(text)};
}

AuditEntry auditApproval(const SessionId &session, const QString &tool,
                         const ApprovalDecided &decision)
{
    return {.actor = decision.by,
            .action = u"approval_decided"_s,
            .session = session,
            .detail = {{u"tool"_s, tool},
                       {u"tool_use_id"_s, decision.toolUseId},
                       {u"decision"_s, name(decision.decision)},
                       {u"remember"_s, decision.remember},
                       {u"note"_s, lengthOnly(decision.note)}}};
}

AuditEntry auditWheel(const QString &actor, const SessionId &session, WheelDeed deed,
                      const QString &reason)
{
    const bool taken = deed == WheelDeed::Taken;
    return {.actor = actor,
            .action = taken ? u"control_taken"_s : u"control_handed_back"_s,
            .session = session,
            .detail = {{u"reason"_s, reason}}};
}

AuditEntry auditLogin(const QString &actor, Login login)
{
    const QString action = login == Login::Accepted  ? u"login_ok"_s
                           : login == Login::Refused ? u"login_failed"_s
                                                     : u"logout"_s;
    return {.actor = actor, .action = action};
}

AuditEntry auditFile(const QString &actor, const SessionId &session, FileDeed deed,
                     const QString &path)
{
    const bool written = deed == FileDeed::Written;
    return {.actor = actor,
            .action = written ? u"file_written"_s : u"file_removed"_s,
            .session = session,
            .detail = {{u"path"_s, path}}};
}

} // namespace pilothouse
