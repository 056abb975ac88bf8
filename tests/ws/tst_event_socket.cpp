#include "socket_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ToolCall bashCall()
{
    return {.id = u"call_1"_s,
            .name = u"bash"_s,
            .tool = u"bash"_s,
            .action = u"run"_s,
            .input = QJsonObject{{u"command"_s, u"ls"_s}}};
}

const QStringList kOriginal{u"text"_s,        u"thinking"_s,  u"tool_use"_s,
                            u"tool_result"_s, u"completed"_s, u"error"_s};

} // namespace

class TestEventSocket : public QObject
{
    Q_OBJECT
private slots:
    // The client code of the original server's README: send one message, read until completed.
    void servesTheOriginalClient()
    {
        SocketServer server(
            {{.text = u"I look."_s, .toolCalls = {bashCall()}}, {.text = u"Done"_s}});
        Viewer client(server, server.newSession());
        QVERIFY(client.opened);
        client.say(R"({"message":"List the files"})");
        QVERIFY(client.waitFor(u"completed"_s));
        const QStringList expected{u"text"_s, u"tool_use"_s, u"tool_result"_s, u"text"_s,
                                   u"completed"_s};
        QCOMPARE(client.types(), expected);
        for (const QJsonObject &frame : client.frames) {
            QVERIFY(frame.contains(u"content"_s));
            QVERIFY(frame.value(u"timestamp"_s).isString());
            QVERIFY(frame.value(u"seq"_s).toInteger() > 0);
            QVERIFY(frame.value(u"session_id"_s).isString());
        }
        client.say(R"({"message":"And again"})"); // the socket stays open
        QTRY_COMPARE_WITH_TIMEOUT(client.types().count(u"completed"_s), 2, 20'000);
    }

    void tellsEveryViewerTheSameAndGoesOnWhenOneLeaves()
    {
        SocketServer server({{.text = u"Hello."_s}});
        const SessionId session = server.newSession();
        std::vector<std::unique_ptr<Viewer>> viewers;
        for (int i = 0; i < 5; ++i)
            viewers.push_back(std::make_unique<Viewer>(server, session));
        viewers[0]->say(R"({"message":"Hello"})");
        QVERIFY(viewers[0]->waitFor(u"text"_s));
        viewers[0]->leave();
        for (int i = 1; i < 5; ++i) {
            QVERIFY(viewers[size_t(i)]->waitFor(u"completed"_s));
            QCOMPARE(viewers[size_t(i)]->frames, viewers[1]->frames);
        }
    }

    void tellsOfANewTitleWhoAskedForAllEvents()
    {
        SocketServer server({{.text = u"Hello."_s}});
        const SessionId session = server.newSession();
        Viewer original(server, session);
        Viewer viewer(server, session, u"?events=all"_s);
        QVERIFY(QCoro::waitFor(server.actions.rename(session, u"New"_s, u"me"_s)));
        QVERIFY(viewer.waitFor(u"title_changed"_s));
        QCOMPARE(viewer.frames.last()["content"_L1]["title"_L1].toString(), u"New"_s);
        original.say(R"({"message":"Hello"})");
        QVERIFY(original.waitFor(u"completed"_s));
        QVERIFY(!original.types().contains(u"title_changed"_s));
    }

    void allowsAHostOfAList()
    {
        SocketServer server({});
        const SessionId listed =
            QCoro::waitFor(server.agent.sessions.create({.egress = {EgressMode::List}}))->id;
        Viewer original(server, listed);
        Viewer viewer(server, listed, u"?events=all"_s);

        original.say(R"({"type":"allow_host","host":"A.Example"})");

        QVERIFY(viewer.waitFor(u"egress_allowed"_s));
        const QJsonValue allowed = viewer.frames.last()["content"_L1];
        QCOMPARE(allowed["host"_L1].toString(), u"a.example"_s);
        QCOMPARE(allowed["by"_L1].toString(), u"tester"_s);
        QCOMPARE(original.types(),
                 QStringList()); // the original server's clients know no such type
    }

    void saysWhyAHostWasNotAllowed()
    {
        SocketServer server({});
        const SessionId open =
            QCoro::waitFor(server.agent.sessions.create({.egress = {EgressMode::All}}))->id;
        Viewer viewer(server, open);
        viewer.say(R"({"type":"allow_host","host":"a.example"})");
        QVERIFY(viewer.waitFor(u"error"_s));
        QCOMPARE(viewer.frames.last()["content"_L1]["code"_L1].toString(), u"conflict"_s);
    }

    void replaysFromANumberWithoutGapOrRepeat()
    {
        SocketServer server({{.text = u"One."_s}, {.text = u"Two."_s}});
        const SessionId session = server.newSession();
        Viewer first(server, session, u"?events=all"_s);
        first.say(R"({"message":"Hello"})");
        QVERIFY(first.waitFor(u"completed"_s));

        Viewer late(server, session, u"?after=2&events=all"_s);
        QVERIFY(late.waitFor(u"completed"_s));
        late.say(R"({"message":"Hello"})");
        QTRY_COMPARE_WITH_TIMEOUT(late.types().count(u"completed"_s), 2, 20'000);
        qint64 expected = 2;
        for (const QJsonObject &frame : late.frames) {
            if (!frame.contains(u"seq"_s))
                continue;
            QCOMPARE(frame.value(u"seq"_s).toInteger(), ++expected);
        }
        QVERIFY(expected > 8);
    }

    void showsWhatComesToWhoeverClaimsToHaveSeenMore()
    {
        SocketServer server({{.text = u"One."_s}});
        Viewer viewer(server, server.newSession(), u"?after=1000000"_s);
        viewer.say(R"({"message":"Hello"})");
        QVERIFY(viewer.waitFor(u"completed"_s));
    }

    void givesALateJoinerTheOpenQuestion()
    {
        SocketServer server({{.toolCalls = {bashCall()}}, {.text = u"Done."_s}});
        const SessionId session = server.newSession(ApprovalPolicy::All);
        Viewer first(server, session, u"?events=all"_s);
        QCOMPARE(first.types().value(0), u"snapshot"_s);
        first.say(R"({"message":"Go"})");
        QVERIFY(first.waitFor(u"approval_request"_s));

        Viewer late(server, session, u"?events=all"_s);
        QVERIFY(late.waitFor(u"snapshot"_s));
        const QJsonObject snapshot = late.frames.first().value(u"content"_s).toObject();
        const QJsonArray open = snapshot.value(u"pending_approvals"_s).toArray();
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.first()[u"tool_use_id"_s].toString(), u"call_1"_s);
        QVERIFY(snapshot.value(u"last_seq"_s).toInteger() > 0);

        late.say(R"({"type":"approve","tool_use_id":"call_1","decision":"allow"})");
        QVERIFY(first.waitFor(u"completed"_s));
        QVERIFY(first.types().contains(u"approval_decision"_s));
        QCOMPARE(server.agent.bodies<ApprovalDecided>(session).first().by, u"tester"_s);
    }

    void tellsTheOutcomeOfACommandToWhoMarksIt()
    {
        SocketServer server({});
        Viewer client(server, server.newSession());
        const auto last = [&] {
            const QJsonObject frame = client.frames.last();
            const QJsonObject content = frame.value(u"content"_s).toObject();
            return QStringList{frame.value(u"type"_s).toString(),
                               content.value(u"ref"_s).toString()};
        };
        client.say(R"({"type":"interrupt","ref":"1"})");
        QTRY_COMPARE(client.frames.size(), 1);
        QCOMPARE(last(), (QStringList{u"done"_s, u"1"_s}));
        client.say(R"({"type":"approve","tool_use_id":"none","decision":"allow","ref":"2"})");
        QTRY_COMPARE(client.frames.size(), 2);
        QCOMPARE(last(), (QStringList{u"error"_s, u"2"_s}));
        client.say(R"({"type":"interrupt"})");
        client.say(R"({"type":"nonsense","ref":"3"})");
        QTRY_COMPARE(client.frames.size(), 3);
        QCOMPARE(last(), (QStringList{u"error"_s, u"3"_s}));
    }

    void interruptsARun()
    {
        ScriptedReply hanging;
        hanging.hang = true;
        SocketServer server({hanging});
        const SessionId session = server.newSession();
        Viewer client(server, session);
        client.say(R"({"message":"Go"})");
        QTRY_COMPARE(server.agent.model.requests().size(), 1);
        client.say(R"({"message":"Another"})");
        QVERIFY(client.waitFor(u"error"_s)); // one run at a time
        client.say(R"({"type":"interrupt"})");
        QVERIFY(client.waitFor(u"completed"_s));
        QCOMPARE(server.agent.bodies<RunEnded>(session).first().outcome, RunOutcome::Interrupted);
    }

    void answersNonsenseWithAnErrorAndStaysOpen()
    {
        SocketServer server({{.text = u"Hello."_s}});
        Viewer client(server, server.newSession());
        client.say("nonsense");
        client.say(R"({"type":"dance"})");
        client.say("{\"message\":\"" + QByteArray(kLongestFrame, 'a') + "\"}");
        QTRY_COMPARE_WITH_TIMEOUT(client.frames.size(), 3, 20'000);
        for (const QJsonObject &frame : client.frames)
            QVERIFY(!frame.value(u"content"_s)[u"error"_s].toString().isEmpty());
        client.say(R"({"message":"Hello"})");
        QVERIFY(client.waitFor(u"completed"_s));
    }

    void turnsAwayFromAnUnknownSession()
    {
        SocketServer server({});
        Viewer client(server, SessionId{u"nobody"_s});
        QVERIFY(client.waitFor(u"error"_s));
        QVERIFY(client.waitForClose());
        QCOMPARE(client.closeCode(), 4404);
        Viewer confused(server, server.newSession(), u"?after=x"_s);
        QVERIFY(confused.waitForClose());
        QCOMPARE(confused.types(), QStringList{u"error"_s});
    }

    void sendsDeltasOnlyToThoseWhoWantAll()
    {
        SocketServer server({{.text = u"Hello."_s}});
        const SessionId session = server.newSession();
        Viewer plain(server, session);
        Viewer full(server, session, u"?events=all"_s);
        plain.say(R"({"message":"Hello"})");
        QVERIFY(full.waitFor(u"completed"_s));
        QVERIFY(plain.waitFor(u"completed"_s));
        QVERIFY(full.types().contains(u"text_delta"_s));
        for (const QString &type : plain.types())
            QVERIFY(kOriginal.contains(type));
    }
};

PILOTHOUSE_UNIT_TEST(TestEventSocket)
#include "tst_event_socket.moc"
