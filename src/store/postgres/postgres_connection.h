#pragma once

#include "store/connection.h"
#include "store/database_url.h"

namespace pilothouse {

/// A connection to a PostgreSQL server by Qt's driver, for one journal. Commits are durable
/// (synchronous_commit), and a server or client that is gone without a word is noticed within
/// about ten seconds. Statements of the journal only: `?` stands for a value.
/// Unauthorized: user or password. NotFound: no such database. Unavailable: the server is not
/// there, or the driver is missing.
Result<std::unique_ptr<Connection>> openPostgres(const PostgresServer &server);

/// Connects, and tells which server it is: "PostgreSQL 15.18". For who looks whether all is well.
Result<QString> tryPostgres(const PostgresServer &server);

/// What the server or its driver reported, as a sentence that says what to do.
/// Unavailable: the connection is lost, or the server is not there or stopping. Unauthorized:
/// user, password or rights. NotFound: no such database. Io: its disk is full. Internal: the rest.
Error postgresError(const QSqlError &error);

} // namespace pilothouse
