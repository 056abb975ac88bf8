#include "mcp_desk.h"

#include "support/fake_display.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QJsonValue read(McpDesk &desk, const QString &uri)
{
    const QJsonObject answer = desk.ask(u"resources/read"_s, {{u"uri"_s, uri}}).message;
    return answer.contains(u"result"_s) ? answer[u"result"_s][u"contents"_s][0]
                                        : answer[u"error"_s][u"code"_s];
}

} // namespace

class TestMcpResources : public QObject
{
    Q_OBJECT
private slots:
    void areSessionsAndWhatIsInThem()
    {
        McpDesk desk;
        FakeDisplay display(QSize(64, 48));
        desk.agent.benches.display = &display;
        const QString id =
            desk.call(u"run_task"_s,
                      {{u"task"_s, u"Greet"_s}})[u"structuredContent"_s][u"session_id"_s]
                .toString();
        const QString root = u"pilothouse://sessions"_s;
        const QJsonValue list =
            desk.ask(u"resources/list"_s, {}).message[u"result"_s][u"resources"_s];
        QCOMPARE(list[0][u"uri"_s].toString(), root);
        QCOMPARE(list[1][u"uri"_s].toString(), root + u'/' + id);
        QCOMPARE(list[1][u"name"_s].toString(), u"Greet"_s);
        QVERIFY(read(desk, root)[u"text"_s].toString().contains(id));
        QVERIFY(read(desk, root + u'/' + id)[u"text"_s].toString().contains(u"\"completed\""_s));
        const QString events = read(desk, root + u'/' + id + u"/events"_s)[u"text"_s].toString();
        QVERIFY(events.contains(u"Greet"_s));
        const QString later =
            read(desk, root + u'/' + id + u"/events?after=1"_s)[u"text"_s].toString();
        QVERIFY(!later.contains(u"Greet"_s));
        const QJsonValue picture = read(desk, root + u'/' + id + u"/screenshot"_s);
        QCOMPARE(picture[u"mimeType"_s].toString(), u"image/png"_s);
        QVERIFY(
            QByteArray::fromBase64(picture[u"blob"_s].toString().toLatin1()).startsWith("\x89PNG"));
    }

    void areFilesOfASession()
    {
        McpDesk desk;
        const QString id =
            desk.call(u"run_task"_s,
                      {{u"task"_s, u"Greet"_s}})[u"structuredContent"_s][u"session_id"_s]
                .toString();
        QVERIFY(QCoro::waitFor(desk.actions.writeFile(SessionId{id}, u"a b/n.txt"_s, "hello",
                                                      IfThere::Replace, u"token"_s))
                    .has_value());
        const QString files = u"pilothouse://sessions/"_s + id + u"/files/"_s;
        QCOMPARE(read(desk, files + u"a%20b/n.txt"_s)[u"text"_s].toString(), u"hello"_s);
        QVERIFY(read(desk, files + u"a%20b"_s)[u"text"_s].toString().contains(u"n.txt"_s));
    }

    void areNoPicturesWhileAPersonSteers()
    {
        McpDesk desk(QList<ScriptedReply>{{.hang = true}});
        FakeDisplay display(QSize(64, 48));
        desk.agent.benches.display = &display;
        const QString id =
            desk.call(u"run_task"_s, {{u"task"_s, u"Wait"_s},
                                      {u"wait_s"_s, 0}})[u"structuredContent"_s][u"session_id"_s]
                .toString();
        const QString uri = u"pilothouse://sessions/"_s + id + u"/screenshot"_s;
        Session *session = desk.registry.find(SessionId{id});
        QTRY_VERIFY(session->display() != nullptr);
        QVERIFY(read(desk, uri)[u"blob"_s].isString());
        QVERIFY(session->takeWheel({.viewer = u"v"_s, .name = u"Ann"_s}));
        QCOMPARE(read(desk, uri).toInt(), int(RpcError::kInternal));
    }

    void areNoFilesThatAreTooLarge()
    {
        McpDesk desk;
        const QString id =
            desk.call(u"run_task"_s,
                      {{u"task"_s, u"Greet"_s}})[u"structuredContent"_s][u"session_id"_s]
                .toString();
        QVERIFY(QCoro::waitFor(desk.actions.writeFile(SessionId{id}, u"large"_s,
                                                      QByteArray(8 * 1024 * 1024 + 1, 'x'),
                                                      IfThere::Replace, u"token"_s))
                    .has_value());
        const QString uri = u"pilothouse://sessions/"_s + id + u"/files/large"_s;
        QCOMPARE(read(desk, uri).toInt(), int(RpcError::kInternal));
    }

    void areNotWhatIsNotThere_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addRow("nothing") << QString();
        QTest::addRow("a file of ours") << u"file:///etc/passwd"_s;
        QTest::addRow("no session") << u"pilothouse://sessions/nobody"_s;
        QTest::addRow("no part") << u"pilothouse://sessions/ID/secrets"_s;
        QTest::addRow("out of the home") << u"pilothouse://sessions/ID/files/../../../etc/passwd"_s;
        QTest::addRow("encoded") << u"pilothouse://sessions/ID/files/%2e%2e/%2e%2e/etc/passwd"_s;
        QTest::addRow("no desktop") << u"pilothouse://sessions/ID/screenshot"_s;
    }
    void areNotWhatIsNotThere()
    {
        QFETCH(QString, uri);
        McpDesk desk;
        const QString id =
            desk.call(u"run_task"_s,
                      {{u"task"_s, u"Greet"_s}})[u"structuredContent"_s][u"session_id"_s]
                .toString();
        const QJsonValue code = read(desk, uri.replace(u"ID"_s, id));
        QVERIFY(code.toInt() == RpcError::kNoResource || code.toInt() == RpcError::kInternal);
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpResources)
#include "tst_mcp_resources.moc"
