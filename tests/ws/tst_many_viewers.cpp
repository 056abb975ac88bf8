// A hundred viewers of one session, some of whom never read.
#include "socket_server.h"

#include "support/unit_test.h"

#include <QTcpSocket>
#include <QtEndian>

using namespace pilothouse;

namespace {

constexpr int kReaders = 80;
constexpr int kStalled = 20;
constexpr int kEvents = 800;
constexpr qsizetype kEventSize = 8 * 1024; // in all more than the buffers of one viewer hold

/// A viewer that connects and does not read until it is told to.
class StalledViewer
{
public:
    StalledViewer(const SocketServer &server, const SessionId &session)
    {
        m_socket.setReadBufferSize(1024);
        m_socket.connectToHost(u"127.0.0.1"_s, server.door.serverPort());
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 64 * 1024);
        m_socket.write("GET /sessions/" + session.value.toLatin1() +
                       "/ws?events=all HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                       "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }
    void beginToRead()
    {
        m_socket.setReadBufferSize(0);
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { read(); });
        read();
    }

    QList<EventSeq> numbers;
    int closeCode = 0;
    QByteArray closeReason;

private:
    void read()
    {
        m_received += m_socket.readAll();
        if (!m_upgraded) {
            const qsizetype end = m_received.indexOf("\r\n\r\n");
            m_upgraded = end > 0;
            m_received.remove(0, end + 4);
        }
        while (m_upgraded && takeFrame()) {
        }
    }
    bool takeFrame() // RFC 6455, section 5.2
    {
        qsizetype head = 2;
        quint64 size = m_received.size() < 2 ? 0 : quint8(m_received[1]);
        if (size == 126)
            head = 4;
        if (size == 127)
            head = 10;
        if (m_received.size() < head)
            return false;
        if (head == 4)
            size = qFromBigEndian<quint16>(m_received.constData() + 2);
        if (head == 10)
            size = qFromBigEndian<quint64>(m_received.constData() + 2);
        if (m_received.size() < head + qsizetype(size))
            return false;
        take(m_received[0] & 0x0f, m_received.mid(head, qsizetype(size)));
        m_received.remove(0, head + qsizetype(size));
        return true;
    }
    void take(int opcode, const QByteArray &text)
    {
        if (opcode == 8) {
            closeCode = qFromBigEndian<quint16>(text.constData());
            closeReason = text.mid(2);
        } else if (opcode == 1) {
            const QJsonObject event = QJsonDocument::fromJson(text).object();
            if (event.contains(u"seq"_s))
                numbers.append(event.value(u"seq"_s).toInteger());
        }
    }

    QTcpSocket m_socket;
    QByteArray m_received;
    bool m_upgraded = false;
};

QList<EventSeq> numbersUpTo(EventSeq last)
{
    QList<EventSeq> numbers;
    for (EventSeq seq = 1; seq <= last; ++seq)
        numbers.append(seq);
    return numbers;
}

QList<EventSeq> numbersOf(const Viewer &viewer)
{
    QList<EventSeq> numbers;
    for (const QJsonObject &frame : viewer.frames)
        if (frame.contains(u"seq"_s))
            numbers.append(frame.value(u"seq"_s).toInteger());
    return numbers;
}

/// Many events, one after another, as a busy run stores them.
QCoro::Task<> storeEvents(Journal &journal, SessionId session, int count)
{
    for (int i = 0; i < count; ++i) {
        QList<EventBody> bodies;
        bodies.append(UserMessage{.text = QString(kEventSize, u'x')});
        co_await journal.append(session, std::move(bodies));
    }
}

} // namespace

class TestManyViewers : public QObject
{
    Q_OBJECT
private slots:
    void reachesAllWhoReadWhileOthersDoNot()
    {
        SocketServer server({});
        const SessionId session = server.newSession();
        std::vector<std::unique_ptr<StalledViewer>> stalled;
        for (int i = 0; i < kStalled; ++i)
            stalled.push_back(std::make_unique<StalledViewer>(server, session));
        std::vector<std::unique_ptr<Viewer>> readers;
        for (int i = 0; i < kReaders; ++i) {
            readers.push_back(std::make_unique<Viewer>(server, session, u"?events=all"_s));
            QVERIFY(readers.back()->opened);
        }
        QTRY_COMPARE_WITH_TIMEOUT(server.sockets.size(), kReaders + kStalled, 120'000);

        QCoro::waitFor(storeEvents(server.agent.journal, session, kEvents));
        const QList<EventSeq> all = numbersUpTo(kEvents);
        for (const auto &reader : readers)
            QTRY_COMPARE_WITH_TIMEOUT(numbersOf(*reader), all, 120'000);

        // Nobody holds more than the limit of one viewer, however much has happened.
        for (const auto &socket : server.sockets)
            QVERIFY(!socket || socket->bytesToWrite() < 1024 * 1024 + 4 * kEventSize);

        // Those who begin to read late miss nothing: they go on from the journal.
        for (const auto &viewer : stalled)
            viewer->beginToRead();
        for (const auto &viewer : stalled)
            QTRY_COMPARE_WITH_TIMEOUT(viewer->numbers, all, 120'000);
    }

    void tellsWhoTakesNothingWithWhichNumberToComeBack()
    {
        SocketServer server({});
        const SessionId session = server.newSession();
        StalledViewer viewer(server, session);
        QTRY_COMPARE_WITH_TIMEOUT(server.sockets.size(), 1, 120'000);
        QCoro::waitFor(storeEvents(server.agent.journal, session, kEvents));
        QTRY_VERIFY_WITH_TIMEOUT(server.sockets.first()->bytesToWrite() > 0, 120'000);
        server.agent.clock.advance(std::chrono::seconds(3 * 15));
        QVERIFY(server.sockets.first()->state() != QAbstractSocket::ConnectedState);
        viewer.beginToRead();
        QTRY_COMPARE_WITH_TIMEOUT(viewer.closeCode, 1013, 120'000);
        const EventSeq last = viewer.numbers.last();
        QCOMPARE(viewer.numbers, numbersUpTo(last));
        QVERIFY(last < kEvents);
        QCOMPARE(viewer.closeReason,
                 QByteArray("too slow: come back with after=" + QByteArray::number(last)));
        Viewer again(server, session, u"?events=all&after=%1"_s.arg(last));
        QTRY_COMPARE_WITH_TIMEOUT(numbersOf(again).size(), kEvents - last, 120'000);
    }
};

PILOTHOUSE_UNIT_TEST(TestManyViewers)
#include "tst_many_viewers.moc"
