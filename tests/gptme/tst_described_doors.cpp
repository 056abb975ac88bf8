#include "../http/api_server.h"

#include "gptme/gptme_api.h"
#include "openai/openai_api.h"
#include "support/unit_test.h"

#include <QFile>
#include <QRegularExpression>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// "GET /a/<arg>" of each route.
QStringList servedBy(const Router &router)
{
    QStringList routes;
    for (const auto &[method, pattern] : router.routes())
        routes.append(QString::fromLatin1(method + ' ' + pattern));
    routes.sort();
    return routes;
}

/// The same of what docs/openapi/NAME.json describes; {path} is the rest of an address.
QStringList describedIn(const QString &name)
{
    QFile file(QStringLiteral(PILOTHOUSE_DOCUMENTS) + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression argument(u"\\{[^}]*\\}"_s);
    const QJsonObject paths = QJsonDocument::fromJson(file.readAll())[u"paths"_s].toObject();
    QStringList routes;
    for (auto path = paths.begin(); path != paths.end(); ++path)
        for (const QString &method : path.value().toObject().keys())
            routes.append(
                method.toUpper() + u' ' +
                path.key().replace(u"{path}"_s, u"<tail>"_s).replace(argument, u"<arg>"_s));
    routes.sort();
    return routes;
}

} // namespace

/// What the documents of these doors describe is what is served; what is answered, the tests with
/// their clients hold.
class TestDescribedDoors : public QObject
{
    Q_OBJECT
private slots:
    void areThoseOfGptme()
    {
        ApiServer server;
        ConversationStore names(*server.agent.database);
        Conversations conversations(server.parts(), names, "key");
        Router router;
        addGptmeRoutes(router, {.api = server.parts(),
                                .credentials = server.credentials,
                                .conversations = conversations,
                                .models = ModelTable::builtin(),
                                .provider = u"demo"_s,
                                .version = u"1"_s});
        QCOMPARE(describedIn(u"gptme.json"_s), servedBy(router));
    }

    void areThoseOfOpenAi()
    {
        ApiServer server;
        ConversationStore names(*server.agent.database);
        Router router;
        addOpenAiRoutes(router,
                        {.api = server.parts(), .credentials = server.credentials, .names = names});
        QCOMPARE(describedIn(u"openai.json"_s), servedBy(router));
    }
};

PILOTHOUSE_UNIT_TEST(TestDescribedDoors)
#include "tst_described_doors.moc"
