#include "store/database_url.h"

#include <QFileInfo>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Failure unsupported(const QString &what)
{
    return fail(Errc::InvalidArgument,
                what + u" Use sqlite:///relative/file, sqlite:////absolute/file, sqlite:// "
                       "(in memory) or postgresql://user@host/database."_s);
}

// What QPSQL makes one line for libpq of, each quoted or not at all.
bool isPlain(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar unit) {
        return unit.isSpace() || unit == u'\'' || unit == u'\\' || unit == u';' || unit.isNull();
    });
}

Result<> takeParameters(const QUrl &url, PostgresServer &server)
{
    static const QStringList kTaken{u"sslmode"_s, u"sslrootcert"_s, u"sslcert"_s, u"sslkey"_s,
                                    u"passfile"_s};
    QStringList options;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        if (name != "host"_L1 && !kTaken.contains(name))
            return unsupported(
                u"A PostgreSQL URL takes host, %1 as parameters."_s.arg(kTaken.join(u", "_s)));
        if (value.isEmpty() || !isPlain(value))
            return unsupported(u"The parameter %1 of the database URL is wrong."_s.arg(name));
        if (name == "host"_L1)
            server.host = value;
        else
            options.append(name + u'=' + value);
    }
    server.options = options.join(u';');
    return {};
}

Result<DatabaseLocation> parsePostgres(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return unsupported(u"The database URL cannot be read: characters like @, / and # of a "
                           "password are written as %40, %2F and %23."_s);
    PostgresServer server{.host = url.host(),
                          .port = url.port(0),
                          .user = url.userName(QUrl::FullyDecoded),
                          .password = url.password(QUrl::FullyDecoded),
                          .database = url.path(QUrl::FullyDecoded).mid(1)};
    if (server.database.isEmpty() || server.database.contains(u'/') || url.hasFragment())
        return unsupported(u"The database URL names no database."_s);
    if (const Result<> taken = takeParameters(url, server); !taken)
        return fail(taken.error());
    return DatabaseLocation{.file = {}, .postgres = server};
}

} // namespace

QString shownDatabase(const PostgresServer &server)
{
    QString shown = u"postgresql://"_s;
    if (!server.user.isEmpty())
        shown += server.user + u'@';
    if (!server.host.startsWith(u'/'))
        shown += server.host;
    if (server.port > 0)
        shown += u':' + QString::number(server.port);
    return shown + u'/' + server.database;
}

QString shownDatabase(const QString &url)
{
    const auto location = parseDatabaseUrl(url);
    return location && location->postgres ? shownDatabase(*location->postgres) : url;
}

Result<DatabaseLocation> parseDatabaseUrl(const QString &url)
{
    const QString text = url.trimmed();
    if (text.startsWith("postgresql://"_L1) || text.startsWith("postgres://"_L1))
        return parsePostgres(text);
    const qsizetype colon = text.indexOf(u':');
    if (text.left(colon) != "sqlite"_L1 || !text.startsWith("sqlite://"_L1)) {
        const QString scheme = colon > 0 ? text.left(colon) : QString();
        return unsupported(scheme.isEmpty() || scheme == "sqlite"_L1
                               ? u"The database URL is not complete."_s
                               : u"Databases of the kind \"%1\" are not supported."_s.arg(scheme));
    }
    const QString rest = text.sliced(9);
    if (rest.isEmpty() || rest == "/:memory:"_L1)
        return DatabaseLocation{};
    if (!rest.startsWith(u'/'))
        return unsupported(u"A SQLite URL has no host: a slash is missing."_s);
    const QString file = rest.sliced(1);
    if (file.contains(u'?') || file.contains(u'#') || file.contains(QChar(0)))
        return unsupported(u"A SQLite URL takes no parameters."_s);
    if (file.isEmpty() || file.endsWith(u'/'))
        return unsupported(u"The database URL names no file."_s);
    return DatabaseLocation{.file = QFileInfo(file).absoluteFilePath()};
}

} // namespace pilothouse
