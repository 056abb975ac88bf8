#include "demo/demo_server.h"

#include "demo_socket.h"
#include "support/unit_test.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// The events of a stream: names and data.
QList<std::pair<QString, QJsonObject>> eventsOf(const QByteArray &stream)
{
    QList<std::pair<QString, QJsonObject>> events;
    for (const QString &frame : QString::fromUtf8(stream).split(u"\n\n"_s, Qt::SkipEmptyParts)) {
        const QStringList lines = frame.split(u'\n');
        events << std::pair(lines.at(0).mid(7),
                            parseJsonObject(lines.at(1).mid(6).toUtf8()).value());
    }
    return events;
}

} // namespace

class TestDemoServer : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_server = DemoModelServer::listen(systemClock()).value(); }
    void cleanup() { m_server.reset(); }

    void answersAMessage()
    {
        const auto reply = send("/v1/messages?beta=true", compactJson(hello(false)));
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QVERIFY(!reply->rawHeader("request-id").isEmpty());
        const QJsonObject message = parseJsonObject(reply->readAll()).value();
        QCOMPARE(message.value("role"_L1).toString(), u"assistant"_s);
        QCOMPARE(message.value("stop_reason"_L1).toString(), u"end_turn"_s);
        QVERIFY(message.value("usage"_L1).toObject().value("input_tokens"_L1).toInt() > 0);
        const QString text =
            message.value("content"_L1).toArray().at(0).toObject().value("text"_L1).toString();
        QVERIFY(text.endsWith(u"Grüße 😀, one and all of you out there"_s));
    }

    void streamsTheSameMessage()
    {
        const QByteArray whole = send("/v1/messages", compactJson(hello(false)))->readAll();
        const auto reply = send("/v1/messages", compactJson(hello(true)));
        QCOMPARE(reply->header(QNetworkRequest::ContentTypeHeader).toString(),
                 u"text/event-stream; charset=utf-8"_s);
        QStringList names;
        QString text;
        QJsonObject last;
        for (const auto &[name, data] : eventsOf(reply->readAll())) {
            QCOMPARE(data.value("type"_L1).toString(), name);
            if (names.isEmpty() || names.last() != name)
                names << name;
            text += data.value("delta"_L1).toObject().value("text"_L1).toString();
            if (name == "message_delta"_L1)
                last = data;
        }
        QCOMPARE(names, (QStringList{u"message_start"_s, u"content_block_start"_s, u"ping"_s,
                                     u"content_block_delta"_s, u"content_block_stop"_s,
                                     u"message_delta"_s, u"message_stop"_s}));
        const QJsonObject message = parseJsonObject(whole).value();
        QCOMPARE(
            text,
            message.value("content"_L1).toArray().at(0).toObject().value("text"_L1).toString());
        QCOMPARE(last.value("usage"_L1), message.value("usage"_L1));
    }

    void sendsToolInputWholeForAToolsetAndInPiecesElse_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("whole");
        QTest::newRow("toolset member") << u"type a text of some length here"_s << true;
        QTest::newRow("shell") << u"run echo a text of some length here"_s << false;
    }
    void sendsToolInputWholeForAToolsetAndInPiecesElse()
    {
        QFETCH(QString, line);
        QFETCH(bool, whole);
        QJsonObject request = requestFor(line, toolsOf("[{'type':'computer_toolset_20260801'},"
                                                       "{'type':'bash_20250124','name':'bash'}]"));
        request.insert(u"stream"_s, true);
        QString input;
        int pieces = 0;
        for (const auto &[name, data] :
             eventsOf(send("/v1/messages", compactJson(request))->readAll())) {
            const QJsonObject delta = data.value("delta"_L1).toObject();
            if (delta.value("type"_L1).toString() != "input_json_delta"_L1)
                continue;
            input += delta.value("partial_json"_L1).toString();
            ++pieces;
        }
        QVERIFY(input.contains(u"a text of some length here"_s));
        QCOMPARE(pieces == 1, whole);
    }

    void countsTokens()
    {
        QJsonObject request = hello(false);
        request.remove(u"max_tokens"_s);
        request.remove(u"stream"_s);
        const auto reply = send("/v1/messages/count_tokens", compactJson(request));
        QVERIFY(parseJsonObject(reply->readAll()).value().value("input_tokens"_L1).toInt() > 10);
    }

    void listsModels()
    {
        const QJsonObject list = parseJsonObject(send("/v1/models", {})->readAll()).value();
        const QString first =
            list.value("data"_L1).toArray().at(0).toObject().value("id"_L1).toString();
        const QJsonObject one =
            parseJsonObject(send("/v1/models/" + first.toLatin1(), {})->readAll()).value();
        QCOMPARE(one.value("id"_L1).toString(), first);
        const auto none = send("/v1/models/gpt", {});
        QCOMPARE(status(*none), 404);
    }

    void takesTheKeyInEitherHeaderAndNoOther_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("expected");
        const QByteArray right("KEY");
        QTest::newRow("x-api-key") << QByteArray("x-api-key") << right << 200;
        QTest::newRow("bearer") << QByteArray("authorization") << QByteArray("Bearer KEY") << 200;
        QTest::newRow("wrong") << QByteArray("x-api-key") << QByteArray("KEYx") << 401;
        QTest::newRow("wrong bearer")
            << QByteArray("authorization") << QByteArray("Bearer x") << 401;
        QTest::newRow("basic") << QByteArray("authorization") << QByteArray("Basic KEY") << 401;
        QTest::newRow("none") << QByteArray("x-nothing") << QByteArray("a") << 401;
    }
    void takesTheKeyInEitherHeaderAndNoOther()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QNetworkRequest request(QUrl(m_server->baseUrl() + u"/v1/models"_s));
        request.setRawHeader(name, value.replace("KEY", m_server->apiKey().toLatin1()));
        const auto reply = finished(m_network.get(request));
        QTEST(status(*reply), "expected");
        const QJsonObject body = parseJsonObject(reply->readAll()).value();
        const QJsonObject error = body.value("error"_L1).toObject();
        QCOMPARE(error.value("type"_L1).toString() == u"authentication_error"_s,
                 status(*reply) == 401);
        QVERIFY(!reply->rawHeader("request-id").isEmpty());
    }

    void givesEachServerAKeyOfItsOwn()
    {
        QVERIFY(DemoModelServer::listen(systemClock()).value()->apiKey() != m_server->apiKey());
    }

    void closesWhenAsked()
    {
        QTcpSocket socket;
        connectTo(socket, *m_server);
        QSignalSpy closed(&socket, &QTcpSocket::disconnected);
        socket.write(post(m_server->apiKey(), compactJson(hello(true)))
                         .replace("Host: a", "Host: a\r\nConnection: close"));
        QVERIFY(closed.wait(10'000));
        const QByteArray answer = socket.readAll();
        QVERIFY(answer.contains("message_stop"));
        QVERIFY(answer.endsWith("0\r\n\r\n"));
    }

    void survivesClientsThatLeaveAtAnyByte()
    {
        const QByteArray whole = post(m_server->apiKey(), compactJson(hello(true)));
        for (qsizetype length = 0; length <= whole.size(); length += 23) {
            QTcpSocket socket;
            connectTo(socket, *m_server);
            socket.write(whole.left(length));
            socket.flush();
            QCoreApplication::processEvents();
            socket.abort();
        }
        QCOMPARE(status(*send("/v1/models", {})), 200);
    }

    void survivesClientsThatLeaveInTheMiddleOfAStream()
    {
        for (int events = 1; events < 9; ++events) {
            QTcpSocket socket;
            connectTo(socket, *m_server);
            socket.write(post(m_server->apiKey(), compactJson(hello(true))));
            QByteArray seen;
            QTRY_VERIFY((seen += socket.readAll()).count("event: ") >= events ||
                        socket.state() != QAbstractSocket::ConnectedState);
            socket.abort();
        }
        QCOMPARE(status(*send("/v1/models", {})), 200);
    }

    void endsWithConnectionsOpen()
    {
        QTcpSocket socket;
        connectTo(socket, *m_server);
        QSignalSpy closed(&socket, &QTcpSocket::disconnected);
        socket.write(post(m_server->apiKey(), compactJson(hello(true))));
        readUntil(socket, "message_start");
        m_server.reset();
        QVERIFY(closed.count() > 0 || closed.wait(10'000));
    }

private:
    using Reply = std::unique_ptr<QNetworkReply>;

    /// A GET without a body, else a POST.
    Reply send(const QByteArray &path, const QByteArray &body)
    {
        QNetworkRequest request(QUrl(m_server->baseUrl() + QString::fromLatin1(path)));
        request.setRawHeader("x-api-key", m_server->apiKey().toLatin1());
        request.setRawHeader("anthropic-version", "2023-06-01");
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        return finished(body.isEmpty() ? m_network.get(request) : m_network.post(request, body));
    }
    static Reply finished(QNetworkReply *reply)
    {
        QSignalSpy done(reply, &QNetworkReply::finished);
        if (!reply->isFinished())
            done.wait(20'000);
        return Reply(reply);
    }
    static int status(const QNetworkReply &reply)
    {
        return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    QNetworkAccessManager m_network;
    std::unique_ptr<DemoModelServer> m_server;
};

PILOTHOUSE_UNIT_TEST(TestDemoServer)
#include "tst_demo_server.moc"
