#include "api_server.h"
#include "openapi_document.h"

#include "http/new_session.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kTemplates = u"/templates"_s;
const QByteArray kWhole = R"({"name":" Read  a page ","task":"Read {{page}} as {{secret:PIN}}",)"
                          R"("options":{"model":"claude-opus-5-5","max_steps":5,)"
                          R"("tools":["bash"],"title":null,"unknown":1}})";

QString addressOf(const ApiAnswer &answer)
{
    return kTemplates + u'/' + answer.text("id");
}

QStringList actionsIn(const QByteArray &audit)
{
    QStringList actions;
    const QJsonArray entries =
        QJsonDocument::fromJson(audit).object().value("entries"_L1).toArray();
    for (const QJsonValue &entry : entries)
        actions.append(entry.toObject().value("action"_L1).toString());
    return actions;
}

} // namespace

class TestTemplateRoutes : public QObject
{
    Q_OBJECT
private slots:
    void oneIsKeptListedChangedAndRemoved()
    {
        ApiServer server;
        const ApiAnswer made = server.post(kTemplates, kWhole);
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("name"), u"Read a page"_s);
        QCOMPARE(made.text("task"), u"Read {{page}} as {{secret:PIN}}"_s);
        const QJsonObject options = made.json().value("options"_L1).toObject();
        QCOMPARE(options.keys(), (QStringList{u"max_steps"_s, u"model"_s, u"tools"_s}));
        QCOMPARE(server.get(kTemplates).array(), QJsonArray{made.json()});

        const ApiAnswer changed = server.ask("PUT", addressOf(made), R"({"name":"Another"})");
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.text("name"), u"Another"_s);
        QCOMPARE(changed.json().value("options"_L1).toObject(), QJsonObject());
        QCOMPARE(server.ask("DELETE", addressOf(made)).status, 200);
        QCOMPARE(server.ask("DELETE", addressOf(made)).status, 404);
        QCOMPARE(server.get(kTemplates).body, QByteArray("[]"));
    }

    void theTrailTellsWhoDidWhatButNotWhatWasTyped()
    {
        ApiServer server;
        const ApiAnswer made = server.post(kTemplates, kWhole);
        server.ask("PUT", addressOf(made), R"({"name":"Another","task":"Wait"})");
        server.ask("DELETE", addressOf(made));
        const QByteArray audit = server.get(u"/audit"_s).body;
        QCOMPARE(actionsIn(audit), (QStringList{u"template_created"_s, u"template_changed"_s,
                                                u"template_removed"_s}));
        QVERIFY2(!audit.contains("page") && !audit.contains("Another"), audit.constData());
        QVERIFY2(audit.contains(made.text("id").toLatin1()), audit.constData());
    }

    void aRefusedOneLeavesNoTrace()
    {
        ApiServer server;
        server.post(kTemplates, R"({"name":"One"})");
        QCOMPARE(server.post(kTemplates, R"({"name":"ONE"})").status, 409);
        QCOMPARE(server.get(kTemplates).array().size(), 1);
        QCOMPARE(actionsIn(server.get(u"/audit"_s).body), QStringList{u"template_created"_s});
    }

    void whatWillNotDoIsNamedByItsPlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("place");
        const auto row = [](const char *name, const QByteArray &body, const char *place) {
            QTest::newRow(name) << body << QByteArray(place);
        };
        row("no name", R"({"task":"A"})", R"(["body","name"])");
        row("an empty name", R"({"name":" "})", R"(["body","name"])");
        row("a long name", R"({"name":")" + QByteArray(101, 'a') + R"("})", R"(["body","name"])");
        row("a long task", R"({"name":"A","task":")" + QByteArray(20'001, 'a') + R"("})",
            R"(["body","task"])");
        row("no options", R"({"name":"A","options":[]})", R"(["body","options"])");
        row("steps", R"({"name":"A","options":{"max_steps":-1}})",
            R"(["body","options","max_steps"])");
        row("a host", R"({"name":"A","options":{"allow_hosts":["a.example","a/b"]}})",
            R"(["body","options","allow_hosts",1])");
        row("secrets", R"({"name":"A","options":{"secrets":{"PIN":"1234-5678"}}})",
            R"(["body","options","secrets"])");
    }
    void whatWillNotDoIsNamedByItsPlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, place);
        ApiServer server;
        const ApiAnswer answer = server.post(kTemplates, body);
        QCOMPARE(answer.status, 422);
        const QByteArray loc = "\"loc\":" + place + ',';
        QVERIFY2(answer.body.contains(loc), answer.body.constData());
        QVERIFY2(!answer.body.contains("1234-5678"), answer.body.constData());
        QCOMPARE(server.get(kTemplates).body, QByteArray("[]"));
    }

    void aSecretOfEverySessionIsKeptAsItsPlaceholder()
    {
        ApiServer server;
        const SecretVault vault({{.name = u"PIN"_s, .value = u"1234-5678"_s}});
        TemplateActions actions(server.templateStore, server.audit, vault);
        const QString typed = u"Type 1234-5678"_s;
        const auto made =
            QCoro::waitFor(actions.create({.name = u"Log in 1234-5678"_s,
                                           .task = typed,
                                           .options = {{u"system_prompt_suffix"_s, typed}}},
                                          u"token"_s));
        QVERIFY(made);
        const QByteArray listed = server.get(kTemplates).body;
        QCOMPARE(made->task, u"Type {{secret:PIN}}"_s);
        QCOMPARE(listed.count("{{secret:PIN}}"), 3);
        QVERIFY2(!listed.contains("1234-5678"), listed.constData());
    }

    void everyOptionOfANewSessionIsKept()
    {
        QJsonObject described = openApiJson().value("components"_L1).toObject();
        described = described.value("schemas"_L1).toObject().value("NewSession"_L1).toObject();
        described = described.value("properties"_L1).toObject();
        described.remove("secrets"_L1);
        described.remove("webhook"_L1); // may hold a token
        QCOMPARE(overridesIn(described).keys(), described.keys());
    }
};

PILOTHOUSE_UNIT_TEST(TestTemplateRoutes)
#include "tst_template_routes.moc"
