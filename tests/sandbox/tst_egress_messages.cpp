#include "sandbox/egress/dns_message.h"
#include "sandbox/egress/first_words.h"
#include "sandbox/egress/refused_packet.h"
#include "support/unit_test.h"

#include <QByteArray>
#include <QTest>

#include <arpa/inet.h>

using namespace pilothouse::egress;
using namespace Qt::StringLiterals;
using Kind = FirstWords::Kind;

/// What programs of a session send, read by somebody who cannot trust it.
class TestEgressMessages : public QObject
{
    Q_OBJECT
private slots:
    void readsWhichHostAClientNames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("host");
        const auto row = [](const char *what, const QByteArray &bytes, Kind kind,
                            const QString &host = {}) {
            QTest::newRow(what) << bytes << kind << host;
        };
        const QByteArray hello = record(clientHello(serverName("web.test")));
        row("nothing", {}, Kind::Incomplete);
        row("TLS", hello, Kind::Tls, u"web.test"_s);
        row("TLS, the first half", hello.first(hello.size() / 2), Kind::Incomplete);
        row("TLS without a name", record(clientHello({})), Kind::Tls);
        row("TLS with two names", record(clientHello(serverName("a.test") + serverName("b.test"))),
            Kind::Tls);
        row("TLS, extension cut off", record(clientHello(serverName("web.test").chopped(2))),
            Kind::Tls);
        row("TLS, upper case", record(clientHello(serverName("WEB.test"))), Kind::Tls,
            u"web.test"_s);
        row("TLS, a name with a zero", record(clientHello(serverName(QByteArray("a\0b", 3)))),
            Kind::Tls);
        const QByteArray whole = clientHello(serverName("web.test"));
        row("TLS in two records", record(whole.first(20)) + record(whole.sliced(20)), Kind::Tls,
            u"web.test"_s);
        row("TLS, an alert between", record(whole.first(20)) + QByteArray("\x15\3\1\0\2\1\0", 7),
            Kind::Other);
        row("TLS, a server's hello", record(QByteArray("\2\0\0\0", 4)), Kind::Other);
        row("HTTP", "GET / HTTP/1.1\r\nHost: web.test\r\n\r\n", Kind::Http, u"web.test"_s);
        row("HTTP with a port", "GET / HTTP/1.1\r\nhOST:\tWeb.Test:80 \r\n\r\nbody", Kind::Http,
            u"web.test"_s);
        row("HTTP, half a head", "GET / HTTP/1.1\r\nHost: web.test\r\n", Kind::Incomplete);
        row("HTTP without a host", "GET / HTTP/1.0\r\n\r\n", Kind::Http);
        row("HTTP with two hosts", "GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n",
            Kind::Http);
        row("HTTP, a host in the body", "GET / HTTP/1.1\r\n\r\nHost: web.test\r\n\r\n", Kind::Http);
        row("HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Kind::Other);
        row("SSH", "SSH-2.0-OpenSSH_9\r\n", Kind::Other);
        row("too long a head", "GET / HTTP/1.1\r\nX: " + QByteArray(kLongestFirstWords, 'x'),
            Kind::Other);
        row("bytes", QByteArray("\0\1\2", 3), Kind::Other);
    }
    void readsWhichHostAClientNames()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Kind, kind);
        QFETCH(QString, host);
        const FirstWords words = readFirstWords(bytes.toStdString());
        QCOMPARE(words.kind, kind);
        QCOMPARE(QString::fromStdString(words.host), host);
    }

    void answersNamesWithAddresses()
    {
        const std::string query = question("web.test", 1).toStdString();
        const auto asked = dnsQuestion(query);
        QVERIFY(asked);
        QCOMPARE(QString::fromStdString(asked->name), u"web.test"_s);
        QCOMPARE(asked->type, 1U);
        const QByteArray found = QByteArray::fromStdString(
            dnsReply(query, *asked, DnsAnswer::Address, in_addr{inet_addr("198.18.0.2")}));
        QCOMPARE(found.first(12).toHex(), QByteArray("1234"
                                                     "8180"
                                                     "0001"
                                                     "0001"
                                                     "0000"
                                                     "0000"));
        QVERIFY(found.endsWith(QByteArray("\xc6\x12\0\2", 4)));
        const QByteArray none =
            QByteArray::fromStdString(dnsReply(query, *asked, DnsAnswer::NoSuchName));
        QCOMPARE(none.first(12).toHex(), QByteArray("1234"
                                                    "8183"
                                                    "0001"
                                                    "0000"
                                                    "0000"
                                                    "0000"));
    }

    void answersNoBrokenQuestion_data()
    {
        QTest::addColumn<QByteArray>("message");
        const QByteArray good = question("web.test", 1);
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("header only") << good.first(12);
        QTest::newRow("name cut off") << good.first(16);
        QTest::newRow("no type") << good.chopped(4);
        QTest::newRow("a reply") << good.first(2) + QByteArray("\x81\x80", 2) + good.sliced(4);
        QTest::newRow("two questions") << good.first(5) + QByteArray("\2", 1) + good.sliced(6);
        QTest::newRow("a pointer") << good.first(12) + QByteArray("\xc0\x0c\0\1\0\1", 6);
    }
    void answersNoBrokenQuestion()
    {
        QFETCH(QByteArray, message);
        QVERIFY(!dnsQuestion(message.toStdString()));
    }

    void aLabelWithADotIsNoHost()
    {
        QByteArray message = question("web.test", 1);
        message[14] = '.'; // "w.b"
        const auto asked = dnsQuestion(message.toStdString());
        QVERIFY(asked);
        QVERIFY(asked->name.empty());
    }

    void tellsWhereARefusedPacketWantedToGo()
    {
        const QByteArray tcp = QByteArray::fromHex("4500003c000040004006000045000008"
                                                   "0a630001"
                                                   "c0000050"
                                                   "00000000");
        const auto refused = refusedPacket(tcp.toStdString());
        QVERIFY(refused);
        QCOMPARE(QString::fromStdString(refused->to.text()), u"10.99.0.1"_s);
        QCOMPARE(int(refused->port), 80);
        const QByteArray reply = QByteArray::fromStdString(prohibition(tcp.toStdString()));
        QCOMPARE(reply.size(), 20 + 8 + 28);
        QCOMPARE(int(reply.at(20)), 3);  // destination unreachable
        QCOMPARE(int(reply.at(21)), 13); // prohibited
        QCOMPARE(reply.sliced(28), tcp.first(28));
        QCOMPARE(sum(reply.first(20)), 0xffffU);
        QCOMPARE(sum(reply.sliced(20)), 0xffffU);

        const QByteArray udp6 = QByteArray::fromHex("6000000000101140"
                                                    "01000000000000000000000000000008"
                                                    "fd990000000000000000000000000001"
                                                    "c000"
                                                    "0035"
                                                    "0010"
                                                    "0000"
                                                    "0000000000000000");
        const auto refused6 = refusedPacket(udp6.toStdString());
        QVERIFY(refused6);
        QCOMPARE(QString::fromStdString(refused6->to.text()), u"fd99::1"_s);
        QCOMPARE(int(refused6->port), 53);
        const QByteArray reply6 = QByteArray::fromStdString(prohibition(udp6.toStdString()));
        QCOMPARE(reply6.size(), 40 + 8 + udp6.size());
        const QByteArray length = QByteArray::fromHex("0000") + reply6.sliced(4, 2);
        QCOMPARE(sum(reply6.sliced(8, 32) + length + QByteArray::fromHex("0000003a") +
                     reply6.sliced(40)),
                 0xffffU);
    }

    void hearsNothingOfGreetings_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a header") << QByteArray::fromHex("4500003c");
        QTest::newRow("multicast") << QByteArray::fromHex("4500001c00000000ff110000c0000008e00000fb"
                                                          "14e914e900080000");
        QTest::newRow("IPv6 multicast") << QByteArray::fromHex("60000000000000ff"
                                                               "fe800000000000000000000000000001"
                                                               "ff020000000000000000000000000002");
        QTest::newRow("another protocol") << QByteArray(60, '\x10');
    }
    void hearsNothingOfGreetings()
    {
        QFETCH(QByteArray, packet);
        QVERIFY(!refusedPacket(packet.toStdString()));
    }

private:
    static QByteArray number(qsizetype value, int bytes)
    {
        QByteArray made;
        while (bytes-- > 0)
            made += static_cast<char>(value >> 8 * bytes & 0xFF);
        return made;
    }
    static QByteArray serverName(const QByteArray &name)
    {
        const QByteArray entry = number(0, 1) + number(name.size(), 2) + name;
        const QByteArray list = number(entry.size(), 2) + entry;
        return number(0, 2) + number(list.size(), 2) + list;
    }
    static QByteArray clientHello(const QByteArray &extensions)
    {
        const QByteArray body = QByteArray("\3\3", 2) + QByteArray(32, 'r') + number(0, 1) +
                                number(2, 2) + number(0x1301, 2) + number(1, 1) + number(0, 1) +
                                number(extensions.size(), 2) + extensions;
        return number(1, 1) + number(body.size(), 3) + body;
    }
    static QByteArray record(const QByteArray &handshake)
    {
        return number(22, 1) + number(0x0301, 2) + number(handshake.size(), 2) + handshake;
    }
    static QByteArray question(const QByteArray &name, int type)
    {
        QByteArray message = QByteArray::fromHex("1234"
                                                 "0100"
                                                 "0001"
                                                 "0000"
                                                 "0000"
                                                 "0000");
        for (const QByteArray &label : name.split('.'))
            message += number(label.size(), 1) + label;
        return message + number(0, 1) + number(type, 2) + number(1, 2);
    }
    /// The internet checksum's own test: of whole messages it is all ones.
    static unsigned sum(const QByteArray &bytes)
    {
        unsigned sum = 0;
        for (qsizetype i = 0; i < bytes.size(); ++i)
            sum += unsigned(static_cast<unsigned char>(bytes.at(i))) << (i % 2 == 0 ? 8 : 0);
        while (sum > 0xffff)
            sum = (sum & 0xffff) + (sum >> 16);
        return sum;
    }
};

PILOTHOUSE_UNIT_TEST(TestEgressMessages)
#include "tst_egress_messages.moc"
