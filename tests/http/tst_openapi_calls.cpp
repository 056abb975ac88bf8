#include "api_server.h"

#include "desktop/png.h"
#include "http/doc_routes.h"
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
const QString kFileTail = u"notes/a.txt"_s;

ToolCall bashCall()
{
    return {.id = u"call_1"_s,
            .name = u"bash"_s,
            .tool = u"bash"_s,
            .action = u"run"_s,
            .input = QJsonObject{{u"command"_s, u"ls"_s}}};
}

/// A run that waits for an approval.
void ask(ApiServer &server, const QString &session)
{
    server.post(session + u"/messages"_s, kHello);
    server.waitForStatus(session, u"awaiting_approval"_s);
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
        {u"renameSession"_s, {.body = R"({"title":"B"})"}},
        {u"listMessages"_s, {.prepare = ask}},
        {u"sendMessage"_s, {.body = kHello}},
        {u"interruptRun"_s, {.prepare = ask}},
        {u"pauseRun"_s, {.prepare = ask}},
        {u"resumeRun"_s, {.prepare = interrupt}},
        {u"decideApproval"_s, {.body = R"({"decision":"allow"})", .prepare = ask}},
        {u"streamEvents"_s, {.query = u"?format=json"_s, .prepare = interrupt}},
        {u"exportSession"_s, {.query = u"?format=json"_s, .prepare = interrupt}},
        {u"takeScreenshot"_s, {.prepare = ask}},
        {u"takeControl"_s, {.body = kWheel, .prepare = ask}},
        {u"handBackControl"_s, {.query = u"?viewer=me"_s, .prepare = takeWheel}},
        {u"issueTicket"_s, {.body = R"({"path":"/sessions/1"})"}},
        {u"logIn"_s, {.body = R"({"token":"token"})"}},
        {u"uiFile"_s, {.tail = u"main.js"_s}},
        {u"docsFile"_s, {.tail = u"docs.js"_s}},
        {u"listFiles"_s, {.prepare = bringFile}},
        {u"getFile"_s, {.tail = kFileTail, .prepare = bringFile}},
        {u"putFile"_s, {.body = "text", .tail = kFileTail}},
        {u"deleteFile"_s, {.tail = kFileTail, .prepare = bringFile}},
    };
}

/// WebSockets are called in tests/ws, tests/vnc and tests/e2e.
const QSet<QString> kCalledElsewhere{u"openSocket"_s, u"openVnc"_s};

QJsonObject document()
{
    return QJsonDocument::fromJson(openApiDocument()).object();
}

/// The media types that the document gives for an answer, or null when it knows no such answer.
std::optional<QJsonObject> described(const QJsonObject &operation, int status)
{
    const QJsonObject responses = operation.value("responses"_L1).toObject();
    const QString key = QString::number(status);
    if (!responses.contains(key))
        return std::nullopt;
    return responses.value(key).toObject().value("content"_L1).toObject();
}

} // namespace

class TestOpenApiCalls : public QObject
{
    Q_OBJECT
private slots:
    void answersEachDescribedOperationAsDescribed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QJsonObject>("operation");
        const QJsonObject paths = document().value("paths"_L1).toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            const QJsonObject item = path.value().toObject();
            for (const QString &method : item.keys()) {
                const QJsonObject operation = item.value(method).toObject();
                const QString id = operation.value("operationId"_L1).toString();
                if (!id.isEmpty() && !kCalledElsewhere.contains(id))
                    QTest::newRow(qPrintable(id))
                        << path.key() << method.toUpper().toLatin1() << operation;
            }
        }
    }
    void answersEachDescribedOperationAsDescribed()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, method);
        QFETCH(QJsonObject, operation);
        ApiServer server({{.toolCalls = {bashCall()}}, {.text = u"Done."_s}});
        FakeDisplay display(QSize(64, 48));
        server.agent.benches.display = &display;
        const QString session = server.newSession(R"({"approval":"all"})");
        const Example example = examples().value(operation.value("operationId"_L1).toString());
        if (example.prepare)
            example.prepare(server, session);
        const QByteArray png = encodePng(QImage(4, 4, QImage::Format_RGB32));
        path.replace(u"/sessions/{id}"_s, session)
            .replace(u"{tool_use_id}"_s, u"call_1"_s)
            .replace(u"{path}"_s, example.tail)
            .replace(u"{hash}"_s, QCoro::waitFor(server.agent.blobs.put(png))->value);

        const ApiAnswer answer = server.ask(method, path + example.query, example.body);

        QVERIFY2(answer.status >= 200 && answer.status < 400, answer.body.left(500).constData());
        const auto media = described(operation, answer.status);
        QVERIFY2(media, qPrintable(QString::number(answer.status)));
        const QString type = QString::fromLatin1(answer.type.split(';').constFirst());
        QVERIFY2(media->isEmpty() ? answer.body.isEmpty()
                                  : media->contains(type) || media->contains("*/*"_L1),
                 qPrintable(type));
        if (type != "application/json"_L1)
            return;
        const QJsonDocument json = QJsonDocument::fromJson(answer.body);
        const QJsonValue value = json.isArray() ? QJsonValue(json.array()) : json.object();
        const QJsonObject schema = media->value(type).toObject().value("schema"_L1).toObject();
        QCOMPARE(schemaProblems(document(), schema, value), QStringList());
    }

    void hasNoExampleOfAnOperationThatIsGone()
    {
        const QByteArray text = openApiDocument();
        const QHash<QString, Example> all = examples();
        for (const QString &id : all.keys())
            QVERIFY2(text.contains(QByteArray('"' + id.toLatin1() + '"')), qPrintable(id));
    }
};

PILOTHOUSE_UNIT_TEST(TestOpenApiCalls)
#include "tst_openapi_calls.moc"
