#pragma once

#include "store/template_id.h"
#include "store/writer.h"

#include <QCoroTask>
#include <QDateTime>
#include <QJsonObject>

namespace pilothouse {

class Database;

/// The most templates that a server keeps.
inline constexpr int kMostTemplates = 200;

/// A task that is written once and begun often.
struct TaskTemplate
{
    TemplateId id;
    QString name;             ///< no other has it, in upper or lower case
    QString task;             ///< may have fields, {{name}}, which whoever uses it fills
    QJsonObject options = {}; ///< members of POST /sessions that were chosen; never a secret
    QDateTime createdAt = {};
    QDateTime updatedAt = {};
};

/// The table of templates. Main thread. The Database outlives it.
class TemplateStore
{
public:
    explicit TemplateStore(Database &database) : m_database(database) {}

    /// By name.
    Result<QList<TaskTemplate>> list() const;

    /// Each is durable when it ends; `alongside` is done in the same transaction. The times are the
    /// store's. Conflict: another template has the name, or there are kMostTemplates.
    QCoro::Task<Result<TaskTemplate>> create(TaskTemplate made, Writer::Work alongside = {});
    /// Name, task and options become those of `changed`. NotFound: there is none with its id.
    /// Conflict: as create().
    QCoro::Task<Result<TaskTemplate>> replace(TaskTemplate changed, Writer::Work alongside = {});
    /// NotFound.
    QCoro::Task<Result<>> remove(TemplateId id, Writer::Work alongside = {});

private:
    Database &m_database;
};

} // namespace pilothouse
