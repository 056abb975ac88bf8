#include "store/audit_entry.h"

#include "core/clock.h"
#include "core/enum_names.h"
#include "core/json.h"
#include "core/hooks/webhook.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kActions{EnumName{AuditAction::SessionCreated, "session_created"_L1},
                              EnumName{AuditAction::SessionRenamed, "session_renamed"_L1},
                              EnumName{AuditAction::SessionFinished, "session_finished"_L1},
                              EnumName{AuditAction::SessionDeleted, "session_deleted"_L1},
                              EnumName{AuditAction::SessionExpired, "session_expired"_L1},
                              EnumName{AuditAction::MessageSent, "message_sent"_L1},
                              EnumName{AuditAction::Interrupted, "interrupted"_L1},
                              EnumName{AuditAction::Paused, "paused"_L1},
                              EnumName{AuditAction::Resumed, "resumed"_L1},
                              EnumName{AuditAction::ApprovalDecided, "approval_decided"_L1},
                              EnumName{AuditAction::ControlTaken, "control_taken"_L1},
                              EnumName{AuditAction::ControlHandedBack, "control_handed_back"_L1},
                              EnumName{AuditAction::FileWritten, "file_written"_L1},
                              EnumName{AuditAction::FileRemoved, "file_removed"_L1},
                              EnumName{AuditAction::CommandRun, "command_run"_L1},
                              EnumName{AuditAction::EgressDenied, "egress_denied"_L1},
                              EnumName{AuditAction::EgressAllowed, "egress_allowed"_L1},
                              EnumName{AuditAction::SettingsChanged, "settings_changed"_L1},
                              EnumName{AuditAction::GrantRevoked, "grant_revoked"_L1},
                              EnumName{AuditAction::SecretSet, "secret_set"_L1},
                              EnumName{AuditAction::SecretRemoved, "secret_removed"_L1},
                              EnumName{AuditAction::TemplateCreated, "template_created"_L1},
                              EnumName{AuditAction::TemplateChanged, "template_changed"_L1},
                              EnumName{AuditAction::TemplateRemoved, "template_removed"_L1},
                              EnumName{AuditAction::ShareCreated, "share_created"_L1},
                              EnumName{AuditAction::ShareRevoked, "share_revoked"_L1},
                              EnumName{AuditAction::ShareOpened, "share_opened"_L1},
                              EnumName{AuditAction::SnapshotTaken, "snapshot_taken"_L1},
                              EnumName{AuditAction::SnapshotRemoved, "snapshot_removed"_L1},
                              EnumName{AuditAction::FilesRestored, "files_restored"_L1},
                              EnumName{AuditAction::DeskSaved, "desk_saved"_L1},
                              EnumName{AuditAction::DeskRemoved, "desk_removed"_L1},
                              EnumName{AuditAction::PushSubscribed, "push_subscribed"_L1},
                              EnumName{AuditAction::PushUnsubscribed, "push_unsubscribed"_L1},
                              EnumName{AuditAction::WebhookRefused, "webhook_refused"_L1},
                              EnumName{AuditAction::WebhookGone, "webhook_gone"_L1},
                              EnumName{AuditAction::LoginAccepted, "login_ok"_L1},
                              EnumName{AuditAction::LoginRefused, "login_failed"_L1},
                              EnumName{AuditAction::LoggedOut, "logout"_L1}};

AuditEntry entryOf(const QString &actor, const SessionId &session, AuditAction action,
                   const QJsonObject &detail)
{
    return {.actor = actor, .action = name(action), .session = session, .detail = detail};
}

} // namespace

QString name(AuditAction action)
{
    return nameIn(kActions, action);
}

QJsonObject lengthOnly(const QString &typed)
{
    return {{u"characters"_s, typed.toUcs4().size()}};
}

AuditEntry auditCreated(const QString &actor, const SessionId &session,
                        const SessionOptions &options)
{
    QJsonObject detail{{u"approval"_s, name(options.approval)},
                       {u"provider"_s, name(options.provider)}};
    if (!options.webhook.isEmpty())
        detail.insert(u"webhook"_s, shownWebhook(options.webhook));
    return entryOf(actor, session, AuditAction::SessionCreated, detail);
}

AuditEntry auditSession(const QString &actor, const SessionId &session, AuditAction action)
{
    return entryOf(actor, session, action, {});
}

AuditEntry auditText(const QString &actor, const SessionId &session, AuditAction action,
                     const QString &text)
{
    return entryOf(actor, session, action, lengthOnly(text));
}

AuditEntry auditApproval(const SessionId &session, const QString &tool,
                         const ApprovalDecided &decision)
{
    return entryOf(decision.by, session, AuditAction::ApprovalDecided,
                   {{u"tool"_s, tool},
                    {u"tool_use_id"_s, decision.toolUseId},
                    {u"decision"_s, name(decision.decision)},
                    {u"remember"_s, decision.remember},
                    {u"note"_s, lengthOnly(decision.note)}});
}

AuditEntry auditWheel(const QString &actor, const SessionId &session, AuditAction action,
                      const QString &reason)
{
    return entryOf(actor, session, action, {{u"reason"_s, reason}});
}

AuditEntry auditFile(const QString &actor, const SessionId &session, AuditAction action,
                     const QString &path)
{
    return entryOf(actor, session, action, {{u"path"_s, path}});
}

AuditEntry auditEgressDenied(const SessionId &session, const EgressDenied &denied)
{
    return entryOf(u"session"_s, session, AuditAction::EgressDenied,
                   {{u"host"_s, denied.host},
                    {u"port"_s, denied.port},
                    {u"reason"_s, denied.reason},
                    {u"line"_s, denied.line}});
}

AuditEntry auditEgressAllowed(const SessionId &session, const EgressAllowed &allowed)
{
    return entryOf(allowed.by, session, AuditAction::EgressAllowed, {{u"host"_s, allowed.host}});
}

AuditEntry auditSettings(const SessionId &session, const SettingsChanged &change)
{
    QJsonObject changed = parseJsonObject(bodyToJson(change)).value_or(QJsonObject());
    changed.remove(u"by"_s);
    return entryOf(change.by, session, AuditAction::SettingsChanged, changed);
}

AuditEntry auditGrantRevoked(const SessionId &session, const GrantChanged &revoked)
{
    return entryOf(revoked.by, session, AuditAction::GrantRevoked,
                   {{u"grant"_s, revoked.grant.id()}});
}

AuditEntry auditSecret(const QString &actor, const SessionId &session, AuditAction action,
                       const QString &name)
{
    return entryOf(actor, session, action, {{u"name"_s, name}});
}

AuditEntry auditTemplate(const QString &actor, AuditAction action, const TemplateId &id,
                         const QString &task)
{
    QJsonObject detail{{u"template"_s, id.value}};
    if (action != AuditAction::TemplateRemoved)
        detail.insert(u"task"_s, lengthOnly(task));
    return {.actor = actor, .action = name(action), .detail = detail};
}

AuditEntry auditShare(const QString &actor, const SessionId &session, AuditAction action,
                      const QString &id, const QDateTime &end)
{
    QJsonObject detail{{u"share"_s, id}};
    if (end.isValid())
        detail.insert(u"expires_at"_s, isoTime(end));
    return entryOf(actor, session, action, detail);
}

AuditEntry auditSnapshot(const QString &actor, const SessionId &session, AuditAction action,
                         const QString &snapshot)
{
    return entryOf(actor, session, action, {{u"snapshot"_s, snapshot}});
}

AuditEntry auditDesk(const QString &actor, const std::optional<SessionId> &session,
                     AuditAction action, const QString &desk)
{
    return {.actor = actor,
            .action = name(action),
            .session = session,
            .detail = QJsonObject{{u"desk"_s, desk}}};
}

AuditEntry auditWebhook(const SessionId &session, AuditAction action, const QString &webhook)
{
    return entryOf(u"server"_s, session, action, {{u"webhook"_s, shownWebhook(webhook)}});
}

AuditEntry auditPush(const QString &actor, AuditAction action, const QString &id,
                     const QString &endpoint)
{
    return {.actor = actor,
            .action = name(action),
            .detail = {{u"browser"_s, id}, {u"service"_s, webhookHost(endpoint)}}};
}

AuditEntry auditLogin(const QString &actor, AuditAction action)
{
    return {.actor = actor, .action = name(action)};
}

} // namespace pilothouse
