#include "mcp_desk.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kRoot = u"pilothouse://sessions"_s;
constexpr auto kMoment = std::chrono::milliseconds(250);

const QJsonObject kNewEra{{u"io.modelcontextprotocol/protocolVersion"_s, u"2026-07-28"_s},
                          {u"io.modelcontextprotocol/clientCapabilities"_s, QJsonObject()}};

QString sessionOf(const QJsonObject &result)
{
    return result[u"structuredContent"_s][u"session_id"_s].toString();
}

/// A stream of a client, as long as it lives; what is told on it, in short.
class Stream
{
public:
    Stream(McpDesk &desk, const QByteArray &client)
    {
        const auto tell = [this](const QJsonObject &told) { take(told); };
        m_tasks.launch([&desk, client, tell](std::stop_token stop) {
            return desk.server.tellChanges(client, tell, std::move(stop));
        });
    }
    /// `subscriptions/listen` with id 1.
    Stream(McpDesk &desk, const QJsonObject &wishes)
    {
        McpTransport transport = desk.transport();
        transport.notify = [this](const QJsonObject &told) { take(told); };
        const QByteArray text = desk.text(u"subscriptions/listen"_s,
                                          {{u"notifications"_s, wishes}, {u"_meta"_s, kNewEra}});
        m_tasks.launch([this, &desk, text, transport](std::stop_token stop) -> QCoro::Task<> {
            const McpAnswer answer = co_await desk.server.answer(text, transport, stop);
            end = answer.message;
        });
    }
    void close(const Clock &clock)
    {
        m_tasks.stop();
        QCoro::waitFor(m_tasks.allEnded(clock));
    }

    QStringList heard; ///< "list", an address, or "begun"
    QList<QJsonObject> messages;
    QJsonObject end; ///< the answer

private:
    void take(const QJsonObject &told)
    {
        const QString method = told[u"method"_s].toString();
        messages.append(told);
        heard.append(method.endsWith(u"list_changed"_s) ? u"list"_s
                     : method.endsWith(u"updated"_s)    ? told[u"params"_s][u"uri"_s].toString()
                                                        : u"begun"_s);
    }
    TaskScope m_tasks;
};

McpAnswer subscribe(McpDesk &desk, const QString &uri)
{
    return desk.ask(u"resources/subscribe"_s, {{u"uri"_s, uri}});
}

} // namespace

class TestMcpChanges : public QObject
{
    Q_OBJECT
private slots:
    void areToldToWhoSubscribed()
    {
        McpDesk desk({{.text = u"One"_s}, {.text = u"Two"_s}, {.text = u"Three"_s}});
        const QString mine = sessionOf(desk.call(u"run_task"_s, {{u"task"_s, u"A"_s}}));
        const QString other = sessionOf(desk.call(u"run_task"_s, {{u"task"_s, u"B"_s}}));
        const QString events = kRoot + u'/' + mine + u"/events?after=3"_s;
        QCOMPARE(subscribe(desk, events).code, 0);
        const QString ofOther = kRoot + u'/' + other;
        QCOMPARE(subscribe(desk, ofOther).code, 0);
        QCOMPARE(desk.ask(u"resources/unsubscribe"_s, {{u"uri"_s, ofOther}}).code, 0);
        const QByteArray client = desk.transport().client;
        Stream stream(desk, client);
        Stream foreign(desk, QByteArray("another client"));
        desk.agent.clock.advance(kMoment);
        QCOMPARE(stream.heard, QStringList()); // nothing has happened since
        desk.call(u"send_message"_s, {{u"session_id"_s, mine}, {u"message"_s, u"On"_s}});
        QCOMPARE(stream.heard, QStringList()); // many events are one notice
        desk.agent.clock.advance(kMoment);
        QTRY_COMPARE(stream.heard, QStringList{events});
        desk.agent.clock.advance(kMoment);
        QCOMPARE(foreign.heard, QStringList());
        stream.close(desk.agent.clock);
        foreign.close(desk.agent.clock);
    }

    void areKeptForTheNextStream()
    {
        McpDesk desk({{.text = u"One"_s}, {.text = u"Two"_s}});
        const QString id = sessionOf(desk.call(u"run_task"_s, {{u"task"_s, u"A"_s}}));
        const QString uri = kRoot + u'/' + id;
        subscribe(desk, uri);
        desk.call(u"send_message"_s, {{u"session_id"_s, id}, {u"message"_s, u"On"_s}});
        Stream stream(desk, desk.transport().client);
        QCOMPARE(stream.heard, QStringList{uri});
        Stream later(desk, desk.transport().client); // each is told on one stream alone
        desk.call(u"send_message"_s, {{u"session_id"_s, id}, {u"message"_s, u"On"_s}});
        desk.agent.clock.advance(kMoment);
        QTRY_COMPARE(later.heard, QStringList{uri});
        QCOMPARE(stream.heard, QStringList{uri});
        later.close(desk.agent.clock);
        stream.close(desk.agent.clock);
    }

    void ofTheListAreToldToAll()
    {
        McpDesk desk({{.text = u"One"_s}});
        Stream stream(desk, desk.transport().client);
        const QString id = sessionOf(desk.call(u"run_task"_s, {{u"task"_s, u"A"_s}}));
        desk.agent.clock.advance(kMoment);
        QTRY_COMPARE(stream.heard, QStringList{u"list"_s});
        QVERIFY(QCoro::waitFor(desk.actions.remove(SessionId{id}, u"token"_s)).has_value());
        desk.agent.clock.advance(kMoment);
        QTRY_COMPARE(stream.heard, (QStringList{u"list"_s, u"list"_s}));
        stream.close(desk.agent.clock);
    }

    void areToldOnTheStreamOfARequestInTheNewEra()
    {
        McpDesk desk({{.text = u"One"_s}, {.text = u"Two"_s}});
        const QString id = sessionOf(desk.call(u"run_task"_s, {{u"task"_s, u"A"_s}}));
        const QString uri = kRoot + u'/' + id;
        const QString nobody = kRoot + u"/nobody"_s;
        const QString file = uri + u"/files/a.txt"_s;
        const QJsonArray wanted{uri, nobody, file};
        Stream stream(
            desk, QJsonObject{{u"resourceSubscriptions"_s, wanted}, {u"toolsListChanged"_s, true}});
        QCOMPARE(stream.messages.size(), 1);
        QCOMPARE(stream.messages.first()[u"params"_s][u"notifications"_s].toObject(),
                 (QJsonObject{{u"resourceSubscriptions"_s, QJsonArray{uri}}}));
        desk.call(u"send_message"_s, {{u"session_id"_s, id}, {u"message"_s, u"On"_s}});
        desk.agent.clock.advance(kMoment);
        QTRY_COMPARE(stream.heard, (QStringList{u"begun"_s, uri}));
        const QString stamp = u"io.modelcontextprotocol/subscriptionId"_s;
        for (const QJsonObject &told : std::as_const(stream.messages))
            QCOMPARE(told[u"params"_s][u"_meta"_s][stamp].toInt(), 1);
        desk.call(u"run_task"_s, {{u"task"_s, u"B"_s}}); // the list was not asked for
        desk.agent.clock.advance(kMoment);
        QCOMPARE(stream.heard.size(), 2);
        stream.close(desk.agent.clock);
        QCOMPARE(stream.end[u"result"_s][u"_meta"_s][stamp].toInt(), 1);
    }

    void ofPicturesAreToldWhenThereIsANewOne()
    {
        McpDesk desk;
        const QJsonObject opened = desk.call(u"open_desktop"_s, {});
        const QString id =
            opened[u"content"_s][0][u"text"_s].toString().section(u'\n', 0, 0).section(u' ', 1);
        const QString uri = kRoot + u'/' + id + u"/screenshot"_s;
        QCOMPARE(subscribe(desk, uri).code, 0);
        Stream stream(desk, desk.transport().client);
        desk.call(u"run_command"_s, {{u"session_id"_s, id}, {u"command"_s, u"ls"_s}});
        desk.agent.clock.advance(kMoment);
        QCoreApplication::processEvents();
        QCOMPARE(stream.heard, QStringList());
        desk.call(u"screenshot"_s, {{u"session_id"_s, id}});
        desk.agent.clock.advance(kMoment);
        QTRY_COMPARE(stream.heard, QStringList{uri});
        stream.close(desk.agent.clock);
    }

    void areNotToldOf_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<int>("code");
        QTest::addRow("the list") << kRoot << 0;
        QTest::addRow("a session") << u"ID"_s << 0;
        QTest::addRow("nothing") << QString() << int(RpcError::kNoResource);
        QTest::addRow("nobody") << kRoot + u"/nobody"_s << int(RpcError::kNoResource);
        QTest::addRow("a file") << u"ID/files/a"_s << int(RpcError::kNoResource);
        QTest::addRow("beside it") << kRoot + u"x"_s << int(RpcError::kNoResource);
        QTest::addRow("endless") << u"ID/events?"_s + QString(3000, u'x')
                                 << int(RpcError::kNoResource);
    }
    void areNotToldOf()
    {
        QFETCH(QString, uri);
        QFETCH(int, code);
        McpDesk desk({{.text = u"One"_s}});
        const QString id = sessionOf(desk.call(u"run_task"_s, {{u"task"_s, u"A"_s}}));
        QCOMPARE(subscribe(desk, uri.replace(u"ID"_s, kRoot + u'/' + id)).code, code);
    }

    void areOfEachEraItsOwnWay()
    {
        McpDesk desk;
        const QJsonObject ofModern{{u"uri"_s, kRoot}, {u"_meta"_s, kNewEra}};
        QCOMPARE(desk.ask(u"resources/subscribe"_s, ofModern).code, int(RpcError::kUnknownMethod));
        QCOMPARE(desk.ask(u"subscriptions/listen"_s, {}).code, int(RpcError::kUnknownMethod));
    }

    void areNotForWhoCannotBeToldFromOthers()
    {
        McpDesk desk;
        McpTransport transport = desk.transport();
        transport.client.clear();
        const QByteArray text = desk.text(u"resources/subscribe"_s, {{u"uri"_s, kRoot}});
        QCOMPARE(QCoro::waitFor(desk.server.answer(text, transport, {})).code,
                 int(RpcError::kInvalidParams));
    }

    void takeLittleRoomInTheNewEraToo()
    {
        McpDesk desk;
        QJsonArray wanted;
        for (int i = 0; i < ChangeNotices::kMostSubscriptions; ++i)
            wanted.append(kRoot);
        Stream most(desk, QJsonObject{{u"resourceSubscriptions"_s, wanted}});
        QCOMPARE(most.heard, QStringList{u"begun"_s});
        wanted.append(kRoot);
        Stream more(desk, QJsonObject{{u"resourceSubscriptions"_s, wanted}});
        QCOMPARE(more.heard, QStringList());
        QCOMPARE(more.end[u"error"_s][u"code"_s].toInt(), int(RpcError::kInvalidParams));
        more.close(desk.agent.clock);
        most.close(desk.agent.clock);
    }

    void takeLittleRoom()
    {
        FakeClock clock;
        ChangeNotices notices(clock);
        for (int i = 0; i < ChangeNotices::kMostSubscriptions; ++i)
            QVERIFY(notices.subscribe("a", QString::number(i)).has_value());
        QVERIFY(notices.subscribe("a", u"0"_s).has_value());
        QVERIFY(!notices.subscribe("a", u"one more"_s).has_value());
        for (int i = 0; i < ChangeNotices::kMostClients; ++i)
            QVERIFY(notices.subscribe(QByteArray::number(i), u"x"_s).has_value());
        QVERIFY(notices.subscribe("a", u"one more"_s).has_value()); // the oldest was forgotten
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpChanges)
#include "tst_mcp_changes.moc"
