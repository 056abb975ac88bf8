#include "mcp_desk.h"

#include "access/credentials.h"
#include "door/front_door.h"
#include "mcp/mcp_routes.h"
#include "mcp/stdio/remote_server.h"
#include "support/unit_test.h"

#include <QSignalSpy>

#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// The ends of two pipes: what a program that starts `pilothouse mcp` has.
struct Program
{
    Program()
    {
        if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            qFatal("no pipe");
    }
    ~Program()
    {
        hangUp();
        ::close(to[0]);
        ::close(from[0]);
        ::close(from[1]);
    }
    void say(const QByteArray &text) const
    {
        QCOMPARE(::write(to[1], text.constData(), size_t(text.size())), text.size());
    }
    void hangUp()
    {
        if (to[1] >= 0)
            ::close(std::exchange(to[1], -1));
    }
    /// All that came until now.
    QByteArray heard()
    {
        std::array<char, 65536> part;
        for (ssize_t n = 0; (n = ::read(from[0], part.data(), part.size())) > 0;)
            all.append(part.data(), n);
        return all;
    }

    std::array<int, 2> to{};
    std::array<int, 2> from{};
    QByteArray all;
};

const QByteArray kHandshake =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
    R"("capabilities":{},"clientInfo":{"name":"prog","version":"1"}}})"
    "\n";
const QByteArray kBegun = R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
                          "\n";
const QByteArray kPing = R"({"jsonrpc":"2.0","id":"ping","method":"ping"})"
                         "\n";
const QByteArray kRun =
    R"({"jsonrpc":"2.0","id":"r","method":"tools/call","params":{"name":"run_task",)"
    R"("arguments":{"task":"x"},"_meta":{"progressToken":1}}})"
    "\n";

} // namespace

class TestStdioClient : public QObject
{
    Q_OBJECT
private slots:
    void isAnsweredLineByLine()
    {
        McpDesk desk({{.text = u"Done"_s}});
        Program program;
        StdioClient client(program.to[0], program.from[1], answerHere(desk.server, u"http://h"_s));
        QSignalSpy ended(&client, &StdioClient::ended);
        program.say(kHandshake + "\n\r\n{\n" + kRun.first(20));
        QTRY_COMPARE(program.heard().count('\n'), 2);
        QVERIFY(program.heard().contains(R"("protocolVersion":"2025-11-25")"));
        QVERIFY(program.heard().contains(R"("code":-32700)"));
        program.say(kRun.sliced(20));
        QTRY_VERIFY(program.heard().contains(R"("id":"r")"));
        QVERIFY(program.heard().contains("notifications/progress"));
        for (const QByteArray &line : program.heard().trimmed().split('\n'))
            QVERIFY(parseJsonObject(line).has_value());
        program.say(kBegun + kBegun + kPing);
        QTRY_VERIFY(program.heard().contains("\"id\":\"ping\"")); // both are read
        desk.call(u"run_task"_s, {{u"task"_s, u"y"_s}});
        desk.agent.clock.advance(std::chrono::milliseconds(250));
        QTRY_COMPARE(program.heard().count("resources/list_changed"), 1);
        program.hangUp();
        QTRY_COMPARE(ended.size(), 1);
        QCoro::waitFor(client.stop(desk.agent.clock));
    }

    void survivesALineWithoutEnd()
    {
        McpDesk desk;
        Program program;
        StdioClient client(program.to[0], program.from[1], answerHere(desk.server, {}));
        const QByteArray part(60'000, 'x'); // less than a pipe holds
        for (qsizetype sent = 0; sent <= LinePipe::kLongestLine; sent += part.size()) {
            program.say(part);
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(program.heard().count("too long"), 1);
        program.say("\n" + kHandshake);
        QTRY_VERIFY(program.heard().contains(R"("id":0)"));
        QCoro::waitFor(client.stop(desk.agent.clock));
    }

    void passesMessagesOnToAServerElsewhere()
    {
        McpDesk desk({{.text = u"Done"_s}});
        Credentials credentials(ServerConfig(), "token", desk.agent.clock);
        TaskScope tasks;
        Router router;
        FrontDoor door({}, router, desk.agent.clock);
        addMcpRoutes(router, desk.server, credentials, tasks, desk.agent.clock);
        QVERIFY(door.listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());
        const QUrl url(u"http://127.0.0.1:%1/"_s.arg(door.serverPort()));
        Program program;
        StdioClient client(program.to[0], program.from[1], answerThere(url, {}, desk.agent.clock));
        program.say(kHandshake);
        QTRY_VERIFY(program.heard().contains(R"("id":0)"));
        program.say(kBegun + kRun);
        QTRY_VERIFY(program.heard().contains(R"("id":"r")"));
        QVERIFY(program.heard().contains("notifications/progress"));
        QVERIFY(QTest::qWaitFor([&] { // once its stream is open
            desk.call(u"open_desktop"_s, {});
            desk.agent.clock.advance(std::chrono::milliseconds(250));
            return program.heard().contains("resources/list_changed");
        }));
        QCoro::waitFor(client.stop(desk.agent.clock));
    }

    void saysThatTheServerIsNotThere()
    {
        McpDesk desk;
        Program program;
        StdioClient client(program.to[0], program.from[1],
                           answerThere(QUrl(u"http://127.0.0.1:1"_s), {}, desk.agent.clock));
        program.say(kHandshake);
        QTRY_VERIFY(program.heard().contains("The server cannot be reached"));
        QCoro::waitFor(client.stop(desk.agent.clock));
    }

    void takesMessagesOutOfAStream()
    {
        EventLines lines;
        QCOMPARE(lines.take(": alive\n\nevent: message\nda"), QByteArrayList());
        QCOMPARE(lines.take("ta: {\"a\":1}\r\n"), QByteArrayList());
        QCOMPARE(lines.take("\r\ndata:2\n\n"), (QByteArrayList{"{\"a\":1}", "2"}));
    }
};

PILOTHOUSE_UNIT_TEST(TestStdioClient)
#include "tst_stdio_client.moc"
