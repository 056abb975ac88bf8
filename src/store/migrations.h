#pragma once

#include "core/result.h"

#include <QStringList>

namespace pilothouse {

class Connection;

/// One step of the schema: resources/sql/NNN_name.sql.
struct Migration
{
    int number = 0; ///< 1, 2, 3 … without gaps; stored as SQLite's user_version
    QStringList statements;
    QStringList postgres = {}; ///< what a PostgreSQL server needs besides, see postgres_schema.h
};

/// The steps this program knows, in order.
QList<Migration> builtInMigrations();
/// A script as its statements: each ends with a semicolon at the end of a line; lines that start
/// with -- are comments. A connection runs one statement at a time.
QStringList splitSql(const QString &script);
/// Its lines that begin with "-- postgresql: ", each a statement.
QStringList postgresOnly(const QString &script);

/// Brings a database to the last of `migrations`, each step in one transaction: a step that fails
/// leaves the database as it was before that step.
/// Unsupported: the database is newer than the last step; it is left untouched.
Result<> migrate(Connection &connection, const QList<Migration> &migrations);

} // namespace pilothouse
