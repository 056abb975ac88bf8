#include "raw_client.h"
#include "test_door.h"

#include "door/socket_census.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTcpSocket>

using namespace pilothouse;

/// The gate, what all answers share, listening, and the end.
class TestFrontDoor : public QObject
{
    Q_OBJECT
private slots:
    void asksTheGateBeforeTheBody();
    void keepsAConnectionThatItRefusedSomethingWithoutABody();
    void countsTheConnectionsOfAnIpv6CustomerTogether();
    void addsTheGatesFieldsToAnswers();
    void survivesAGateThatThrows();
    void addsCommonFieldsUnlessTheAnswerHasThem();
    void saysTheDate();
    void failsToListenOnATakenPort();
    void seesIpv4ClientsOfADualPortAsIpv4();
    void stopsListeningAndServesWhoIsThere();
    void drainsAtOnceWhenNobodyIsThere();
    void drainsWhenTheLastAnswerIsOut();
    void cutsWhatOutlivesTheGrace();
};

namespace {

QHostAddress loopback()
{
    return QHostAddress(QHostAddress::LocalHost);
}

} // namespace

void TestFrontDoor::asksTheGateBeforeTheBody()
{
    TestDoor test;
    int asked = 0;
    test.door.gate = [&](const HttpHead &head, const QHostAddress &peer) {
        ++asked;
        return peer == loopback() && head.value("x-key") == "right"
                   ? Verdict::admit("me")
                   : Verdict::refuse(401, u"A key is needed"_s, {{"www-authenticate", "Bearer"}});
    };
    const quint16 port = test.open();
    const QByteArray head =
        "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n"
        "Expect: 100-continue\r\n";
    RawClient wrong(port);
    const RawAnswer answer = wrong.ask(head + "X-Key: wrong\r\n\r\n");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.body, R"({"detail":"A key is needed"})");
    QCOMPARE(answer.fields.value("www-authenticate"), "Bearer");
    QVERIFY(wrong.isClosed());
    RawClient right(port);
    QCOMPARE(right.ask(head + "X-Key: right\r\n\r\n").status, 100);
    QCOMPARE(asked, 2);
}

void TestFrontDoor::keepsAConnectionThatItRefusedSomethingWithoutABody()
{
    TestDoor test;
    test.door.gate = [](const HttpHead &head, const QHostAddress &) {
        return head.path == "/json" ? Verdict::admit() : Verdict::refuse(401);
    };
    RawClient client(test.open());
    QCOMPARE(client.get("/items/a").status, 401);
    client.send("HEAD /items/a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.receive(true).status, 401);
    QCOMPARE(client.get("/json").status, 200);
    // Both at once: each gets its own answer.
    client.send("GET /items/a HTTP/1.1\r\nHost: localhost\r\n\r\n"
                "GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.receive().status, 401);
    QCOMPARE(client.receive().status, 200);
    QCOMPARE(client.get("/items/a", "Connection: close\r\n").status, 401);
    QVERIFY(client.isClosed());
}

void TestFrontDoor::countsTheConnectionsOfAnIpv6CustomerTogether()
{
    SocketCensus census;
    const auto first = std::make_unique<QTcpSocket>();
    const auto second = std::make_unique<QTcpSocket>();
    auto third = std::make_unique<QTcpSocket>();
    census.add(first.get(), QHostAddress(u"2001:db8:1:2::1"_s));
    census.add(second.get(), QHostAddress(u"2001:db8:1:2:ffff::2"_s));
    census.add(third.get(), QHostAddress(u"2001:db8:1:3::1"_s));
    QCOMPARE(census.strangersOf(QHostAddress(u"2001:db8:1:2:3:4:5:6"_s)), 2);
    QCOMPARE(census.strangersOf(QHostAddress(u"2001:db8:1:3::9"_s)), 1);
    third.reset();
    QCOMPARE(census.strangersOf(QHostAddress(u"2001:db8:1:3::9"_s)), 0);
    QCOMPARE(census.strangersOf(QHostAddress(u"192.0.2.1"_s)), 0);
    QCOMPARE(census.total(), 2);
}

void TestFrontDoor::addsTheGatesFieldsToAnswers()
{
    TestDoor test;
    test.door.gate = [](const HttpHead &, const QHostAddress &) {
        return Verdict::admit({}, {{"access-control-allow-origin", "http://a"}});
    };
    RawClient client(test.open());
    QCOMPARE(client.get("/json").fields.value("access-control-allow-origin"), "http://a");
    QCOMPARE(client.get("/nothing").fields.value("access-control-allow-origin"), "http://a");
}

void TestFrontDoor::survivesAGateThatThrows()
{
    TestDoor test;
    test.door.gate = [](const HttpHead &, const QHostAddress &) -> Verdict {
        throw std::runtime_error("as the test wants");
    };
    RawClient client(test.open());
    QCOMPARE(client.get("/json").status, 500);
}

void TestFrontDoor::addsCommonFieldsUnlessTheAnswerHasThem()
{
    TestDoor test;
    test.door.commonFields = {{"x-content-type-options", "nosniff"}, {"cache-control", "no-store"}};
    test.router.on("GET", "/cached", [](const ExchangePtr &exchange) {
        exchange->send(200, "a", "text/plain", {{"Cache-Control", "max-age=5"}});
    });
    const quint16 port = test.open();
    RawClient client(port);
    QCOMPARE(client.get("/json").fields.value("cache-control"), "no-store");
    QCOMPARE(client.get("/cached").fields.value("cache-control"), "max-age=5");
    QCOMPARE(client.get("/cached").fields.value("x-content-type-options"), "nosniff");
    QCOMPARE(client.ask("nonsense\r\n\r\n").fields.value("x-content-type-options"), "nosniff");
}

void TestFrontDoor::saysTheDate()
{
    TestDoor test;
    RawClient client(test.open());
    const QString date = QString::fromLatin1(client.get("/json").fields.value("date"));
    QVERIFY2(date.endsWith(u" GMT"), qPrintable(date));
    const QDateTime said = QDateTime::fromString(date.chopped(3) + u"+0000", Qt::RFC2822Date);
    QVERIFY2(said.isValid(), qPrintable(date));
    QVERIFY(qAbs(said.secsTo(QDateTime::currentDateTimeUtc())) < 100);
}

void TestFrontDoor::failsToListenOnATakenPort()
{
    TestDoor first;
    const quint16 port = first.open();
    TestDoor second;
    const auto listening = second.door.listen(loopback(), port);
    QVERIFY(!listening.has_value());
    QCOMPARE(listening.error().code, Errc::Unavailable);
    QVERIFY(listening.error().message.contains(QString::number(port)));
    QVERIFY(second.door.listen(loopback(), 0).has_value()); // another try is fine
}

void TestFrontDoor::seesIpv4ClientsOfADualPortAsIpv4()
{
    TestDoor test;
    QHostAddress seen;
    test.door.gate = [&](const HttpHead &, const QHostAddress &peer) {
        seen = peer;
        return Verdict::admit();
    };
    QVERIFY(test.door.listen(QHostAddress(QHostAddress::Any), 0).has_value());
    RawClient client(test.door.serverPort());
    QCOMPARE(client.get("/json").status, 200);
    QCOMPARE(seen.protocol(), QAbstractSocket::IPv4Protocol);
    QCOMPARE(seen, loopback());
}

void TestFrontDoor::stopsListeningAndServesWhoIsThere()
{
    TestDoor test;
    const quint16 port = test.open();
    RawClient client(port);
    QCOMPARE(client.get("/json").status, 200);
    test.door.stopListening();
    QCOMPARE(test.door.serverPort(), 0);
    QCOMPARE(client.get("/json").status, 200);
    QTcpSocket late;
    late.connectToHost(loopback(), port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestFrontDoor::drainsAtOnceWhenNobodyIsThere()
{
    TestDoor test;
    test.open();
    QSignalSpy drained(&test.door, &FrontDoor::drained);
    test.door.drain(60s);
    QTRY_COMPARE(drained.size(), 1);
}

void TestFrontDoor::drainsWhenTheLastAnswerIsOut()
{
    TestDoor test;
    const quint16 port = test.open();
    RawClient idle(port);
    QCOMPARE(idle.get("/json").status, 200);
    RawClient busy(port);
    busy.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    QSignalSpy drained(&test.door, &FrontDoor::drained);
    test.door.drain(60s);
    QVERIFY(idle.isClosed());
    QCOMPARE(drained.size(), 0);
    test.held.takeFirst()->send(200, "late", "text/plain");
    const RawAnswer answer = busy.receive();
    QCOMPARE(answer.body, "late");
    QCOMPARE(answer.fields.value("connection"), "close");
    QVERIFY(busy.isClosed());
    QTRY_COMPARE(drained.size(), 1);
    QCOMPARE(test.door.openSockets(), 0);
}

void TestFrontDoor::cutsWhatOutlivesTheGrace()
{
    TestDoor test;
    const quint16 port = test.open();
    RawClient busy(port);
    busy.send(kGetLater);
    QTRY_COMPARE(test.held.size(), 1);
    QSignalSpy drained(&test.door, &FrontDoor::drained);
    test.door.drain(10s);
    test.clock.advance(9s);
    QCOMPARE(drained.size(), 0);
    test.clock.advance(2s);
    QVERIFY(busy.isClosed());
    QTRY_COMPARE(drained.size(), 1);
    QTRY_VERIFY(test.held.constFirst()->isGone());
}

PILOTHOUSE_UNIT_TEST(TestFrontDoor)
#include "tst_front_door.moc"
