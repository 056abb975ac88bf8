#include "door/viewer_life.h"

#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QSignalSpy>
#include <QWebSocket>

using namespace pilothouse;

/// Viewers that are silent, unwelcome, or slow to leave.
class TestViewerLife : public QObject
{
    Q_OBJECT
private slots:
    void keepsWhoAnswers();
    void cutsWhoIsSilent();
    void tellsOfWhoMayNotStay();
    void cutsWhoDoesNotReadWhyItEnds();
};

namespace {

constexpr auto kInterval = 15s;

/// A door whose WebSockets, at /ws, have a ViewerLife and nothing else.
class WatchedDoor : public TestDoor
{
public:
    WatchedDoor()
    {
        router.onUpgrade("/ws", [this](QWebSocket *viewer, const Upgrade &) {
            socket = viewer;
            socket->setParent(&door);
            life = std::make_unique<ViewerLife>(
                *socket, clock,
                ViewerLife::Terms{.mayStay = [this] { return mayStay; }, .interval = kInterval});
            QObject::connect(viewer, &QWebSocket::disconnected, viewer, [this] { isOver = true; });
        });
    }
    ~WatchedDoor() { life.reset(); }

    QWebSocket *socket = nullptr;
    std::unique_ptr<ViewerLife> life;
    bool mayStay = true;
    bool isOver = false;
};

/// Becomes a WebSocket and says nothing more.
void upgrade(RawClient &client)
{
    client.send("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
}

} // namespace

void TestViewerLife::keepsWhoAnswers()
{
    WatchedDoor test;
    QWebSocket client;
    client.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(test.open())));
    QTRY_VERIFY(test.life);
    QSignalSpy answers(test.socket, &QWebSocket::pong);
    for (int look = 1; look <= 12; ++look) {
        test.clock.advance(kInterval);
        QTRY_COMPARE(answers.size(), look);
    }
    QVERIFY(!test.isOver);
}

void TestViewerLife::cutsWhoIsSilent()
{
    WatchedDoor test;
    RawClient client(test.open());
    upgrade(client);
    QTRY_VERIFY(test.life);
    test.clock.advance(4 * kInterval);
    QVERIFY(!test.isOver);
    test.clock.advance(kInterval);
    QVERIFY(test.isOver);
    QVERIFY(client.isClosed());
}

void TestViewerLife::tellsOfWhoMayNotStay()
{
    WatchedDoor test;
    RawClient client(test.open());
    upgrade(client);
    QTRY_VERIFY(test.life);
    QSignalSpy unwelcome(test.life.get(), &ViewerLife::unwelcome);
    test.clock.advance(kInterval);
    test.life->checkRight();
    QCOMPARE(unwelcome.size(), 0);
    test.mayStay = false;
    test.clock.advance(kInterval);
    QCOMPARE(unwelcome.size(), 1);
    test.life->checkRight();
    QCOMPARE(unwelcome.size(), 2);
}

void TestViewerLife::cutsWhoDoesNotReadWhyItEnds()
{
    WatchedDoor test;
    RawClient client(test.open());
    upgrade(client);
    QTRY_VERIFY(test.life);
    client.socket().setReadBufferSize(1'000);
    test.socket->sendBinaryMessage(QByteArray(20'000'000, 'a')); // more than the system buffers
    test.life->end(CloseCode::NotAllowed, u"logged out"_s);
    test.clock.advance(kInterval - 1s);
    QVERIFY(!test.isOver);
    test.clock.advance(2s);
    QVERIFY(test.isOver);
}

PILOTHOUSE_UNIT_TEST(TestViewerLife)
#include "tst_viewer_life.moc"
