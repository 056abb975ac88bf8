#include "model/clouds/vertex_client.h"

#include "../model/stream_text.h"
#include "core/json.h"
#include "support/eventually.h"
#include "support/fake_clock.h"
#include "support/scripted_http.h"
#include "support/unit_test.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedHttp::Answer;

namespace {

Answer token(const QString &token)
{
    return Answer::text(200, compactJson(QJsonObject{{u"access_token"_s, token},
                                                     {u"expires_in"_s, 3600},
                                                     {u"token_type"_s, u"Bearer"_s}}));
}

} // namespace

class TestVertexClient : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_google = std::make_unique<ScriptedHttp>();
        m_vertex = std::make_unique<ScriptedHttp>();
        m_clock = std::make_unique<FakeClock>();
        m_config = ModelConfig();
        m_config.maxAttempts = 2;
        m_config.vertex = {.region = u"global"_s,
                           .url = QString(m_vertex->baseUrl() + u"/v1"_s),
                           .credentialsFile = m_folder->filePath(u"credentials.json"_s)};
        writeCredentials(userFile());
    }

    void asksInTheEnvelopeOfVertex()
    {
        m_google->then(token(u"ya29.one"_s));
        m_vertex->then(Answer::stream(stream::saying("Hi")));
        const auto reply = ask();
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QCOMPARE(reply->blocks.first().text, u"Hi"_s);
        const auto &sent = m_vertex->requests().first();
        QCOMPARE(sent.line, "POST /v1/projects/of-the-file/locations/global/publishers/anthropic/"
                            "models/claude-opus-4-8:streamRawPredict HTTP/1.1");
        QCOMPARE(sent.headers.value("authorization"), "Bearer ya29.one");
        QCOMPARE(sent.headers.value("anthropic-beta"),
                 "computer-use-2025-11-24,context-management-2025-06-27");
        QVERIFY(!sent.headers.contains("anthropic-version"));
        const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
        QCOMPARE(body.value(u"anthropic_version"_s).toString(), u"vertex-2023-10-16"_s);
        QCOMPARE(body.value(u"stream"_s).toBool(), true);
        QVERIFY(!body.contains(u"model"_s) && !body.contains(u"anthropic_beta"_s));
        QCOMPARE(
            m_google->requests().first().body,
            "grant_type=refresh_token&client_id=id&client_secret=s%26t&refresh_token=1%2F%2Fr");
    }

    void aTokenIsKeptUntilItEndsSoon()
    {
        m_google->then(token(u"first"_s));
        m_google->then(token(u"second"_s));
        for (int i = 0; i < 3; ++i)
            m_vertex->then(Answer::stream(stream::saying("x")));
        VertexClient client(m_config, ModelTable::builtin(), *m_clock);
        QVERIFY(ask(client));
        m_clock->advance(54min);
        QVERIFY(ask(client));
        QCOMPARE(m_google->requests().size(), 1);
        m_clock->advance(2min);
        QVERIFY(ask(client));
        QCOMPARE(m_google->requests().size(), 2);
        QCOMPARE(m_vertex->requests().last().headers.value("authorization"), "Bearer second");
    }

    void aTokenThatIsRefusedIsRenewedOnce()
    {
        m_google->then(token(u"first"_s));
        m_google->then(token(u"second"_s));
        for (int i = 0; i < 2; ++i)
            m_vertex->then(Answer::text(
                401, R"({"error":{"code":401,"message":"no","status":"UNAUTHENTICATED"}})"));
        const auto reply = ask();
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, Errc::Unauthorized);
        QVERIFY2(reply.error().message.contains(u"GOOGLE_APPLICATION_CREDENTIALS"_s),
                 qPrintable(reply.error().message));
        QCOMPARE(m_vertex->requests().last().headers.value("authorization"), "Bearer second");
        QCOMPARE(m_vertex->requests().size(), 2);
    }

    void aGivenTokenIsSentAsItIs()
    {
        m_config.vertex.token = u"given"_s;
        m_config.vertex.project = u"named"_s;
        m_vertex->then(Answer::stream(stream::saying("x")));
        QVERIFY(ask());
        QCOMPARE(m_google->requests().size(), 0);
        QCOMPARE(m_vertex->requests().first().headers.value("authorization"), "Bearer given");
        QVERIFY(m_vertex->requests().first().line.contains("/projects/named/"));
    }

    void saysWhyThereIsNoToken_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<int>("times");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("signed out")
            << Answer::text(400, R"({"error":"invalid_grant","error_description":"Bad Request"})")
            << 1 << Errc::Unauthorized << u"It says: invalid_grant: Bad Request"_s;
        QTest::newRow("no JSON") << Answer::text(200, "<html>") << 1 << Errc::Unauthorized
                                 << u"Google refuses"_s;
        QTest::newRow("overloaded")
            << Answer::text(503, "") << 2 << Errc::Unavailable << u"status 503"_s;
        const Answer cut{.pieces = {"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"acc"},
                         .close = true};
        QTest::newRow("cut") << cut << 2 << Errc::Unavailable << u"cannot be reached"_s;
    }

    void saysWhyThereIsNoToken()
    {
        QFETCH(Answer, answer);
        QFETCH(int, times);
        for (int i = 0; i < times; ++i)
            m_google->then(answer);
        const auto reply = ask();
        QVERIFY(!reply);
        QTEST(reply.error().code, "code");
        QFETCH(QString, says);
        QVERIFY2(reply.error().message.contains(says), qPrintable(reply.error().message));
        QCOMPARE(m_google->requests().size(), times);
        QCOMPARE(m_vertex->requests().size(), 0);
    }

    void refusesFilesThatAreNoCredentials_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
        QTest::newRow("no JSON") << QByteArray("{") << u"no JSON"_s;
        QTest::newRow("another kind")
            << QByteArray(R"({"type":"external_account"})") << u"neither"_s;
        QTest::newRow("half a user")
            << QByteArray(R"({"type":"authorized_user","client_id":"a"})") << u"refresh_token"_s;
        QTest::newRow("a key that is none")
            << QByteArray(R"({"type":"service_account","client_email":"a@b","private_key":"x"})")
            << u"no RSA key"_s;
        QTest::newRow("tokens over clear text")
            << QByteArray("{\"type\":\"authorized_user\",\"token_uri\":\"http://example.com/\"}")
            << u"https"_s;
    }

    void refusesFilesThatAreNoCredentials()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        writeCredentials(file);
        m_config.vertex.project = u"p"_s;
        const auto reply = ask();
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, Errc::Unauthorized);
        QVERIFY2(reply.error().message.contains(says), qPrintable(reply.error().message));
    }

    void aStopEndsTheWaitForAToken()
    {
        m_google->then(Answer::silence());
        VertexClient client(m_config, ModelTable::builtin(), *m_clock);
        std::stop_source stop;
        std::optional<Result<ModelReply>> reply;
        client.complete(hello(), {}, stop.get_token()).then([&](Result<ModelReply> done) {
            reply = std::move(done);
        });
        QVERIFY(eventually([this] { return m_google->requests().size() == 1; }));
        stop.request_stop();
        QVERIFY(eventually([&] { return reply.has_value(); }));
        QCOMPARE(reply->error().code, Errc::Stopped);
    }

private:
    static ModelRequest hello()
    {
        return {.model = u"claude-opus-4-8"_s,
                .dialect = ToolDialect::Computer20251124,
                .pictureSize = {1280, 800},
                .turns = {UserTurn{.texts = {u"Hello"_s}}}};
    }
    static Result<ModelReply> ask(VertexClient &client)
    {
        return QCoro::waitFor(client.complete(hello(), {}, {}));
    }
    Result<ModelReply> ask()
    {
        VertexClient client(m_config, ModelTable::builtin(), systemClock(),
                            {.first = 1ms, .longest = 1ms});
        return ask(client);
    }
    QByteArray userFile() const
    {
        return compactJson(
            QJsonObject{{u"type"_s, u"authorized_user"_s},
                        {u"client_id"_s, u"id"_s},
                        {u"client_secret"_s, u"s&t"_s},
                        {u"refresh_token"_s, u"1//r"_s},
                        {u"quota_project_id"_s, u"of-the-file"_s},
                        {u"token_uri"_s, QString(m_google->baseUrl() + u"/token"_s)}});
    }
    void writeCredentials(const QByteArray &text)
    {
        QFile file(m_config.vertex.credentialsFile);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedHttp> m_google;
    std::unique_ptr<ScriptedHttp> m_vertex;
    std::unique_ptr<FakeClock> m_clock;
    ModelConfig m_config;
};

PILOTHOUSE_UNIT_TEST(TestVertexClient)
#include "tst_vertex_client.moc"
