#include "api_server.h"

#include "core/wait.h"
#include "screen/png.h"
#include "support/fake_display.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestRunRoutes : public QObject
{
    Q_OBJECT
private slots:
    void runsOneMessageAtATime()
    {
        ScriptedReply hanging;
        hanging.hang = true;
        ApiServer server({hanging});
        const QString session = server.newSession();
        QCOMPARE(server.post(session + u"/messages"_s, kHello).status, 202);
        // A run is "running" before the model is asked; the silent reply is for this one.
        QTRY_COMPARE_WITH_TIMEOUT(server.agent.model.requests().size(), 1, 20'000);
        const ApiAnswer second = server.post(session + u"/messages"_s, kHello);
        QCOMPARE(second.status, 409);
        QVERIFY(!second.text("detail").isEmpty());

        QCOMPARE(server.post(session + u"/interrupt"_s).status, 202);
        QVERIFY(server.waitForStatus(session, u"interrupted"_s));
        QCOMPARE(server.post(session + u"/messages"_s, kHello).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
    }

    void acceptsNothingThatIsNotStored_data()
    {
        QTest::addColumn<QString>("sql"); // on the writer's connection, or on another program's
        QTest::addColumn<bool>("byAnother");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("reason");
        QTest::newRow("locked") << u"BEGIN EXCLUSIVE"_s << true << 503 << u"locked"_s;
        QTest::newRow("being written") << u"BEGIN IMMEDIATE"_s << true << 503 << u"locked"_s;
        QTest::newRow("full") << u"PRAGMA max_page_count = 1"_s << false << 507 << u"full"_s;
        QTest::newRow("read-only") << u"PRAGMA query_only = 1"_s << false << 507 << u"read-only"_s;
    }
    void acceptsNothingThatIsNotStored()
    {
        QFETCH(QString, sql);
        QFETCH(bool, byAnother);
        ApiServer server;
        const QString session = server.newSession();
        auto other = Connection::open(server.agent.folder.filePath(u"db"_s),
                                      Connection::Access::ReadWrite, {});
        const auto run = [&](const QString &statement) {
            return byAnother ? (*other)->run(statement)
                             : QCoro::waitFor(server.agent.database->write(
                                   [statement](Connection &c) { return c.run(statement); }));
        };
        server.agent.database->flush(); // the audit trail's row of the new session
        QVERIFY(run(sql));
        const QByteArray message =
            QJsonDocument(QJsonObject{{u"message"_s, QString(200'000, u'x')}}).toJson();

        const ApiAnswer refused = server.post(session + u"/messages"_s, message);

        QTEST(refused.status, "status");
        QFETCH(QString, reason);
        QVERIFY2(refused.text("detail").contains(reason), refused.body.constData());
        if (byAnother) {
            server.agent.clock.advance(std::chrono::minutes(1));
            const ApiAnswer ready = server.get(u"/health/ready"_s);
            QCOMPARE(ready.status, 503);
            QVERIFY2(ready.text("reason").contains(reason), ready.body.constData());
        }
        QVERIFY(server.get(session + u"/messages"_s).body.size() < 200'000);
        other->reset();
        if (!byAnother && sql.contains("query_only"_L1))
            return; // nobody can take it back through the same connection
        if (!byAnother)
            QVERIFY(run(u"PRAGMA max_page_count = 1000000"_s));
        server.agent.clock.advance(std::chrono::minutes(1));
        QCOMPARE(server.get(u"/health/ready"_s).status, 200);
        QCOMPARE(server.post(session + u"/messages"_s, message).status, 202);
    }

    void needsAMessage_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("empty") << QByteArray(R"({"message":""})");
        QTest::newRow("blank") << QByteArray(R"({"message":"  "})");
        QTest::newRow("a number") << QByteArray(R"({"message":5})");
        QTest::newRow("no JSON") << QByteArray("hello");
    }
    void needsAMessage()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        const QString session = server.newSession();
        QCOMPARE(server.post(session + u"/messages"_s, body).status, 422);
        QCOMPARE(server.get(session).text("status"), u"active"_s);
    }

    void pausesBetweenTwoStepsAndGoesOn()
    {
        Waiter release(systemClock());
        ApiServer server(
            {{.toolCalls = {bashCall(u"call_1"_s, u"rm -r old"_s)}}, {.text = u"Ready."_s}});
        server.agent.benches.behaviour = [&](ToolCall,
                                             std::stop_token) -> QCoro::Task<ToolOutcome> {
            co_await release.wait(std::stop_token(), std::chrono::hours(1));
            ToolOutcome outcome;
            outcome.text = u"removed"_s;
            co_return outcome;
        };
        const QString session = server.newSession();
        QCOMPARE(server.post(session + u"/pause"_s).status, 409); // nothing runs yet
        server.post(session + u"/messages"_s, kHello);
        QTRY_COMPARE(server.agent.benches.calls.size(), 1);
        QCOMPARE(server.post(session + u"/pause"_s).status, 202);
        release.wake();
        QVERIFY(server.waitForStatus(session, u"paused"_s));
        QCOMPARE(server.agent.model.requests().size(), 1);

        QCOMPARE(server.post(session + u"/resume"_s).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QCOMPARE(server.agent.model.requests().size(), 2);
        QCOMPARE(server.post(session + u"/resume"_s).status, 409); // nothing is left to do
    }

    void asksForApprovalAndTakesTheFirstAnswer()
    {
        ApiServer server(
            {{.toolCalls = {bashCall(u"call_1"_s, u"rm -r old"_s)}}, {.text = u"Ready."_s}});
        const QString session = server.newSession(R"({"approval":"all"})");
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"awaiting_approval"_s));
        const QString approval = session + u"/approvals/call_1"_s;
        QCOMPARE(server.post(approval, R"({"decision":"perhaps"})").status, 422);
        QCOMPARE(server.post(approval, "{}").status, 422);
        QCOMPARE(server.post(session + u"/approvals/other"_s, R"({"decision":"allow"})").status,
                 404);
        QVERIFY(server.agent.benches.calls.isEmpty());
        QCOMPARE(server.post(approval, R"({"decision":"allow"})").status, 200);
        QCOMPARE(server.post(approval, R"({"decision":"deny"})").status, 404);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QCOMPARE(server.agent.benches.calls.size(), 1);
    }

    void saysInTheSessionThatARunFailed()
    {
        ScriptedReply failing;
        failing.error = Error{Errc::Unauthorized, u"The API key is wrong."_s};
        ApiServer server({failing});
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"error"_s));
        const QJsonArray events =
            server.get(session + u"/events?format=json"_s).json().value(u"events"_s).toArray();
        const QJsonObject last = events.last().toObject();
        QCOMPARE(last.value(u"type"_s).toString(), u"error"_s);
        QCOMPARE(last.value(u"content"_s)[u"error"_s].toString(), u"The API key is wrong."_s);
    }

    void refusesMoreDesktopsThanAllowedWhileNoneIsAtRest()
    {
        ApiServer server({{.toolCalls = {bashCall(u"call_1"_s)}}, {.text = u"Done."_s}}, 1);
        const QString first = server.newSession(R"({"approval":"all"})");
        server.post(first + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(first, u"awaiting_approval"_s));
        QCOMPARE(server.post(u"/sessions/"_s).status, 503);
        server.post(first + u"/approvals/call_1"_s, R"({"decision":"allow"})");
        QVERIFY(server.waitForStatus(first, u"completed"_s));
        QCOMPARE(server.post(u"/sessions/"_s).status, 200);
    }

    void writesDownWhoDidWhatButNotWhatWasTyped()
    {
        ApiServer server;
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, R"({"message":"secret word","api_key":"sk-1"})");
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QStringList actions;
        QByteArray details;
        const auto rows = server.audit.entries();
        for (const AuditRecord &row : *rows) {
            actions.append(row.entry.action);
            details += QJsonDocument(row.entry.detail).toJson();
        }
        QCOMPARE(actions.size(), 2);
        QVERIFY(details.contains("11")); // characters
        QVERIFY(!details.contains("secret") && !details.contains("sk-1"));
    }

    void writesDownWhoCameInAndWhoDidNot()
    {
        ApiServer server;
        for (int count = 0; count < 15; ++count)
            server.post(u"/auth/login"_s, R"({"token":"a wrong secret"})");
        QCOMPARE(server.post(u"/auth/login"_s, R"({"token":"token"})").status, 200);
        QCOMPARE(server.ask("DELETE", u"/auth/login"_s).status, 204);
        QStringList actions;
        QTRY_COMPARE(server.audit.entries()->size(), 12);
        const auto rows = server.audit.entries();
        for (const AuditRecord &row : *rows) {
            actions.append(row.entry.action);
            QCOMPARE(row.entry.actor, u"127.0.0.1"_s);
            QVERIFY(row.entry.detail.isEmpty());
        }
        QCOMPARE(actions.count(u"login_failed"_s), 10); // the rest had to wait
        QCOMPARE(actions.mid(10), (QStringList{u"login_ok"_s, u"logout"_s}));
    }

    void showsWhatIsOnTheScreen()
    {
        ApiServer server;
        FakeDisplay display(QSize(640, 480));
        server.agent.benches.display = &display;
        const QString session = server.newSession();
        QCOMPARE(server.get(session + u"/screenshot"_s).status, 409); // no desktop yet
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        const ApiAnswer png = server.get(session + u"/screenshot"_s);
        QCOMPARE(png.type, "image/png");
        QCOMPARE(QImage::fromData(png.body).size(), QSize(640, 480));
        const ApiAnswer jpeg = server.get(session + u"/screenshot?format=jpeg&scale=2"_s);
        QCOMPARE(jpeg.type, "image/jpeg");
        QCOMPARE(QImage::fromData(jpeg.body).size(), QSize(320, 240));
        const ApiAnswer gif = server.get(session + u"/screenshot?format=gif"_s);
        QCOMPARE(gif.status, 422);
        QCOMPARE(gif.json().value("detail"_L1)[0]["loc"_L1].toArray(),
                 (QJsonArray{u"query"_s, u"format"_s}));
        QCOMPARE(server.get(session + u"/screenshot?scale=9"_s).status, 422);
    }

    void keepsPicturesByTheirHash()
    {
        ApiServer server;
        QImage picture(4, 4, QImage::Format_RGB32);
        picture.fill(Qt::red);
        const QByteArray png = encodePng(picture);
        const auto hash = QCoro::waitFor(server.agent.blobs.put(png));
        const ApiAnswer answer = server.get(u"/blobs/"_s + hash->value);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.type, "image/png");
        QCOMPARE(answer.body, png);
        const ApiAnswer small = server.get(u"/blobs/"_s + hash->value + u"?scale=4"_s);
        QCOMPARE(small.type, "image/jpeg");
        QCOMPARE(QImage::fromData(small.body).size(), QSize(1, 1));
        QVERIFY(small.field("etag") != answer.field("etag"));
        QCOMPARE(server.get(u"/blobs/"_s + hash->value + u"?scale=9"_s).status, 422);
        QCOMPARE(server.get(u"/blobs/"_s + QString(64, u'0')).status, 404);
        QVERIFY(server.get(u"/blobs/passwd"_s).status >= 400);
    }

    void listsTheModels()
    {
        ApiServer server;
        const QJsonObject answer = server.get(u"/models"_s).json();
        const QJsonArray models = answer.value(u"models"_s).toArray();
        QCOMPARE(models.size(), ModelTable::builtin().ids().size());
        const auto isDefault = [&](const QJsonValue &model) {
            return model[u"id"_s] == answer.value(u"default"_s);
        };
        const auto found = std::find_if(models.begin(), models.end(), isDefault);
        QVERIFY(found != models.end());
        const QJsonObject model = found->toObject();
        QCOMPARE(model.value(u"display_name"_s).toString(), u"Claude Opus 5.5"_s);
        QVERIFY(model.value(u"context_tokens"_s).toInt() >
                model.value(u"max_output_tokens"_s).toInt());
        QVERIFY(model.value(u"prices"_s)[u"output"_s].toDouble() > 0);
    }

    void tellsThatItIsAliveAndWhetherItIsReady()
    {
        ApiServer server;
        QVERIFY(!server.get(u"/health/"_s).text("now").isEmpty());
        QCOMPARE(server.get(u"/health/live"_s).status, 200);
        QCOMPARE(server.get(u"/health/ready"_s).status, 200);
        server.notReady = u"The server is stopping."_s;
        const ApiAnswer answer = server.get(u"/health/ready"_s);
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.text("reason"), u"The server is stopping."_s);
        const ApiAnswer metrics = server.get(u"/metrics"_s);
        QVERIFY(metrics.type.startsWith("text/plain"));
        QVERIFY(metrics.body.contains("\npilothouse_sessions_open 0\n"));
    }
};

PILOTHOUSE_UNIT_TEST(TestRunRoutes)
#include "tst_run_routes.moc"
