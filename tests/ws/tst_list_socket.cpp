#include "socket_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QStringList sessionsOf(const QJsonObject &frame)
{
    QStringList ids;
    for (const QJsonValue &id : frame[u"content"_s][u"sessions"_s].toArray())
        ids.append(id.toString());
    ids.sort();
    return ids;
}

/// Somebody who watches the list, and has got its first frame.
struct ListViewer : Viewer
{
    explicit ListViewer(const SocketServer &server) : Viewer(server, u"/sessions/ws"_s)
    {
        first = waitForFrames(1);
    }
    bool waitForFrames(int count)
    {
        return QTest::qWaitFor([&] { return frames.size() >= count; }, 20'000);
    }
    bool first = false;
};

} // namespace

class TestListSocket : public QObject
{
    Q_OBJECT
private slots:
    void tellsFirstThatAllIsToldFromHereOn()
    {
        SocketServer server({});
        ListViewer viewer(server);
        QVERIFY(viewer.first);
        QCOMPARE(viewer.frames.first()[u"type"_s].toString(), u"sessions_changed"_s);
        QVERIFY(sessionsOf(viewer.frames.first()).isEmpty());
    }

    void tellsOfNewChangedAndDeletedSessions()
    {
        SocketServer server({});
        ListViewer viewer(server);
        QVERIFY(viewer.first);
        server.agent.clock.advance(ListSocket::kInterval);

        const SessionId session = (*QCoro::waitFor(server.registry.create({})))->id();
        QVERIFY(viewer.waitForFrames(2));
        QCOMPARE(sessionsOf(viewer.frames[1]), QStringList{session.value});
        server.agent.clock.advance(ListSocket::kInterval);

        QVERIFY(QCoro::waitFor(server.actions.rename(session, u"New"_s, u"me"_s)));
        QVERIFY(viewer.waitForFrames(3));
        QCOMPARE(sessionsOf(viewer.frames[2]), QStringList{session.value});
        server.agent.clock.advance(ListSocket::kInterval);

        emit server.registry.removed(session);
        QVERIFY(viewer.waitForFrames(4));
        QCOMPARE(sessionsOf(viewer.frames[3]), QStringList{session.value});
    }

    void joinsWhatChangesWithinTheInterval()
    {
        SocketServer server({});
        const SessionId first = server.newSession();
        const SessionId second = server.newSession();
        ListViewer viewer(server);
        QVERIFY(viewer.first);
        for (const SessionId &session : {first, second, first})
            QVERIFY(QCoro::waitFor(server.actions.rename(session, u"New"_s, u"me"_s)));
        QCOMPARE(viewer.frames.size(), 1);
        server.agent.clock.advance(ListSocket::kInterval);
        QVERIFY(viewer.waitForFrames(2));
        QStringList both{first.value, second.value};
        both.sort();
        QCOMPARE(sessionsOf(viewer.frames[1]), both);
    }
};

PILOTHOUSE_UNIT_TEST(TestListSocket)
#include "tst_list_socket.moc"
