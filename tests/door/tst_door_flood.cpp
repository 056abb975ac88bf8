#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QSignalSpy>
#include <QWebSocket>

using namespace pilothouse;

namespace {

const QByteArray kKnown = "Authorization: good\r\n";
const QByteArray kGuest = "X-Guest: 1\r\n";

/// A door of few places whose gate knows some; all come from one address.
class FloodedDoor : public TestDoor
{
public:
    FloodedDoor() : TestDoor(fewPlaces())
    {
        door.gate = [](const HttpHead &head, const QHostAddress &) {
            Verdict verdict = Verdict::admit("somebody");
            if (head.value("authorization") == "good")
                verdict.standing = Standing::Known;
            else if (!head.value("x-guest").isEmpty())
                verdict.standing = Standing::Guest;
            return verdict;
        };
        router.onUpgrade("/ws", [](QWebSocket *socket, const Upgrade &) {
            QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
            socket->sendTextMessage(u"welcome"_s);
        });
        port = open();
    }

    /// Connections that say nothing, or the start of something.
    void flood(int count, const QByteArray &bytes = {})
    {
        for (int i = 0; i < count; ++i) {
            strangers.push_back(std::make_unique<RawClient>(port));
            strangers.back()->send(bytes);
        }
    }

    static HttpLimits fewPlaces()
    {
        HttpLimits limits = patientLimits();
        limits.connectionsPerAddress = 10;
        return limits;
    }

    quint16 port = 0;
    std::vector<std::unique_ptr<RawClient>> strangers;
};

} // namespace

/// A client that takes all connections takes none from those who show who they are.
class TestDoorFlood : public QObject
{
    Q_OBJECT
private slots:
    void servesWhoIsKnownWhateverOthersHold_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing said, all places") << 10 << QByteArray();
        QTest::newRow("nothing said, all late ones too") << 300 << QByteArray();
        QTest::newRow("half a request") << 300 << QByteArray("GET /json HTT");
        QTest::newRow("whole requests")
            << 300 << QByteArray("GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    void servesWhoIsKnownWhateverOthersHold()
    {
        QFETCH(int, count);
        QFETCH(QByteArray, bytes);
        FloodedDoor test;
        test.flood(count, bytes);
        RawClient kept(test.port);
        for (int time = 0; time < 30; ++time) {
            QCOMPARE(kept.get("/json", kKnown).status, 200);
            test.flood(5, bytes);
            QCOMPARE(RawClient(test.port).get("/json", kKnown).status, 200);
        }
        QVERIFY(test.door.openSockets() < 100);
        QCOMPARE(RawClient(test.port).get("/json").status, 503);
    }

    void opensWebSocketsForWhoIsKnown()
    {
        FloodedDoor test;
        test.flood(100);
        QWebSocket socket;
        QSignalSpy welcomes(&socket, &QWebSocket::textMessageReceived);
        QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(test.port)));
        request.setRawHeader("Authorization", "good");
        socket.open(request);
        QTRY_COMPARE(welcomes.size(), 1);
        test.flood(200);
        QCOMPARE(RawClient(test.port).get("/json", kKnown).status, 200);
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    }

    void givesAGuestOneAnswerAndNoPlace()
    {
        FloodedDoor test;
        test.flood(100);
        RawClient guest(test.port);
        QCOMPARE(guest.get("/json", kGuest).status, 200);
        QVERIFY(guest.isClosed());
    }

    void countsNoPlaceOfAStrangerForWhoIsKnown()
    {
        FloodedDoor test;
        std::vector<std::unique_ptr<RawClient>> known;
        for (int i = 0; i < 30; ++i) {
            known.push_back(std::make_unique<RawClient>(test.port));
            QCOMPARE(known.back()->get("/json", kKnown).status, 200);
        }
        RawClient stranger(test.port);
        QCOMPARE(stranger.get("/json").status, 200);
        QCOMPARE(stranger.get("/json").status, 200);
        known.clear();
        QTRY_COMPARE(test.door.openSockets(), 1);
    }

    void doesNotWaitLongForWhoIsLate()
    {
        FloodedDoor test;
        test.flood(10);
        RawClient late(test.port);
        QTRY_COMPARE(test.door.openSockets(), 11);
        test.clock.advance(3s);
        QVERIFY(late.isClosed());
        QCOMPARE(test.door.openSockets(), 10);
    }
};

PILOTHOUSE_UNIT_TEST(TestDoorFlood)
#include "tst_door_flood.moc"
