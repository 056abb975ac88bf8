#include "agent/templates/template_actions.h"

#include "agent/secrets/secret_vault.h"
#include "core/json.h"

namespace pilothouse {

TaskTemplate TemplateActions::masked(const TemplateId &id, const Content &content) const
{
    const Secrets &secrets = m_secrets.everywhere();
    return {.id = id,
            .name = secrets.masked(wellFormed(content.name).simplified()),
            .task = secrets.masked(wellFormed(content.task)),
            .options = secrets.masked(content.options)};
}

QCoro::Task<Result<TaskTemplate>> TemplateActions::create(Content content, QString actor)
{
    TaskTemplate made = masked(TemplateId{randomUuid()}, content);
    auto entry = auditTemplate(actor, AuditAction::TemplateCreated, made.id, made.task);
    return m_templates.create(std::move(made), m_audit.writing(std::move(entry)));
}

QCoro::Task<Result<TaskTemplate>> TemplateActions::replace(TemplateId id, Content content,
                                                           QString actor)
{
    TaskTemplate changed = masked(id, content);
    auto entry = auditTemplate(actor, AuditAction::TemplateChanged, id, changed.task);
    return m_templates.replace(std::move(changed), m_audit.writing(std::move(entry)));
}

QCoro::Task<Result<>> TemplateActions::remove(TemplateId id, QString actor)
{
    auto entry = auditTemplate(actor, AuditAction::TemplateRemoved, id);
    return m_templates.remove(std::move(id), m_audit.writing(std::move(entry)));
}

} // namespace pilothouse
