#include "store/postgres/postgres_connection.h"

#include <QSqlDatabase>
#include <QSqlError>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Known
{
    QLatin1StringView code; ///< how its SQLSTATE begins
    QLatin1StringView text; ///< while connecting there is none, but this in what libpq says
    Errc kind;
    const char16_t *message;
};

constexpr const char16_t *kMayNotCreate =
    u"The user may not make tables in this PostgreSQL database: make it the database's owner.";

// https://www.postgresql.org/docs/current/errcodes-appendix.html
constexpr Known kKnown[] = {
    {"28"_L1, "authentication failed"_L1, Errc::Unauthorized,
     u"The PostgreSQL server refuses the user or the password: check DATABASE_URL."},
    {"28000"_L1, "pg_hba.conf"_L1, Errc::Unauthorized,
     u"The PostgreSQL server lets nobody in from here: see its pg_hba.conf."},
    {"28000"_L1, "no password supplied"_L1, Errc::Unauthorized,
     u"The PostgreSQL server asks for a password: give one in DATABASE_URL or ~/.pgpass."},
    {"28000"_L1, "role \""_L1, Errc::Unauthorized,
     u"The PostgreSQL server has no such user: check DATABASE_URL, or create it with createuser."},
    {"3D000"_L1, "\" does not exist"_L1, Errc::NotFound,
     u"The PostgreSQL server has no such database: create it with createdb."},
    {"42501"_L1, "permission denied"_L1, Errc::Unauthorized, kMayNotCreate},
    {"53100"_L1, "No space left"_L1, Errc::Io, u"The disk of the PostgreSQL server is full."},
    {"53300"_L1, "too many clients"_L1, Errc::Unavailable,
     u"The PostgreSQL server has too many connections: raise its max_connections."},
    {"25006"_L1, "read-only"_L1, Errc::Unavailable,
     u"The PostgreSQL server takes no writes: is it a stand-by?"},
    {"08"_L1, "onnection"_L1, Errc::Unavailable,
     u"The PostgreSQL server cannot be reached: is it running, and is DATABASE_URL right?"},
    {"57P"_L1, "starting up"_L1, Errc::Unavailable,
     u"The PostgreSQL server is starting or stopping."},
    {"25P03"_L1, "terminating"_L1, Errc::Unavailable,
     u"The PostgreSQL server ended the connection."},
    {"55P03"_L1, "lock timeout"_L1, Errc::Unavailable,
     u"Something else holds the journal's tables in PostgreSQL: is a maintenance task running?"},
};

const Known *knownOf(const QString &code, const QString &text)
{
    for (const Known &known : kKnown)
        if (code.isEmpty() ? text.contains(known.text) : code.startsWith(known.code))
            return &known;
    return nullptr;
}

// Durability is the journal's promise, whatever the server's default. The rest lets the server
// notice that we are gone, so that another of ours gets the lock; on a unix socket it is without
// effect.
const QStringList kSettings{u"SET client_encoding = 'UTF8'"_s,
                            u"SET standard_conforming_strings = on"_s,
                            u"SET client_min_messages = warning"_s,
                            u"SELECT set_config('synchronous_commit', 'on', false)"
                            " WHERE current_setting('synchronous_commit') IN ('off', 'local')"_s,
                            u"SET lock_timeout = '10s'"_s,
                            u"SET idle_in_transaction_session_timeout = '10s'"_s,
                            u"SET tcp_keepalives_idle = 5"_s,
                            u"SET tcp_keepalives_interval = 2"_s,
                            u"SET tcp_keepalives_count = 3"_s,
                            u"SET tcp_user_timeout = 10000"_s};

} // namespace

Error postgresError(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    const QString detail = error.driverText() + u": "_s + error.databaseText().simplified();
    if (const Known *known = knownOf(code, detail))
        return {known->kind, QString::fromUtf16(known->message), detail};
    if (code.isEmpty()) // the server said nothing: it is not there any more
        return {Errc::Unavailable, u"The connection to the PostgreSQL server is lost."_s, detail};
    return {Errc::Internal, u"The database refused a statement."_s, detail};
}

Result<std::unique_ptr<Connection>> openPostgres(const PostgresServer &server)
{
    const QString options = u"connect_timeout=5;application_name=pilothouse;keepalives_idle=5;"
                            "keepalives_interval=2;keepalives_count=3;tcp_user_timeout=10000"_s;
    auto connection = Connection::open(
        {.name = u"QPSQL"_s,
         .missing = u"Qt's PostgreSQL driver is missing: install libqt6sql6-psql."_s,
         .begin = u"BEGIN"_s,
         .error = &postgresError,
         .address = [&server, &options](QSqlDatabase &database) {
             database.setHostName(server.host);
             if (server.port > 0)
                 database.setPort(server.port);
             database.setUserName(server.user);
             database.setPassword(server.password);
             database.setDatabaseName(server.database);
             database.setConnectOptions(
                 server.options.isEmpty() ? options : QString(options + u';' + server.options));
         }});
    if (!connection)
        return connection;
    for (const QString &setting : kSettings)
        if (const Result<> set = (*connection)->execute(setting); !set)
            return fail(set.error());
    return connection;
}

Result<QString> tryPostgres(const PostgresServer &server)
{
    const auto connection = openPostgres(server);
    if (!connection)
        return fail(connection.error());
    const auto version = (*connection)->value(u"SELECT current_setting('server_version')"_s);
    if (!version)
        return fail(version.error());
    const auto mayCreate =
        (*connection)->value(u"SELECT has_schema_privilege(current_schema(), 'CREATE')"_s);
    if (!mayCreate)
        return fail(mayCreate.error());
    if (!mayCreate->toBool())
        return fail(Errc::Unauthorized, QString::fromUtf16(kMayNotCreate));
    return QString(u"PostgreSQL "_s + version->toString().section(u' ', 0, 0));
}

} // namespace pilothouse
