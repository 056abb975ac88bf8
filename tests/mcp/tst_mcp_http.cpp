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

    std::unique_ptr<QNetworkReply> begin(const QByteArray &method, const QByteArray &body,
                                         const HttpFields &fields = {})
    {
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/mcp"_s.arg(door.serverPort())));
        request.setRawHeader("content-type", "application/json");
        request.setRawHeader("accept", "application/json, text/event-stream");
        for (const auto &[name, value] : fields)
            request.setRawHeader(name, value);
        // Of a verb that it does not know, Qt waits for a body.
        return std::unique_ptr<QNetworkReply>(
            method == "HEAD" ? network.head(request)
                             : network.sendCustomRequest(request, method, body));
    }
    std::unique_ptr<QNetworkReply> ask(const QByteArray &method, const QByteArray &body,
                                       const HttpFields &fields = {})
    {
        std::unique_ptr<QNetworkReply> reply = begin(method, body, fields);
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
        QTest::newRow("GET, new") << QByteArray("GET") << QByteArray() << QByteArray("2026-07-28")
                                  << 405;
        QTest::newRow("HEAD") << QByteArray("HEAD") << QByteArray() << old << 405;
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

    void tellsWhatChangesOnAStreamOfAnOldClient()
    {
        McpPort port({{.text = u"Done"_s}});
        const QByteArray session = port.ask("POST", kInitialize)->rawHeader("mcp-session-id");
        const HttpFields ofClient{{"mcp-session-id", session}};
        port.status("POST",
                    R"({"jsonrpc":"2.0","id":1,"method":"resources/subscribe",)"
                    R"("params":{"uri":"pilothouse://sessions"}})",
                    ofClient);
        const auto stream = port.begin("GET", {}, ofClient);
        QTRY_COMPARE(stream->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        port.desk.call(u"run_task"_s, {{u"task"_s, u"x"_s}});
        port.desk.agent.clock.advance(std::chrono::milliseconds(250));
        QTRY_VERIFY(stream->peek(10'000).contains("resources/list_changed"));
        QTRY_VERIFY(stream->peek(10'000).contains("\"uri\":\"pilothouse://sessions\""));
        QVERIFY(!stream->isFinished());
        stream->abort();
    }

    void givesSignsOfLifeWhileACallTakesLong()
    {
        McpPort port(QList<ScriptedReply>{{.hang = true}});
        const QByteArray call =
            R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_task",)"
            R"("arguments":{"task":"x","wait_s":40}}})";
        const auto reply = port.begin("POST", call);
        QTRY_VERIFY(!port.desk.registry.openSessions().isEmpty());
        port.desk.agent.clock.advance(std::chrono::seconds(2));
        QTRY_VERIFY(reply->header(QNetworkRequest::ContentTypeHeader)
                        .toString()
                        .startsWith(u"text/event-stream"_s));
        port.desk.agent.clock.advance(std::chrono::seconds(15));
        QTRY_VERIFY(reply->peek(1000).contains(": alive"));
        reply->abort();
    }

    void endsAStreamWhoseLogInHasEnded()
    {
        McpPort port;
        port.door.gate = [](const HttpHead &, const QHostAddress &) {
            return Verdict::admit("browser"); // of a cookie that is none any more
        };
        const auto stream = port.begin("GET", {});
        QTRY_COMPARE(stream->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        port.desk.agent.clock.advance(std::chrono::seconds(15));
        QTRY_VERIFY(stream->isFinished());
    }

    void saysWhoItWas()
    {
        McpPort port({{.text = u"Done"_s}});
        port.door.gate = [](const HttpHead &, const QHostAddress &) {
            return Verdict::admit("token");
        };
        const QByteArray call =
            R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_task",)"
            R"("arguments":{"task":"x"}}})";
        QCOMPARE(port.status("POST", call), 200);
        QTRY_VERIFY(!port.desk.audit.entries()->isEmpty());
        QCOMPARE(port.desk.audit.entries()->first().entry.actor, u"token (MCP)"_s);
    }

    void opensAStreamOnlyForThoseWhoTakeOne()
    {
        McpPort port;
        QCOMPARE(port.status("GET", {}, {{"accept", "application/json"}}), 406);
    }

    void givesUpNoCallOfAnotherClient()
    {
        // Both are of the new era and have nothing that tells them apart.
        McpPort port(QList<ScriptedReply>{{.hang = true}});
        const HttpFields now{{"mcp-protocol-version", "2026-07-28"},
                             {"mcp-method", "tools/call"},
                             {"mcp-name", "run_task"}};
        const auto call = port.begin(
            "POST",
            R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_task",)"
            R"("arguments":{"task":"x"},)" +
                kModernMeta + "}}",
            now);
        const auto isRunning = [&port] {
            const auto open = port.desk.registry.openSessions();
            return !open.isEmpty() && port.desk.registry.find(open.first())->isRunning();
        };
        QTRY_VERIFY(isRunning());
        const QByteArray cancel =
            R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1)";
        const QByteArray cancelNow = cancel + "," + kModernMeta + "}}";
        const HttpFields ofNow{{"mcp-protocol-version", "2026-07-28"},
                               {"mcp-method", "notifications/cancelled"}};
        QCOMPARE(port.status("POST", cancelNow, ofNow), 202);
        QCOMPARE(port.status("POST", cancel + "}}"), 202);
        for (int i = 0; i < 5; ++i) // time enough for a run to end
            port.status("POST", kInitialize);
        QVERIFY(isRunning());
        call->abort(); // the one who began it goes
        QTRY_VERIFY(!isRunning());
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
