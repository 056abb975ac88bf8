#include "mcp_desk.h"

#include "access/credentials.h"
#include "door/front_door.h"
#include "mcp/mcp_routes.h"
#include "mcp/session_id.h"
#include "support/unit_test.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
    R"("capabilities":{"elicitation":{}},"clientInfo":{"name":"t","version":"1"}}})";
const QByteArray kModernMeta = R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                               R"("io.modelcontextprotocol/clientCapabilities":{}})";

/// The endpoint on a real port, with nobody at the gate.
struct McpPort
{
    explicit McpPort(QList<ScriptedReply> script = {}) : desk(std::move(script))
    {
        addMcpRoutes(router, desk.server, credentials, tasks, desk.agent.clock);
        if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("the test's port cannot be opened");
    }

    std::unique_ptr<QNetworkReply> ask(const QByteArray &method, const QByteArray &body,
                                       const HttpFields &fields = {})
    {
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/mcp"_s.arg(door.serverPort())));
        request.setRawHeader("content-type", "application/json");
        request.setRawHeader("accept", "application/json, text/event-stream");
        for (const auto &[name, value] : fields)
            request.setRawHeader(name, value);
        std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(20'000);
        return reply;
    }
    int status(const QByteArray &method, const QByteArray &body, const HttpFields &fields = {})
    {
        return ask(method, body, fields)
            ->attribute(QNetworkRequest::HttpStatusCodeAttribute)
            .toInt();
    }

    McpDesk desk;
    Credentials credentials{ServerConfig(), "token", desk.agent.clock};
    TaskScope tasks;
    Router router;
    FrontDoor door{{}, router, desk.agent.clock};
    QNetworkAccessManager network;
};

} // namespace

class TestMcpHttp : public QObject
{
    Q_OBJECT
private slots:
    void beginsASession()
    {
        McpPort port;
        const auto reply = port.ask("POST", kInitialize);
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        const McpCaller said = mcpBeginner(reply->rawHeader("mcp-session-id"));
        QVERIFY(said.canElicit);
        QCOMPARE(said.name, u"t 1"_s);
        QVERIFY(reply->readAll().contains(R"("protocolVersion":"2025-11-25")"));
    }

    void answersWithStatus_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("version"); // in the header field
        QTest::addColumn<int>("status");
        const QByteArray old = "2025-11-25";
        QTest::newRow("GET") << QByteArray("GET") << QByteArray() << old << 405;
        QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray() << old << 405;
        QTest::newRow("notification")
            << QByteArray("POST")
            << QByteArray(R"({"jsonrpc":"2.0","method":"notifications/initialized"})") << old
            << 202;
        QTest::newRow("garbage") << QByteArray("POST") << QByteArray("{") << old << 400;
        QTest::newRow("unknown method, old")
            << QByteArray("POST") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"x"})") << old
            << 200;
        QTest::newRow("unknown version")
            << QByteArray("POST") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"ping"})")
            << QByteArray("1999-01-01") << 400;
        QTest::newRow("unknown method, new")
            << QByteArray("POST")
            << R"({"jsonrpc":"2.0","id":1,"method":"x","params":{)" + kModernMeta + "}}"
            << QByteArray("2026-07-28") << 404;
        QTest::newRow("header and body differ")
            << QByteArray("POST")
            << R"({"jsonrpc":"2.0","id":1,"method":"x","params":{)" + kModernMeta + "}}" << old
            << 400;
        QTest::newRow("discover") << QByteArray("POST")
                                  << R"({"jsonrpc":"2.0","id":"d","method":"x","params":{)" +
                                         kModernMeta + "}}"
                                  << QByteArray("2026-07-28") << 404;
    }
    void answersWithStatus()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, version);
        QFETCH(int, status);
        McpPort port;
        const HttpFields fields{{"mcp-protocol-version", version}, {"mcp-method", "x"}};
        QCOMPARE(port.status(method, body, fields), status);
    }

    void takesNothingButJson()
    {
        McpPort port;
        QCOMPARE(port.status("POST", kInitialize, {{"content-type", "text/plain"}}), 415);
    }

    void tellsProgressOnAStreamOfTheRequest()
    {
        McpPort port({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Done"_s}});
        const auto reply = port.ask(
            "POST", R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"run_task",)"
                    R"("arguments":{"task":"x"},"_meta":{"progressToken":7}}})");
        QVERIFY(reply->header(QNetworkRequest::ContentTypeHeader)
                    .toString()
                    .startsWith(u"text/event-stream"_s));
        const QByteArray text = reply->readAll();
        QVERIFY(text.contains(R"("progressToken":7)"));
        QVERIFY(text.indexOf(R"("id":5)") > text.lastIndexOf("notifications/progress"));
        QVERIFY(text.endsWith("}\n\n"));
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpHttp)
#include "tst_mcp_http.moc"
