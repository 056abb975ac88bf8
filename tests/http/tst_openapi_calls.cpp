// Each operation of the document, called. Long: an example for each that needs one.
#include "api_server.h"
#include "openapi_document.h"

#include "access/access_control.h"
#include "http/doc_routes.h"
#include "screen/png.h"
#include "support/fake_display.h"
#include "support/json_schema.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// What a call needs besides what the document says of it.
struct Example
{
    QByteArray body = {};
    QString query = {};
    QString tail = {};                                              ///< for {path}
    std::function<void(ApiServer &, const QString &)> prepare = {}; ///< gets the session's path
};

const QByteArray kWheel = R"({"viewer":"me"})";
const QByteArray kSecret = R"({"value":"correct horse"})";
const QByteArray kTemplate = R"({"name":"A","task":"Read {{page}}"})";
const QByteArray kBrowser = R"({"endpoint":"https://push.example/v2/abc","keys":{"p256dh":)"
                            R"("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs)"
                            R"(7Vd8pZGH6SRpkNtoIAiw4","auth":"BTBZMqHH6r4Tts7J_aSIgg"}})";
const QString kFileTail = u"notes/a.txt"_s;

/// A run that waits for an approval.
void ask(ApiServer &server, const QString &session)
{
    server.post(session + u"/messages"_s, kHello);
    server.waitForStatus(session, u"awaiting_approval"_s);
}

void allowForGood(ApiServer &server, const QString &session)
{
    ask(server, session);
    server.post(session + u"/approvals/call_1"_s, R"({"decision":"allow","remember":true})");
    server.waitForStatus(session, u"completed"_s);
}

void interrupt(ApiServer &server, const QString &session)
{
    ask(server, session);
    server.post(session + u"/interrupt"_s);
    server.waitForStatus(session, u"interrupted"_s);
}

void bringFile(ApiServer &server, const QString &session)
{
    server.ask("PUT", session + u"/files/"_s + kFileTail, "text");
}

void giveSecret(ApiServer &server, const QString &session)
{
    server.ask("PUT", session + u"/secrets/PASS"_s, kSecret);
}

/// Its id.
QString newTemplate(ApiServer &server)
{
    return server.post(u"/templates"_s, R"({"name":"Kept"})").text("id");
}

/// The id of a browser that is called.
QString newBrowser(ApiServer &server)
{
    return server.post(u"/push"_s, kBrowser).text("id");
}

/// The id of a snapshot of the session, which is a desk as well.
QString newSnapshot(ApiServer &server, const QString &session)
{
    return server.post(session + u"/snapshots"_s, R"({"name":"Kept"})").text("id");
}

/// The picture that rows with a {hash} ask for, sent by somebody.
BlobHash storedPicture(ApiServer &server)
{
    QImage picture(4, 4, QImage::Format_RGB32);
    picture.fill(Qt::red);
    return *QCoro::waitFor(server.agent.blobs.put(encodePng(picture)));
}

void sendPicture(ApiServer &server, const QString &session)
{
    QList<EventBody> bodies;
    const ImageRef image{
        .blob = storedPicture(server), .mediaType = u"image/png"_s, .size = {4, 4}};
    bodies.append(UserMessage{.text = {}, .images = {image}});
    QCoro::waitFor(
        server.agent.journal.append(SessionId{session.section(u'/', -1)}, std::move(bodies)));
}

void takeWheel(ApiServer &server, const QString &session)
{
    ask(server, session);
    server.post(session + u"/control"_s, kWheel);
}

/// By operationId, for those that need more than their address. Whoever adds an operation that does
/// adds its example here.
QHash<QString, Example> examples()
{
    return {
        {u"createSession"_s, {.body = R"({"title":"A","tools":["bash"]})"}},
        {u"changeSession"_s, {.body = R"({"title":"B","max_steps":400})"}},
        {u"askAgain"_s, {.prepare = allowForGood}},
        {u"listMessages"_s, {.prepare = ask}},
        {u"sendMessage"_s, {.body = kHello}},
        {u"interruptRun"_s, {.prepare = ask}},
        {u"pauseRun"_s, {.prepare = ask}},
        {u"resumeRun"_s, {.prepare = interrupt}},
        {u"decideApproval"_s, {.body = R"({"decision":"allow"})", .prepare = ask}},
        {u"allowHost"_s, {.body = R"({"host":"example.com"})"}},
        {u"setSecret"_s, {.body = kSecret}},
        {u"removeSecret"_s, {.prepare = giveSecret}},
        {u"createTemplate"_s, {.body = kTemplate}},
        {u"replaceTemplate"_s, {.body = R"({"name":"B","options":{"max_steps":5}})"}},
        {u"takeSnapshot"_s, {.body = R"({"name":"Mail"})"}},
        {u"search"_s, {.query = u"?q=hello"_s, .prepare = interrupt}},
        {u"streamEvents"_s, {.query = u"?format=json"_s, .prepare = interrupt}},
        {u"exportSession"_s, {.query = u"?format=json"_s, .prepare = interrupt}},
        {u"takeScreenshot"_s, {.prepare = ask}},
        {u"listElements"_s, {.prepare = ask}},
        {u"takeControl"_s, {.body = kWheel, .prepare = ask}},
        {u"handBackControl"_s, {.query = u"?viewer=me"_s, .prepare = takeWheel}},
        {u"callBrowser"_s, {.body = kBrowser}},
        {u"issueTicket"_s, {.body = R"({"path":"/sessions/1"})"}},
        {u"logIn"_s, {.body = R"({"token":"token"})"}},
        {u"uiFile"_s, {.tail = u"icon.svg"_s}},
        {u"docsFile"_s, {.tail = u"docs.js"_s}},
        {u"getSharedPicture"_s, {.prepare = sendPicture}},
        {u"sharedFile"_s, {.tail = u"icon.svg"_s}},
        {u"readSharedEvents"_s, {.prepare = interrupt}},
        {u"listFiles"_s, {.prepare = bringFile}},
        {u"getFile"_s, {.tail = kFileTail, .prepare = bringFile}},
        {u"putFile"_s, {.body = "text", .tail = kFileTail}},
        {u"deleteFile"_s, {.tail = kFileTail, .prepare = bringFile}},
    };
}

/// WebSockets are called in tests/ws, tests/vnc and tests/e2e, MCP in tests/mcp.
const QSet<QString> kCalledElsewhere{u"openSocket"_s, u"openVnc"_s, u"watchSessions"_s, u"mcp"_s,
                                     u"mcpStream"_s};

/// An answer as the document gives it for its status, with what "$ref" leads to.
std::optional<QJsonObject> described(const QJsonObject &operation, int status)
{
    const QJsonObject responses = operation.value("responses"_L1).toObject();
    const QString key = QString::number(status);
    if (!responses.contains(key))
        return std::nullopt;
    const QJsonObject response = responses.value(key).toObject();
    const QString name = response.value("$ref"_L1).toString().section(u'/', -1);
    if (name.isEmpty())
        return response;
    const QJsonObject components = openApiJson().value("components"_L1).toObject();
    return components.value("responses"_L1).toObject().value(name).toObject();
}

/// How `answer` differs from what the document says of it; empty: not at all.
QString difference(const QJsonObject &operation, const ApiAnswer &answer)
{
    const auto response = described(operation, answer.status);
    if (!response)
        return u"%1 is not described: %2"_s.arg(answer.status)
            .arg(QString::fromUtf8(answer.body.left(500)));
    const QJsonObject media = response->value("content"_L1).toObject();
    const QString type = QString::fromLatin1(answer.type.split(';').constFirst());
    if (media.isEmpty() ? !answer.body.isEmpty()
                        : !media.contains(type) && !media.contains("*/*"_L1))
        return u"this type is not described: "_s + type;
    if (type != "application/json"_L1)
        return {};
    const QJsonDocument json = QJsonDocument::fromJson(answer.body);
    const QJsonValue value = json.isArray() ? QJsonValue(json.array()) : json.object();
    const QJsonObject schema = media.value(type).toObject().value("schema"_L1).toObject();
    return schemaProblems(openApiJson(), schema, value).join(u'\n');
}

ServerConfig switchedOn()
{
    ServerConfig config;
    config.shareLinks = true;
    return config;
}

/// As the server is: with somebody at the gate.
class GuardedApi : public ApiServer
{
public:
    using ApiServer::ApiServer;
    ApiAnswer call(const QByteArray &method, QString path, const QString &id,
                   const HttpFields &fields)
    {
        const Example example = examples().value(id);
        path.replace(u"{id}"_s, u"11111111-2222-4333-8444-555555555555"_s)
            .replace(u"{tool_use_id}"_s, u"call_1"_s)
            .replace(u"{name}"_s, u"PASS"_s)
            .replace(u"{grant}"_s, u"bash:run"_s)
            .replace(u"{path}"_s, example.tail)
            .replace(u"{share}"_s, u"AAAA"_s)
            .replace(u"{link}"_s, u"AAAA.AAAA"_s)
            .replace(u"{browser}"_s, u"0123456789abcdef"_s)
            .replace(u"{hash}"_s, QString(64, u'0'));
        door.gate = [this](const HttpHead &head, const QHostAddress &peer) {
            return m_control.check(head, peer);
        };
        return ask(method, path + example.query, example.body, "application/json", fields);
    }

private:
    AccessControl m_control{switchedOn(), credentials};
};

const std::pair<QByteArray, QByteArray> kTokenField{"Authorization", "Bearer token"};

} // namespace

class TestOpenApiCalls : public QObject
{
    Q_OBJECT
private slots:
    void answersEachDescribedOperationAsDescribed_data() { operations(); }
    void answersEachDescribedOperationAsDescribed()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, method);
        QFETCH(QJsonObject, operation);
        ApiServer server({{.toolCalls = {bashCall(u"call_1"_s)}}, {.text = u"Done."_s}});
        FakeDisplay display(QSize(64, 48));
        server.agent.benches.display = &display;
        const QString session = server.newSession(R"({"approval":"all","egress":"list"})");
        const Example example = examples().value(operation.value("operationId"_L1).toString());
        if (example.prepare)
            example.prepare(server, session);
        const ApiAnswer share = server.post(session + u"/shares"_s, "{}");
        path.replace(u"/sessions/{id}"_s, session)
            .replace(u"{share}"_s, share.text("id"))
            .replace(u"{link}"_s, share.text("url").section(u'/', -1))
            .replace(u"{tool_use_id}"_s, u"call_1"_s)
            .replace(u"{name}"_s, u"PASS"_s)
            .replace(u"{grant}"_s, u"bash:run"_s)
            .replace(u"{path}"_s, example.tail)
            .replace(u"{template}"_s, newTemplate(server))
            .replace(u"{snapshot}"_s, newSnapshot(server, session))
            .replace(u"{desk}"_s, u"Kept"_s)
            .replace(u"{browser}"_s, newBrowser(server))
            .replace(u"{hash}"_s, storedPicture(server).value);

        const ApiAnswer answer = server.ask(method, path + example.query, example.body);

        QVERIFY2(answer.status >= 200 && answer.status < 400, answer.body.left(500).constData());
        QCOMPARE(difference(operation, answer), QString());
    }

    void refusesWithoutATokenAsDescribed_data() { operations(); }
    void refusesWithoutATokenAsDescribed()
    {
        const ApiAnswer answer = call({});
        QCOMPARE(answer.status == 401, !operation().contains("security"_L1));
        if (answer.status == 401)
            QCOMPARE(difference(operation(), answer), QString());
    }

    void knowsNoOtherSessionAsDescribed_data()
    {
        operations(
            [](const QString &path, const QJsonObject &) { return path.contains(u"{id}"_s); });
    }
    void knowsNoOtherSessionAsDescribed()
    {
        const ApiAnswer answer = call({kTokenField});
        QCOMPARE(answer.status, 404);
        QCOMPARE(difference(operation(), answer), QString());
    }

    void refusesAWrongBodyAsDescribed_data()
    {
        operations([](const QString &, const QJsonObject &each) {
            const QJsonObject body = each.value("requestBody"_L1).toObject();
            return body.value("content"_L1).toObject().contains("application/json"_L1);
        });
    }
    void refusesAWrongBodyAsDescribed()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, method);
        ApiServer server;
        path.replace(u"/sessions/{id}"_s, server.newSession());
        const ApiAnswer answer = server.ask(method, path, "[1]");
        QCOMPARE(answer.status, 422);
        QCOMPARE(difference(operation(), answer), QString());
    }

    void refusesPagesOfOtherOriginsAsDescribed_data() { operations(); }
    void refusesPagesOfOtherOriginsAsDescribed()
    {
        QFETCH(QByteArray, method);
        const ApiAnswer answer = call({kTokenField, {"Origin", "http://evil.example"}});
        QCOMPARE(answer.status == 403, method != "GET");
        if (answer.status != 403)
            return;
        QCOMPARE(difference(operation(), answer), QString());
        QVERIFY2(answer.text("detail").contains(u"http://evil.example"_s), answer.body.constData());
        QVERIFY2(answer.text("detail").contains(u"CORS origins"_s), answer.body.constData());
    }

    void refusesForeignHostsAsDescribed_data() { operations(); }
    void refusesForeignHostsAsDescribed()
    {
        const ApiAnswer answer = call({kTokenField, {"Host", "evil.example:8000"}});
        QCOMPARE(answer.status, 403);
        QCOMPARE(difference(operation(), answer), QString());
        QVERIFY2(answer.text("detail").contains(u"evil.example"_s), answer.body.constData());
        QVERIFY2(answer.text("detail").contains(u"allowed hosts"_s), answer.body.constData());
    }

    void hasNoExampleOfAnOperationThatIsGone()
    {
        const QByteArray text = openApiDocument();
        const QHash<QString, Example> all = examples();
        for (const QString &id : all.keys())
            QVERIFY2(text.contains(QByteArray('"' + id.toLatin1() + '"')), qPrintable(id));
    }

private:
    using Choice = std::function<bool(const QString &path, const QJsonObject &operation)>;

    /// A row for each operation of the document that is chosen.
    static void operations(const Choice &isChosen = {})
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QJsonObject>("operation");
        const QJsonObject paths = openApiJson().value("paths"_L1).toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            const QJsonObject item = path.value().toObject();
            for (const QString &method : item.keys()) {
                const QJsonObject each = item.value(method).toObject();
                const QString id = each.value("operationId"_L1).toString();
                if (id.isEmpty() || kCalledElsewhere.contains(id))
                    continue;
                if (!isChosen || isChosen(path.key(), each))
                    QTest::newRow(qPrintable(id))
                        << path.key() << method.toUpper().toLatin1() << each;
            }
        }
    }
    static QJsonObject operation()
    {
        QFETCH(QJsonObject, operation);
        return operation;
    }
    /// The row's operation on a server that knows no session.
    static ApiAnswer call(const HttpFields &fields)
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, method);
        GuardedApi server;
        const QString id = operation().value("operationId"_L1).toString();
        return server.call(method, path, id, fields);
    }
};

PILOTHOUSE_UNIT_TEST(TestOpenApiCalls)
#include "tst_openapi_calls.moc"
