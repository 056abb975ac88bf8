#pragma once

#include "core/result.h"

#include <optional>

namespace pilothouse {

/// A database on a PostgreSQL server. What is empty is libpq's to find: PGPASSWORD, ~/.pgpass,
/// the local socket.
struct PostgresServer
{
    QString host; ///< or the folder of its unix socket
    int port = 0;
    QString user;
    QString password; ///< never in an error, a log or an answer
    QString database;
    QString options; ///< further ones for libpq, "sslmode=require;…"
};

/// Where DATABASE_URL points: to a server, else to a file. An empty `file` means: in memory, gone
/// with the process.
struct DatabaseLocation
{
    QString file; ///< absolute path
    std::optional<PostgresServer> postgres = {};
};

/// Understands sqlite:///relative (to the working directory), sqlite:////absolute and sqlite://
/// (in memory; also sqlite:///:memory:), as SQLAlchemy writes them, and
/// postgresql://user:password@host:port/database, as libpq does, with ?host= (the folder of a
/// socket), ?sslmode=, sslrootcert, sslcert, sslkey and passfile. InvalidArgument: anything else;
/// the message names what is supported and never repeats the URL, which may hold a password.
Result<DatabaseLocation> parseDatabaseUrl(const QString &url);

/// Where it points, for people: no password, no parameters.
QString shownDatabase(const QString &url);
QString shownDatabase(const PostgresServer &server);

} // namespace pilothouse
