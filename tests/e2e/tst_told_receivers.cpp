// The real server tells a real receiver, over a kill -9, too.
#include "running_server.h"
#include "support/scripted_http.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using pilothouse::ScriptedHttp;
using Answer = pilothouse::ScriptedHttp::Answer;

namespace {

const QString kSecret = u"whsec-0123456789abcdef"_s;

/// As a receiver of others' making would: node's crypto over what came.
bool nodeVerifies(const ScriptedHttp::Request &request)
{
    const QString script =
        u"const crypto = require('crypto'); "
        "const [, time, seen] = /^t=([0-9]+),v1=([0-9a-f]{64})$/.exec(process.env.SIGNATURE); "
        "const body = Buffer.from(process.env.BODY, 'base64'); "
        "const good = crypto.createHmac('sha256', process.env.SECRET).update(time + "
        "'.').update(body); "
        "const isNew = Math.abs(Date.now() / 1000 - Number(time)) < 300; "
        "const isGood = crypto.timingSafeEqual(good.digest(), Buffer.from(seen, 'hex')); "
        "process.exit(isNew && isGood ? 0 : 1);"_s;
    QProcess node;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SECRET"_s, kSecret);
    environment.insert(u"SIGNATURE"_s,
                       QString::fromLatin1(request.headers.value("pilothouse-signature")));
    environment.insert(u"BODY"_s, QString::fromLatin1(request.body.toBase64()));
    node.setProcessEnvironment(environment);
    node.start(u"node"_s, {u"-e"_s, script});
    return node.waitForFinished(60'000) && node.exitStatus() == QProcess::NormalExit &&
           node.exitCode() == 0;
}

QJsonObject bodyOf(const ScriptedHttp::Request &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

class TestToldReceivers : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<RunningServer>();
        m_receiver = std::make_unique<ScriptedHttp>();
        m_server->process.environment.insert(u"PILOTHOUSE_WEBHOOK_SECRET"_s, kSecret);
    }

    void tellsOfAQuestionAndOfTheEndSigned()
    {
        m_receiver->then(Answer::text(200, "ok"));
        m_receiver->then(Answer::text(200, "ok"));
        QVERIFY(start({u"--approval"_s, u"all"_s}));
        const QString session = begin("run echo 1");
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), 1, 60'000);
        const QJsonObject asks = bodyOf(m_receiver->requests().first());
        QCOMPARE(asks.value(u"event"_s).toString(), u"ask"_s);
        const QJsonObject question = asks.value(u"question"_s).toObject();
        QCOMPARE(question.value(u"tool"_s).toString(), u"bash"_s);
        QVERIFY(nodeVerifies(m_receiver->requests().first()));

        const QString target = u"/sessions/%1/approvals/%2"_s.arg(
            session, question.value(u"tool_use_id"_s).toString());
        QCOMPARE(m_server->status("POST", target, R"({"decision":"allow"})"), 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), 2, 60'000);
        const QJsonObject ends = bodyOf(m_receiver->requests().last());
        QCOMPARE(ends.value(u"event"_s).toString(), u"completed"_s);
        QVERIFY(ends.value(u"steps"_s).toInt() > 0);
        const QJsonObject about = ends.value(u"session"_s).toObject();
        QVERIFY(about.value(u"url"_s).toString().startsWith(
            QString(m_server->url + u"/ui/#"_s + session)));
        QVERIFY(nodeVerifies(m_receiver->requests().last()));
        QVERIFY(!m_server->process.errors().contains("tk_hidden"));
    }

    void tellsOnceWhatAKillKeptFromBeingTold()
    {
        m_receiver->then(Answer::silence()); // asked, and killed before it answers
        QVERIFY(start());
        const QString session = begin("say hello");
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), 1, 60'000);
        m_server->process.kill();
        m_server->process.wait();
        m_receiver->then(Answer::text(500, "not now"));
        m_receiver->then(Answer::text(200, "ok"));
        QVERIFY(start());
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), 3, 60'000);
        QTest::qWait(1000); // for one too many
        m_server->process.kill();
        m_server->process.wait();
        QVERIFY(start());
        QTest::qWait(1000);
        QCOMPARE(m_receiver->requests().size(), 3);
        for (const ScriptedHttp::Request &request : m_receiver->requests()) {
            QVERIFY(bodyOf(request).value(u"id"_s).toString().startsWith(session));
            QCOMPARE(bodyOf(request).value(u"id"_s),
                     bodyOf(m_receiver->requests().first())[u"id"_s]);
        }
    }

    void holdsWebhooksOfSessionsToPublicAddresses()
    {
        QVERIFY(m_server->start());
        const QByteArray url = m_receiver->baseUrl().toUtf8() + "/hook/tk_hidden";
        const QByteArray body = "{\"webhook\":\"" + url + "\"}";
        QCOMPARE(m_server->status("POST", u"/sessions/"_s, body), 422);
        m_server->process.kill();
        m_server->process.wait();
        m_receiver->then(Answer::text(200, "ok"));
        QVERIFY(m_server->start({u"--webhook-allow"_s, u"127.0.0.1"_s}));
        const QJsonObject made = m_server->ask("POST", u"/sessions/"_s, body).object();
        QCOMPARE(made.value(u"webhook"_s).toString(), QString(m_receiver->baseUrl() + u"/…"_s));
        const QString target = u"/sessions/%1/messages"_s.arg(made.value(u"id"_s).toString());
        QCOMPARE(m_server->status("POST", target, R"({"message":"say hello"})"), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), 1, 60'000);
        QVERIFY(nodeVerifies(m_receiver->requests().first()));
        for (const QString &place : {u"/sessions/"_s, u"/audit"_s,
                                     u"/sessions/%1/export"_s.arg(made.value(u"id"_s).toString())})
            QVERIFY(!m_server->ask("GET", place).toJson().contains("tk_hidden"));
    }

private:
    bool start(const QStringList &options = {})
    {
        return m_server->start(
            QStringList{u"--webhook"_s, QString(m_receiver->baseUrl() + u"/hook/tk_hidden"_s)} +
            options);
    }
    QString begin(const QByteArray &message)
    {
        const QString session = m_server->newSession();
        m_server->status("POST", u"/sessions/%1/messages"_s.arg(session),
                         "{\"message\":\"" + message + "\"}");
        return session;
    }

    std::unique_ptr<ScriptedHttp> m_receiver;
    std::unique_ptr<RunningServer> m_server;
};

QTEST_GUILESS_MAIN(TestToldReceivers)
#include "tst_told_receivers.moc"
