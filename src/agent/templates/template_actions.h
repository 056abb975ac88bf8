#pragma once

#include "store/audit_log.h"
#include "store/template_store.h"

namespace pilothouse {

class SecretVault;

/// What people do with templates, through whatever door they come: does it, and writes it to the
/// audit trail in the same transaction. In what is stored a value of a secret that every session
/// has is its placeholder. `actor` is who they are, never a credential. Main thread. What it refers
/// to outlives it.
class TemplateActions
{
public:
    /// Such as can be kept under a name.
    struct Content
    {
        QString name; ///< one line; spaces around it do not count
        QString task;
        QJsonObject options = {}; ///< TaskTemplate's
    };

    TemplateActions(TemplateStore &templates, AuditLog &audit, const SecretVault &secrets)
        : m_templates(templates), m_audit(audit), m_secrets(secrets)
    {
    }

    /// TemplateStore's, as are all errors.
    Result<QList<TaskTemplate>> list() const { return m_templates.list(); }
    QCoro::Task<Result<TaskTemplate>> create(Content content, QString actor);
    QCoro::Task<Result<TaskTemplate>> replace(TemplateId id, Content content, QString actor);
    QCoro::Task<Result<>> remove(TemplateId id, QString actor);

private:
    TaskTemplate masked(const TemplateId &id, const Content &content) const;

    TemplateStore &m_templates;
    AuditLog &m_audit;
    const SecretVault &m_secrets;
};

} // namespace pilothouse
