#include "store/migrations.h"

#include "store/connection.h"

#include <QDir>
#include <QFile>

// Resources of a static library are dropped by the linker unless something asks for them; the
// macro must stand outside of any namespace.
static void registerMigrations()
{
    Q_INIT_RESOURCE(migrations);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Result<> apply(Connection &connection, const Migration &migration)
{
    for (const QString &statement : migration.statements)
        if (Result<> done = connection.run(statement); !done)
            return done;
    // PRAGMA takes no bound values; the number is ours.
    return connection.run(u"PRAGMA user_version = %1"_s.arg(migration.number));
}

} // namespace

QList<Migration> builtInMigrations()
{
    registerMigrations();
    QList<Migration> result;
    const QDir folder(u":/pilothouse/sql"_s);
    for (const QString &name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString script = QString::fromUtf8(file.readAll());
        result.append({.number = name.section(u'_', 0, 0).toInt(),
                       .statements = splitSql(script),
                       .postgres = postgresOnly(script)});
    }
    return result;
}

QStringList splitSql(const QString &script)
{
    QStringList statements;
    QString statement;
    for (const QString &line : script.split(u'\n')) {
        if (line.trimmed().isEmpty() || line.trimmed().startsWith("--"_L1))
            continue;
        statement += line + u'\n';
        if (!line.trimmed().endsWith(u';'))
            continue;
        statements.append(statement.trimmed());
        statement.clear();
    }
    return statements;
}

QStringList postgresOnly(const QString &script)
{
    constexpr auto kMark = "-- postgresql: "_L1;
    QStringList statements;
    for (const QString &line : script.split(u'\n'))
        if (line.startsWith(kMark))
            statements.append(line.sliced(kMark.size()));
    return statements;
}

Result<> migrate(Connection &connection, const QList<Migration> &migrations)
{
    const Result<QVariant> version = connection.value(u"PRAGMA user_version"_s);
    if (!version)
        return fail(version.error());
    const int known = migrations.isEmpty() ? 0 : migrations.last().number;
    if (version->toInt() > known)
        return fail(
            Errc::Unsupported,
            u"The database was made by a newer Pilothouse (schema %1, known here: %2): update "
            "Pilothouse or choose another database."_s.arg(version->toInt())
                .arg(known));
    for (const Migration &migration : migrations) {
        if (migration.number <= version->toInt())
            continue;
        Result<> done = connection.begin();
        if (done)
            done = apply(connection, migration);
        if (done)
            done = connection.commit();
        if (!done) {
            connection.rollback();
            return done;
        }
    }
    return {};
}

} // namespace pilothouse
