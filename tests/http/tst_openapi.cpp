#include "api_server.h"
#include "openapi_document.h"

#include "core/json.h"
#include "feed/session_json.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// The server's routes, of which none is asked anything here.
QSet<QString> servedRoutes()
{
    const ApiServer server;
    QSet<QString> routes;
    for (const auto &[method, pattern] : server.router.routes())
        routes.insert(QString::fromLatin1(method + ' ' + pattern));
    return routes;
}

/// "/sessions/{id}/files/{path}" -> "/sessions/<arg>/files/<tail>": a {path} is the rest.
QString patternOf(QString path)
{
    static const QRegularExpression argument(u"\\{[^}]*\\}"_s);
    return path.replace(u"{path}"_s, u"<tail>"_s).replace(argument, u"<arg>"_s);
}

QSet<QString> describedRoutes()
{
    static const QSet<QString> methods{u"get"_s,   u"put"_s,    u"post"_s,
                                       u"patch"_s, u"delete"_s, u"head"_s};
    QSet<QString> routes;
    const QJsonObject paths = openApiJson().value("paths"_L1).toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path)
        for (const QString &key : path.value().toObject().keys())
            if (methods.contains(key))
                routes.insert(key.toUpper() + u' ' + patternOf(path.key()));
    return routes;
}

/// All "$ref" in `value` and below.
QStringList references(const QJsonValue &value)
{
    QStringList found;
    if (value.isArray())
        for (const QJsonValue &item : value.toArray())
            found += references(item);
    const QJsonObject object = value.toObject();
    for (auto item = object.begin(); item != object.end(); ++item)
        found += item.key() == "$ref"_L1 ? QStringList(item.value().toString())
                                         : references(item.value());
    return found;
}

bool isThere(const QJsonObject &document, const QString &reference)
{
    QJsonValue value = document;
    for (const QString &key : reference.split(u'/').mid(1))
        value = value.toObject().value(key);
    return reference.startsWith(u"#/"_s) && value.isObject();
}

QString listed(const QSet<QString> &routes)
{
    return QStringList(routes.begin(), routes.end()).join(u", "_s);
}

} // namespace

class TestOpenApi : public QObject
{
    Q_OBJECT
private slots:
    void describesEveryRouteThatIsServed()
    {
        const QSet<QString> missing = servedRoutes() - describedRoutes();
        QVERIFY2(missing.isEmpty(), qPrintable(listed(missing)));
    }

    void describesNothingElse()
    {
        const QSet<QString> others{u"GET /sessions/ws"_s, u"GET /sessions/<arg>/ws"_s,
                                   u"GET /sessions/<arg>/vnc"_s, u"GET /mcp"_s,
                                   u"POST /mcp"_s}; // wired by the server
        const QSet<QString> invented = describedRoutes() - servedRoutes() - others;
        QVERIFY2(invented.isEmpty(), qPrintable(listed(invented)));
    }

    void refersOnlyToWhatIsThere()
    {
        const QJsonObject whole = openApiJson();
        const QStringList all = references(whole);
        QVERIFY(all.size() > 50);
        for (const QString &reference : all)
            QVERIFY2(isThere(whole, reference), qPrintable(reference));
    }

    void tellsTheProgramsVersion()
    {
        const QJsonObject info = openApiJson().value("info"_L1).toObject();
        QCOMPARE(info.value("version"_L1).toString(), QStringLiteral(PILOTHOUSE_VERSION));
    }

    void namesTheFieldsOfASession()
    {
        const QJsonObject schemas =
            openApiJson().value("components"_L1).toObject().value("schemas"_L1).toObject();
        QJsonObject described =
            schemas.value("Session"_L1).toObject().value("properties"_L1).toObject();
        described.remove("preview"_L1); // only in lists that are asked for it
        QCOMPARE(described.keys(), parseJsonObject(sessionJson(SessionRecord()))->keys());
    }
};

PILOTHOUSE_UNIT_TEST(TestOpenApi)
#include "tst_openapi.moc"
