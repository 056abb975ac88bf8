#include "auth_fixture.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace std::chrono_literals;

class TestCredentials : public QObject
{
    Q_OBJECT
private slots:
    void opensWithATicketOnceAndInTimeAndInPlace_data()
    {
        QTest::addColumn<QByteArray>("ticketPath");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("opens");
        const auto row = [](const char *name, const char *ticketPath, const char *path, int seconds,
                            bool opens) {
            QTest::newRow(name) << QByteArray(ticketPath) << QByteArray(path) << seconds << opens;
        };
        row("below", "/sessions/1/", "/sessions/1/vnc", 0, true);
        row("below, without a slash", "/sessions/1", "/sessions/1/vnc", 0, true);
        row("itself", "/sessions/1/", "/sessions/1", 0, true);
        row("just in time", "/sessions/1", "/sessions/1/ws", 29, true);
        row("too late", "/sessions/1", "/sessions/1/ws", 30, false);
        row("above", "/sessions/1/ws", "/sessions/1", 0, false);
        row("longer name", "/sessions/1", "/sessions/12", 0, false);
        row("elsewhere", "/sessions/1", "/sessions/2/ws", 0, false);
    }
    void opensWithATicketOnceAndInTimeAndInPlace()
    {
        QFETCH(QByteArray, ticketPath);
        QFETCH(QByteArray, path);
        QFETCH(int, seconds);
        QFETCH(bool, opens);
        FakeClock clock;
        Tickets tickets(clock);
        const QByteArray ticket = tickets.issue(ticketPath);
        clock.advance(std::chrono::seconds(seconds));
        QCOMPARE(tickets.redeem(ticket, path), opens);
        QVERIFY(!tickets.redeem(ticket, path));
    }

    void forgetsTheOldestTicketsWhenThereAreTooMany()
    {
        FakeClock clock;
        Tickets tickets(clock);
        const QByteArray first = tickets.issue("/a");
        clock.advance(1s);
        for (int count = 0; count < 1000; ++count)
            tickets.issue("/a");
        QVERIFY(!tickets.redeem(first, "/a"));
        QVERIFY(tickets.redeem(tickets.issue("/a"), "/a"));
    }

    void takesOnlyCookiesItHasSigned_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("longer life") << QByteArray(".1769817600.") << QByteArray(".1869817600.");
        QTest::newRow("no signature") << QByteArray(".1769817600.") << QByteArray(".1769817600");
        QTest::newRow("other name")
            << QByteArray("pilothouse_session=") << QByteArray("xpilothouse_session=");
        QTest::newRow("empty") << QByteArray("=") << QByteArray("=;");
    }
    void takesOnlyCookiesItHasSigned()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        FakeClock clock;
        LoginCookies cookies("key", clock);
        QByteArrayList login = shown(cookies.logIn(headOf("GET /"), false));
        QVERIFY(login.first().contains(from));
        QVERIFY(cookies.isLoggedIn(headOf("GET /", login)));
        QVERIFY(!LoginCookies("other key", clock).isLoggedIn(headOf("GET /", login)));
        QVERIFY(!LoginCookies("other key", clock).hasCookie(headOf("GET /", login)));
        login.first().replace(from, to);
        QVERIFY(!cookies.isLoggedIn(headOf("GET /", login)));
        QVERIFY(!cookies.hasCookie(headOf("GET /", login)));
    }

    void keepsTheCookieFromScriptsAndOtherSites()
    {
        FakeClock clock;
        LoginCookies cookies("key", clock);
        const QByteArray plain = field(cookies.logIn(headOf("GET /"), false).fields, "set-cookie");
        for (const char *part : {"; HttpOnly", "; SameSite=Strict", "; Path=/", "Max-Age=2592000"})
            QVERIFY2(plain.contains(part), part);
        QVERIFY(!plain.contains("Secure"));
        QVERIFY(
            field(cookies.logIn(headOf("GET /"), true).fields, "set-cookie").endsWith("; Secure"));
    }

    void setsTheCookieForHttpsOnlyWhereThereIsHttps()
    {
        AuthFixture plain;
        AuthFixture tls({.tlsCertificate = QStringLiteral("/cert.pem")});
        const HttpHead direct = headOf("GET /");
        const HttpHead proxied = headOf("GET /", {"X-Forwarded-Proto: https"});
        const auto isSecure = [](AuthFixture &server, const HttpHead &head) {
            return field(server.credentials.logIn(head, kPeer).fields, "set-cookie")
                .contains("; Secure");
        };
        QVERIFY(!isSecure(plain, direct));
        QVERIFY(isSecure(plain, proxied));
        QVERIFY(isSecure(tls, direct));
    }

    void forgetsACookieAtLogOutAndOnlyThatOne()
    {
        FakeClock clock;
        LoginCookies cookies("key", clock);
        const auto browser = [&] {
            return headOf("GET /", shown(cookies.logIn(headOf("GET /"), false)));
        };
        const HttpHead one = browser();
        const HttpHead other = browser();
        const QByteArray cleared = field(cookies.logOut(one), "set-cookie");
        QVERIFY(cleared.startsWith("pilothouse_session=; Max-Age=0; Path=/"));
        QVERIFY(!cookies.isLoggedIn(one));
        QVERIFY(cookies.isLoggedIn(other));
    }

    void tellsThoseWhoHoldConnectionsOfALogOut()
    {
        AuthFixture server;
        const QByteArrayList login = shown(server.credentials.logIn(headOf("GET /"), kPeer));
        const HttpHead socket = headOf("GET /sessions/1/ws", upgradeFields(login));
        bool wasGood = true;
        connect(&server.credentials, &Credentials::loggedOut, this,
                [&] { wasGood = server.credentials.isLoggedIn(socket); });
        server.credentials.logOut(headOf("DELETE /auth/login", login), kPeer);
        QVERIFY(!wasGood);
    }

    void looksAtAllCookiesOfThatName()
    {
        FakeClock clock;
        LoginCookies cookies("key", clock);
        const auto login = cookies.logIn(headOf("GET /"), false);
        const QByteArray good = cookieIn(field(login.fields, "set-cookie"));
        QVERIFY(cookies.isLoggedIn(
            headOf("GET /", {"Cookie: a=1; pilothouse_session=of.another.server; " + good,
                             "X-Pilothouse-Key: " + login.pageKey})));
    }

    void countsWrongTriesByNetwork_data()
    {
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("isSame");
        QTest::newRow("same /64") << QStringLiteral("2001:db8::ffff") << true;
        QTest::newRow("next /64") << QStringLiteral("2001:db8:0:1::1") << false;
        QTest::newRow("IPv4") << QStringLiteral("10.0.0.1") << false;
    }
    void countsWrongTriesByNetwork()
    {
        QFETCH(QString, other);
        QFETCH(bool, isSame);
        FakeClock clock;
        WrongTries tries(clock);
        const QHostAddress first(QStringLiteral("2001:db8::1"));
        for (int count = 0; count < WrongTries::kMost; ++count)
            QCOMPARE(tries.add(first), 0s);
        QCOMPARE(tries.add(QHostAddress(other)) > 0s, isSame);
        QVERIFY(tries.add(first) > 0s);
    }

    void saysHowLongToWaitAndStartsAnewAfterwards()
    {
        FakeClock clock;
        WrongTries tries(clock);
        for (int count = 0; count < WrongTries::kMost; ++count)
            tries.add(kPeer);
        clock.advance(20500ms);
        QCOMPARE(tries.add(kPeer), 40s);
        clock.advance(39500ms);
        QCOMPARE(tries.add(kPeer), 0s);
    }

    void staysSmallUnderGuessesFromEverywhere()
    {
        FakeClock clock;
        WrongTries tries(clock);
        for (int count = 0; count <= WrongTries::kMost; ++count)
            tries.add(kPeer);
        clock.advance(1ms);
        for (quint32 address = 0; address < 5'000; ++address)
            tries.add(QHostAddress(address));
        QCOMPARE(tries.add(kPeer), 0s); // forgotten: the oldest go first
    }
};

PILOTHOUSE_UNIT_TEST(TestCredentials)
#include "tst_credentials.moc"
