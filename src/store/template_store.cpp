#include "store/template_store.h"

#include "core/json.h"
#include "core/utc.h"
#include "store/database.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QDateTime templateTime(const Row &row, int column)
{
    return QDateTime::fromMSecsSinceEpoch(row.integer(column), kUtc);
}

QString storedOptions(const TaskTemplate &one)
{
    return QString::fromUtf8(compactJson(one.options));
}

Result<qint64> countOf(Connection &connection, const QString &condition, const QVariantList &values)
{
    const Result<QVariant> count =
        connection.value(QString(u"SELECT count(*) FROM templates "_s + condition), values);
    return count ? Result<qint64>(count->toLongLong()) : fail(count.error());
}

/// Conflict: a template with another id has this name.
Result<> mayBeCalled(Connection &connection, const TaskTemplate &one)
{
    const Result<qint64> others =
        countOf(connection, u"WHERE name = ? AND id <> ?"_s, {one.name, one.id.value});
    if (!others)
        return fail(others.error());
    if (*others > 0)
        return fail(Errc::Conflict, u"There is a template of this name already."_s);
    return {};
}

Result<> insertTemplate(Connection &connection, const TaskTemplate &one)
{
    const Result<qint64> all = countOf(connection, {}, {});
    if (!all)
        return fail(all.error());
    if (*all >= kMostTemplates)
        return fail(
            Errc::Conflict,
            u"There are %1 templates, as many as are kept: delete one."_s.arg(kMostTemplates));
    if (Result<> may = mayBeCalled(connection, one); !may)
        return may;
    const qint64 now = one.createdAt.toMSecsSinceEpoch();
    return connection.run(u"INSERT INTO templates (id, name, task, options, created_at, updated_at)"
                          " VALUES (?, ?, ?, ?, ?, ?)"_s,
                          {one.id.value, one.name, one.task, storedOptions(one), now, now});
}

/// When it was made. NotFound.
Result<QDateTime> birthOf(Connection &connection, const TemplateId &id)
{
    const Result<QVariant> at =
        connection.value(u"SELECT created_at FROM templates WHERE id = ?"_s, {id.value});
    if (!at)
        return fail(at.error());
    if (!at->isValid())
        return fail(Errc::NotFound, u"There is no such template."_s);
    return QDateTime::fromMSecsSinceEpoch(at->toLongLong(), kUtc);
}

Result<> updateTemplate(Connection &connection, TaskTemplate &one)
{
    const Result<QDateTime> birth = birthOf(connection, one.id);
    if (!birth)
        return fail(birth.error());
    one.createdAt = *birth;
    if (Result<> may = mayBeCalled(connection, one); !may)
        return may;
    return connection.run(
        u"UPDATE templates SET name = ?, task = ?, options = ?, updated_at = ? WHERE id = ?"_s,
        {one.name, one.task, storedOptions(one), one.updatedAt.toMSecsSinceEpoch(), one.id.value});
}

Result<> then(const Writer::Work &alongside, Connection &connection, const Result<> &done)
{
    return done && alongside ? alongside(connection) : done;
}

} // namespace

Result<QList<TaskTemplate>> TemplateStore::list() const
{
    return m_database.read([](Connection &connection) -> Result<QList<TaskTemplate>> {
        QList<TaskTemplate> all;
        const auto take = [&all](const Row &row) -> Result<> {
            const Result<QJsonObject> options = parseJsonObject(row.text(3).toUtf8());
            if (!options)
                return fail(options.error());
            all.append({.id = {row.text(0)},
                        .name = row.text(1),
                        .task = row.text(2),
                        .options = *options,
                        .createdAt = templateTime(row, 4),
                        .updatedAt = templateTime(row, 5)});
            return {};
        };
        const Result<> done =
            connection.run(u"SELECT id, name, task, options, created_at, updated_at FROM templates"
                           " ORDER BY name"_s,
                           {}, take);
        if (!done)
            return fail(done.error());
        return all;
    });
}

QCoro::Task<Result<TaskTemplate>> TemplateStore::create(TaskTemplate made, Writer::Work alongside)
{
    made.createdAt = m_database.clock().now();
    made.updatedAt = made.createdAt;
    Writer::Work work = [made, alongside](Connection &connection) {
        return then(alongside, connection, insertTemplate(connection, made));
    };
    const Result<> done = co_await m_database.write(std::move(work));
    if (!done)
        co_return fail(done.error());
    co_return made;
}

QCoro::Task<Result<TaskTemplate>> TemplateStore::replace(TaskTemplate changed,
                                                         Writer::Work alongside)
{
    changed.updatedAt = m_database.clock().now();
    const auto stored = std::make_shared<TaskTemplate>(std::move(changed));
    Writer::Work work = [stored, alongside](Connection &connection) {
        return then(alongside, connection, updateTemplate(connection, *stored));
    };
    const Result<> done = co_await m_database.write(std::move(work));
    if (!done)
        co_return fail(done.error());
    co_return *stored;
}

QCoro::Task<Result<>> TemplateStore::remove(TemplateId id, Writer::Work alongside)
{
    Writer::Work work = [id, alongside](Connection &connection) -> Result<> {
        if (const Result<QDateTime> birth = birthOf(connection, id); !birth)
            return fail(birth.error());
        return then(alongside, connection,
                    connection.run(u"DELETE FROM templates WHERE id = ?"_s, {id.value}));
    };
    const Result<> done = co_await m_database.write(std::move(work));
    co_return done;
}

} // namespace pilothouse
