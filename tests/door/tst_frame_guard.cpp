#include "raw_client.h"
#include "test_door.h"

#include "support/unit_test.h"

#include <QCoreApplication>
#include <QWebSocket>
#include <QtEndian>

using namespace pilothouse;

/// Frames of clients are masked (RFC 6455, section 5.1).
class TestFrameGuard : public QObject
{
    Q_OBJECT
private slots:
    void refusesFramesThatAreNotMasked_data();
    void refusesFramesThatAreNotMasked();
    void takesMaskedFramesInPieces();
    void holdsOnlySoMuchThatIsHalfSent();
};

namespace {

const QByteArray kUpgrade =
    "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

void echo(TestDoor &test, int &opened)
{
    test.router.onUpgrade("/ws", [&opened](QWebSocket *socket, const Upgrade &) {
        ++opened;
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                         [socket](const QString &text) { socket->sendTextMessage(text); });
        QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket,
                         [socket](const QByteArray &data) { socket->sendBinaryMessage(data); });
        QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    });
}

/// A whole text frame as clients send them; the mask changes nothing.
QByteArray masked(const QByteArray &text)
{
    QByteArray frame("\x81");
    if (text.size() < 126) {
        frame.append(static_cast<char>(0x80 | text.size()));
    } else {
        QByteArray length(8, '\0');
        qToBigEndian<qint64>(text.size(), length.data());
        frame.append('\xff').append(length);
    }
    return frame + QByteArray(4, '\0') + text;
}

} // namespace

void TestFrameGuard::refusesFramesThatAreNotMasked_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("inPieces");
    const QByteArray hello = QByteArray::fromHex("810568656c6c6f");
    QTest::newRow("text") << hello << false;
    QTest::newRow("byte by byte") << hello << true;
    QTest::newRow("behind a masked one") << masked("good") + hello << false;
    QTest::newRow("behind a masked one, byte by byte") << masked("good") + hello << true;
    QTest::newRow("long") << QByteArray::fromHex("827e0100") + QByteArray(256, 'a') << false;
    QTest::newRow("longer") << QByteArray::fromHex("827f0000000000010000") + QByteArray(65536, 'a')
                            << false;
    QTest::newRow("ping") << QByteArray::fromHex("8900") << false;
}

void TestFrameGuard::refusesFramesThatAreNotMasked()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, inPieces);
    TestDoor test;
    int opened = 0;
    echo(test, opened);
    RawClient client(test.open());
    client.send(kUpgrade);
    QVERIFY(client.sees("\r\n\r\n"));
    QTRY_COMPARE(opened, 1);
    for (const char byte : inPieces ? bytes : QByteArray()) {
        client.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    if (!inPieces)
        client.send(bytes);
    QVERIFY(client.isClosed());
    const QByteArray answer = client.unread();
    QVERIFY(answer.contains("\x03\xea"
                            "frames of clients are masked"));
    QVERIFY(!answer.contains("hello") && !answer.contains("aaa"));
    QTRY_COMPARE(test.door.openSockets(), 0);
}

void TestFrameGuard::takesMaskedFramesInPieces()
{
    TestDoor test;
    int opened = 0;
    echo(test, opened);
    RawClient client(test.open());
    client.send(kUpgrade);
    QVERIFY(client.sees("\r\n\r\n"));
    const QByteArray large(100'000, '~');
    const QByteArray bytes =
        masked("one") + masked(large) + masked("two") + masked(large) + masked("three");
    for (qsizetype at = 0, size = 1; at < bytes.size(); at += size, size = size * 3 % 70'001) {
        client.send(bytes.mid(at, size));
        QCoreApplication::processEvents();
    }
    QVERIFY(client.sees("three"));
    QCOMPARE(client.unread().count('~'), 200'000);
}

void TestFrameGuard::holdsOnlySoMuchThatIsHalfSent()
{
    HttpLimits limits = patientLimits();
    limits.heldBytes = 250'000; // two and a half of those below
    TestDoor test(limits);
    int opened = 0;
    echo(test, opened);
    const quint16 port = test.open();
    const QByteArray whole = masked(QByteArray(200'000, '~'));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        RawClient &client = *clients.emplace_back(std::make_unique<RawClient>(port));
        client.send(kUpgrade);
        QVERIFY(client.sees("\r\n\r\n"));
        QTRY_COMPARE(opened, i + 1);
        client.send(whole.first(100'000));
        if (i == 2)
            QVERIFY(client.sees("too much is half sent"));
        else
            QTRY_VERIFY(test.door.heldBytes() > 90'000 * (i + 1)); // but for their heads
    }
    clients.resize(1);
    QTRY_VERIFY(test.door.heldBytes() < 110'000);
    clients.at(0)->send(whole.sliced(100'000));
    QVERIFY(clients.at(0)->sees(QByteArray(200'000, '~')));
    clients.clear();
    QTRY_COMPARE(test.door.heldBytes(), 0);
}

PILOTHOUSE_UNIT_TEST(TestFrameGuard)
#include "tst_frame_guard.moc"
