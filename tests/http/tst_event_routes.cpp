#include "api_server.h"

#include "support/unit_test.h"

#include <QTcpSocket>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// One client of the stream: what came so far, as text.
class StreamClient
{
public:
    StreamClient(const ApiServer &server, const QString &target, const QByteArray &field = {})
    {
        m_socket.connectToHost(u"127.0.0.1"_s, server.door.serverPort());
        m_socket.write("GET " + target.toLatin1() + " HTTP/1.1\r\nHost: localhost\r\n" + field +
                       "\r\n");
    }
    bool waitFor(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return received().contains(text); }, 20'000);
    }
    QByteArray received()
    {
        m_received += m_socket.readAll();
        return m_received;
    }
    bool waitForEnd()
    {
        return QTest::qWaitFor(
            [&] {
                received();
                return m_received.endsWith("\r\n0\r\n\r\n") ||
                       m_socket.state() == QTcpSocket::UnconnectedState;
            },
            20'000);
    }
    void leave() { m_socket.abort(); }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace

class TestEventRoutes : public QObject
{
    Q_OBJECT
private slots:
    void streamsWhatWasAndWhatComes()
    {
        ApiServer server({{.text = u"First."_s}, {.text = u"Second."_s}});
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));

        StreamClient client(server, session + u"/events"_s);
        QVERIFY(client.waitFor("event: completed\n"));
        QVERIFY(client.received().contains("Content-Type: text/event-stream") ||
                client.received().contains("content-type: text/event-stream"));
        QVERIFY(client.received().contains("id: 1\nevent: user\n"));
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(client.waitFor("Second."));
    }

    void speaksNowAndThenSoThatNoProxyTakesItForDead()
    {
        ApiServer server;
        const QString session = server.newSession();
        StreamClient client(server, session + u"/events"_s);
        QVERIFY(client.waitFor("retry: 2000\n\n"));
        QVERIFY(!client.received().contains(": alive\n\n"));
        server.agent.clock.advance(std::chrono::seconds(15));
        QVERIFY(client.waitFor(": alive\n\n"));
    }

    void sendsWhatComesTogetherInOnePart()
    {
        ApiServer server;
        const QString session = server.newSession();
        StreamClient client(server, session + u"/events"_s);
        QVERIFY(client.waitFor("retry: 2000\n\n"));

        const QList<EventBody> bodies{UserMessage{.text = u"one"_s}, UserMessage{.text = u"two"_s}};
        QVERIFY(QCoro::waitFor(server.agent.journal.append({session.section(u'/', -1)}, bodies)));

        QVERIFY(client.waitFor("id: 2\n"));
        const QByteArray events = client.received().sliced(client.received().indexOf("id: 1\n"));
        const QByteArray first = events.first(events.indexOf("id: 2\n"));
        QVERIFY2(!first.contains('\r'), first.constData()); // no chunk ends
    }

    void goesOnAfterTheLastNumberSeen_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("query") << u"?after=2"_s << QByteArray();
        QTest::newRow("header") << u""_s << QByteArray("Last-Event-ID: 2\r\n");
        QTest::newRow("the header is later") << u"?after=0"_s << QByteArray("Last-Event-ID: 2\r\n");
    }
    void goesOnAfterTheLastNumberSeen()
    {
        QFETCH(QString, query);
        QFETCH(QByteArray, field);
        ApiServer server({{.text = u"First."_s}});
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        StreamClient client(server, session + u"/events"_s + query, field);
        QVERIFY(client.waitFor("event: completed\n"));
        QVERIFY(!client.received().contains("id: 2\n"));
        QVERIFY(client.received().contains("id: 3\n"));
    }

    void showsWhatComesToWhoeverClaimsToHaveSeenMore()
    {
        ApiServer server({{.text = u"First."_s}});
        const QString session = server.newSession();
        StreamClient client(server, session + u"/events"_s, "Last-Event-ID: 1000000\r\n");
        QVERIFY(client.waitFor("retry: 2000\n\n"));
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(client.waitFor("event: completed\n"));
    }

    void pagesThroughTheEvents()
    {
        ApiServer server({{.text = u"First."_s}});
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QJsonArray all;
        qint64 after = 0;
        bool more = true;
        while (more) {
            const QJsonObject page =
                server.get(u"%1/events?format=json&limit=2&after=%2"_s.arg(session).arg(after))
                    .json();
            for (const QJsonValue &event : page.value(u"events"_s).toArray())
                all.append(event);
            after = page.value(u"last_seq"_s).toInteger();
            more = page.value(u"more"_s).toBool();
            QVERIFY(all.size() < 100);
        }
        for (int i = 0; i < all.size(); ++i)
            QCOMPARE(all.at(i).toObject().value(u"seq"_s).toInteger(), i + 1);
        QCOMPARE(all.last().toObject().value(u"type"_s).toString(), u"completed"_s);
        QCOMPARE(server.get(session + u"/events?format=json&after=-1"_s).status, 422);
    }

    void endsWhenTheSessionIsDeleted()
    {
        ApiServer server;
        const QString session = server.newSession();
        StreamClient client(server, session + u"/events"_s);
        QVERIFY(client.waitFor("retry:"));
        QCOMPARE(server.ask("DELETE", session).status, 200);
        QVERIFY(client.waitForEnd());
    }

    void endsWhenTheBrowserLogsOut()
    {
        ApiServer server;
        server.door.gate = [](const HttpHead &, const QHostAddress &) {
            return Verdict::admit("browser");
        };
        const QString session = server.newSession();
        const ApiAnswer login = server.post(u"/auth/login"_s, R"({"token":"token"})");
        const QByteArray cookie = login.field("set-cookie").split(';').constFirst();
        StreamClient client(server, session + u"/events"_s, "Cookie: " + cookie + "\r\n");
        QVERIFY(client.waitFor("retry:"));
        QCOMPARE(server.ask("DELETE", u"/auth/login"_s).status, 204); // with the same cookie
        QVERIFY(client.waitForEnd());
    }

    void doesNotCareWhenAClientLeaves()
    {
        ApiServer server({{.text = u"First."_s}});
        const QString session = server.newSession();
        for (int i = 0; i < 20; ++i) {
            StreamClient client(server, session + u"/events"_s);
            QVERIFY(client.waitFor("retry:"));
            client.leave();
        }
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestEventRoutes)
#include "tst_event_routes.moc"
