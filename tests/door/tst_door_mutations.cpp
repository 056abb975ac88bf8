#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QRandomGenerator>
#include <QWebSocket>

using namespace pilothouse;

/// Valid requests with random damage: whatever comes, the door answers or closes, and serves on.
class TestDoorMutations : public QObject
{
    Q_OBJECT
private slots:
    void servesOnWhateverComes();
};

namespace {

constexpr int kRounds = 400;

QByteArray requestNumber(quint32 number)
{
    static const QByteArrayList kRequests{
        "GET /items/a%20b?c=d HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5;a=b\r\nhello\r\n0\r\nA: b\r\n\r\n",
        "GET /json HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "HEAD /json HTTP/1.1\r\nHost: localhost\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    };
    return kRequests[number % kRequests.size()];
}

void damage(QByteArray &bytes, QRandomGenerator &random)
{
    static const QByteArrayList kTroubles{"\r\n",     "\n",          "\0",      " ",
                                          "%",        "%2e%2e/",     ":",       "-1",
                                          "\r\n\r\n", "99999999999", "chunked", "\xff"};
    const qsizetype at = random.bounded(quint32(bytes.size()));
    switch (random.bounded(4)) {
    case 0:
        bytes[at] = char(random.bounded(256));
        break;
    case 1:
        bytes.insert(at, kTroubles[random.bounded(quint32(kTroubles.size()))]);
        break;
    case 2:
        bytes.remove(at, random.bounded(8));
        break;
    default:
        bytes.insert(at, bytes.mid(random.bounded(quint32(bytes.size())), 20));
    }
}

} // namespace

void TestDoorMutations::servesOnWhateverComes()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    HttpLimits limits = patientLimits();
    limits.connectionsPerAddress = 1'000;
    TestDoor test(limits);
    test.router.onUpgrade("/ws",
                          [](QWebSocket *socket, const Upgrade &) { socket->deleteLater(); });
    const quint16 port = test.open();
    int answered = 0;
    for (int round = 0; round < kRounds; ++round) {
        QByteArray bytes = requestNumber(random.generate());
        for (int count = random.bounded(1, 4); count > 0 && !bytes.isEmpty(); --count)
            damage(bytes, random);
        RawClient client(port);
        client.send(bytes);
        // What an incomplete request waits for comes as a new one.
        client.send("\r\n\r\nGET /json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        const auto hasEnded = [&] { // at the latest by a time-out
            test.clock.advance(10s);
            return !client.unread().isEmpty() ||
                   client.socket().state() == QAbstractSocket::UnconnectedState;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), 20'000);
        answered += !client.unread().isEmpty();
        if (round % 20 == 0)
            QCOMPARE(RawClient(port).get("/items/next").body, "next");
    }
    QVERIFY2(answered > kRounds / 2, qPrintable(QString::number(answered)));
    QTRY_COMPARE(test.door.openSockets(), 0);
    QTRY_COMPARE(test.door.pendingAnswers(), 0);
}

PILOTHOUSE_UNIT_TEST(TestDoorMutations)
#include "tst_door_mutations.moc"
