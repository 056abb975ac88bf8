#include "demo_socket.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestDemoHttp : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_server = DemoModelServer::listen(systemClock()).value(); }
    void cleanup() { m_server.reset(); }

    void refusesBadHttp_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("status");
        const auto row = [](const char *name, const QByteArray &bytes, const char *status) {
            QTest::newRow(name) << bytes << QByteArray(status);
        };
        const QByteArray start = "POST /v1/messages HTTP/1.1\r\nHost: a\r\nx-api-key: KEY\r\n";
        row("garbage", "hello\r\n\r\n", "400");
        row("TLS", QByteArray("\x16\x03\x01\r\n\r\n"), "400");
        row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "505");
        row("HTTP/1.0 without the key", "GET /v1/models HTTP/1.0\r\nHost: a\r\n\r\n", "401");
        row("no Host", "GET / HTTP/1.1\r\n\r\n", "400");
        row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400");
        row("bare line feeds", "GET / HTTP/1.1\nHost: a\r\n\r\n", "400");
        row("folded line", start + "a: b\r\n c: d\r\n\r\n", "400");
        row("space before the colon", start + "a : b\r\n\r\n", "400");
        row("two lengths", start + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}", "400");
        row("negative length", start + "Content-Length: -2\r\n\r\n", "400");
        row("length and chunks", start + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
            "400");
        row("bad chunk", start + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n", "400");
        row("gzip framing", start + "Transfer-Encoding: gzip\r\n\r\n", "501");
        row("too large", start + "Content-Length: 99999999\r\n\r\n", "413");
        row("endless head", start + "a: " + QByteArray(20'000, 'b'), "431");
        row("wrong method", QByteArray(start).replace("POST", "PUT") + "\r\n", "405");
        row("unknown path", QByteArray(start).replace("messages", "other") + "\r\n", "404");
        row("no JSON", start + "Content-Length: 1\r\n\r\n{", "400");
    }
    void refusesBadHttp()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, status);
        QTcpSocket socket;
        connectTo(socket, *m_server);
        socket.write(bytes.replace("KEY", m_server->apiKey().toLatin1()));
        const QByteArray answer = readUntil(socket, "request_id");
        QVERIFY2(answer.startsWith(QByteArray("HTTP/1.1 " + status)), answer.constData());
        QVERIFY2(answer.contains("\"type\":\"error\""), answer.constData());
    }

    void readsChunksAndOneRequestAfterAnother()
    {
        const QByteArray body = compactJson(hello(false));
        QByteArray chunked =
            post(m_server->apiKey(), {}).replace("Content-Length: 0", "Transfer-Encoding: chunked");
        chunked +=
            QByteArray::number(body.size(), 16) + ";x=y\r\n" + body + "\r\n0\r\nt: 1\r\n\r\n";
        QTcpSocket socket;
        connectTo(socket, *m_server);
        const QByteArray all =
            chunked + post(m_server->apiKey(), body) + post(m_server->apiKey(), body, "/v1/models");
        for (const QByteArray &piece : {all.left(30), all.mid(30, 300), all.mid(330)}) {
            socket.write(piece);
            socket.flush();
        }
        const QByteArray answers = readUntil(socket, "Method Not Allowed\"");
        QCOMPARE(answers.count("HTTP/1.1 200 OK"), 2);
        QCOMPARE(answers.count("end_turn"), 2);
    }

    void asksForABodyThatWaits()
    {
        QTcpSocket socket;
        connectTo(socket, *m_server);
        const QByteArray whole = post(m_server->apiKey(), compactJson(hello(false)))
                                     .replace("Host: a", "Host: a\r\nExpect: 100-continue");
        const qsizetype head = whole.indexOf("\r\n\r\n") + 4;
        socket.write(whole.left(head));
        QVERIFY(readUntil(socket, "\r\n\r\n").startsWith("HTTP/1.1 100"));
        socket.write(whole.mid(head));
        QVERIFY(readUntil(socket, "end_turn").contains("200 OK"));
    }

private:
    std::unique_ptr<DemoModelServer> m_server;
};

PILOTHOUSE_UNIT_TEST(TestDemoHttp)
#include "tst_demo_http.moc"
