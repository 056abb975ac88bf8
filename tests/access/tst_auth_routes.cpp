#include "guarded_port.h"

#include "support/unit_test.h"

#include <QCryptographicHash>
#include <QTcpSocket>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const HttpFields kTokenField{{"authorization", "Bearer " + kToken}};
const HttpFields kPageField{{"accept", "text/html"}};

} // namespace

class TestAuthRoutes : public QObject
{
    Q_OBJECT
private slots:
    void leadsABrowserThroughTheLoginAndOutAgain()
    {
        GuardedPort server;
        const Answer turnedAway = server.ask("GET", u"/ui/?a=1"_s, kPageField);
        QCOMPARE(turnedAway.status, 303);
        QCOMPARE(turnedAway["location"], "../auth/login?next=/ui/%3Fa%3D1");

        const Answer page =
            server.ask("GET", QString::fromLatin1(turnedAway["location"]).mid(2), kPageField);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("name=\"next\" value=\"/ui/?a=1\""));
        QVERIFY(!page.body.contains("role=\"alert\""));

        const Answer old = server.ask("GET", u"/auth/login?wrong=1&next=/ui/"_s, kPageField);
        QVERIFY(old.body.contains("role=\"alert\">The token in that link is not right"));

        const Answer login =
            server.postForm(u"/auth/login"_s, "next=%2Fui%2F%3Fa%3D1&token=+" + kToken + "%0A");
        QCOMPARE(login.status, 303);
        const QByteArray leads = login["location"];
        QCOMPARE(leads.left(leads.indexOf('#')), "../auth/enter?next=/ui/%3Fa%3D1");
        const HttpFields cookie{{"cookie", cookieIn(login["set-cookie"])}};
        const HttpFields both =
            cookie + HttpFields{{"x-pilothouse-key", leads.mid(leads.indexOf('#') + 1)}};
        QCOMPARE(server.ask("GET", u"/ui/"_s, cookie).body, "page");
        QCOMPARE(server.ask("GET", u"/ui/"_s, both).body, "browser");
        QCOMPARE(server.ask("GET", u"/auth/login?next=/ui/"_s, cookie)["location"], "../ui/");
        const QString fresh = u"/auth/login?fresh=1&next=/ui/"_s;
        QCOMPARE(server.ask("GET", fresh, cookie).status, 200); // the page there has no key
        QCOMPARE(server.ask("GET", fresh, both)["location"], "../ui/");

        const Answer logout = server.ask("DELETE", u"/auth/login"_s, both);
        QCOMPARE(logout.status, 204);
        QVERIFY(logout["set-cookie"].startsWith("pilothouse_session=; Max-Age=0"));
        QCOMPARE(logout["clear-site-data"], "\"cache\", \"storage\"");
        QCOMPARE(server.ask("GET", u"/ui/"_s, cookie).status, 401);
    }

    void saysOnThePageThatATokenIsWrong()
    {
        GuardedPort server;
        const Answer answer =
            server.postForm(u"/auth/login"_s, "next=/ui/%22%3E%3Cb%3E&token=wrong-guess");
        QCOMPARE(answer.status, 401);
        QVERIFY(answer["content-type"].startsWith("text/html"));
        QVERIFY(answer.body.contains("role=\"alert\""));
        QVERIFY(!answer.body.contains("wrong-guess"));
        QVERIFY(!answer.body.contains("\"><b>"));
        QVERIFY(answer["set-cookie"].isEmpty());
    }

    void slowsGuessesAtTheLoginDown()
    {
        GuardedPort server;
        for (int count = 0; count < WrongTries::kMost; ++count)
            QCOMPARE(server.postForm(u"/auth/login"_s, "token=wrong").status, 401);
        const Answer late = server.postJson(u"/auth/login"_s, "{\"token\": \"wrong\"}");
        QCOMPARE(late.status, 429);
        QCOMPARE(late["retry-after"], "60");
        QCOMPARE(server.postForm(u"/auth/login"_s, "token=" + kToken).status, 303);
    }

    void takesNobodyElsewhereAfterTheLogin()
    {
        GuardedPort server;
        for (const QByteArray next :
             {"//evil.example", "https://evil.example", "/%5Cevil.example"}) {
            const QByteArray leads =
                server.postForm(u"/auth/login"_s, "token=" + kToken + "&next=" + next)["location"];
            QVERIFY(leads.startsWith("../auth/enter?next=/#"));
            const Answer page =
                server.ask("GET", u"/auth/enter?with=ticket&next="_s + QString::fromLatin1(next));
            QVERIFY(page.body.contains("data-next=\"../\" data-path=\"/\""));
        }
    }

    void leadsABrowserOnWithATicketWhereOnlyAnAddressCanBeShown()
    {
        GuardedPort server;
        const Answer login = server.postJson(u"/auth/login"_s, "{\"token\": \"" + kToken + "\"}");
        HttpFields fields{{"cookie", cookieIn(login["set-cookie"])}, {"accept", "text/html"}};
        const Answer bounced = server.ask("GET", u"/sessions/1/screenshot?scale=2"_s, fields);
        QCOMPARE(bounced["location"],
                 "../../auth/enter?with=ticket&next=/sessions/1/screenshot%3Fscale%3D2");
        const Answer page =
            server.ask("GET", QString::fromLatin1(bounced["location"]).mid(5), kPageField);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("data-next=\"../sessions/1/screenshot?scale=2\" "
                                   "data-path=\"/sessions/1/screenshot\""));
        QVERIFY(page.body.contains("data-ticket=\"1\""));
        QVERIFY(!page.body.contains("<!--"));
        fields.emplaceBack("x-pilothouse-key",
                           login.json().value("page_key"_L1).toString().toLatin1());
        const Answer ticket =
            server.postJson(u"/auth/ticket"_s, "{\"path\": \"/sessions/1/screenshot\"}", fields);
        const QString target = u"/sessions/1/screenshot?scale=2&ticket="_s +
                               ticket.json().value("ticket"_L1).toString();
        QCOMPARE(server.ask("GET", target).body, "ticket");
        QCOMPARE(server.ask("GET", target).status, 401);
        for (const QString &script : {u"enter.js"_s, u"page_key.js"_s})
            QVERIFY(server.ask("GET", u"/auth/"_s + script)["content-type"].contains("javascript"));
    }

    void keepsWhatAnAddressSaysInItsPlace()
    {
        GuardedPort server;
        const Answer page = server.ask("GET", u"/auth/enter?next=/a%22%3E%3Cscript%3E?%27%3C"_s);
        QCOMPARE(page.body.count("<script"), 1);
        QVERIFY(!page.body.contains("'<"));
    }

    void logsInWithJsonToo()
    {
        GuardedPort server;
        const Answer right = server.postJson(u"/auth/login"_s, "{\"token\": \"" + kToken + "\"}");
        QCOMPARE(right.status, 200);
        QVERIFY(right["set-cookie"].startsWith("pilothouse_session="));
        QCOMPARE(server.postJson(u"/auth/login"_s, "{\"token\": \"wrong\"}").status, 401);
        for (const QByteArray bad : {"{}", "nonsense", "[]", "{\"token\": 5}"})
            QCOMPARE(server.postJson(u"/auth/login"_s, bad).status, 422);
    }

    void takesTheTokenOutOfTheAddressBar()
    {
        GuardedPort server;
        const Answer answer =
            server.ask("GET", u"/ui/?token="_s + QString::fromLatin1(kToken), kPageField);
        QCOMPARE(answer.status, 303);
        QVERIFY(answer["location"].startsWith("../auth/enter?next=/ui/#"));
        QCOMPARE(answer["referrer-policy"], "no-referrer");
        QCOMPARE(answer["cache-control"], "no-store");
        QVERIFY(!answer.body.contains(kToken));
        const HttpFields cookie{{"cookie", cookieIn(answer["set-cookie"])}};
        QCOMPARE(server.ask("GET", u"/ui/"_s, cookie).body, "page");
    }

    void givesTicketsThatWorkOnce()
    {
        GuardedPort server;
        const Answer answer =
            server.postJson(u"/auth/ticket"_s, "{\"path\": \"/sessions/1/\"}", kTokenField);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer["cache-control"], "no-store");
        QCOMPARE(answer.json().value("expires_in"_L1).toInt(), 30);
        const QString target =
            u"/sessions/1/ws?ticket="_s + answer.json().value("ticket"_L1).toString();
        QCOMPARE(server.upgrade(target), u"ticket"_s);
        QCOMPARE(server.upgrade(target), QString());
    }

    void givesNoTicketWithoutATokenOrForNoPath()
    {
        GuardedPort server;
        QCOMPARE(server.postJson(u"/auth/ticket"_s, "{\"path\": \"/sessions/1\"}").status, 401);
        for (const QByteArray body :
             {"{}", "{\"path\": \"\"}", "{\"path\": \"/\"}", "{\"path\": \"sessions\"}",
              "{\"path\": \"//evil\"}", "{\"path\": \"/a?b\"}", "{\"path\": 1}", "[1]", "x"}) {
            const Answer answer = server.postJson(u"/auth/ticket"_s, body, kTokenField);
            QCOMPARE(answer.status, 422);
            QVERIFY(answer.json().value("detail"_L1).isArray());
        }
    }

    void opensWebSocketsForOurPagesOnly()
    {
        GuardedPort server;
        const QString path = u"/sessions/1/ws"_s;
        const QString ours = u"http://127.0.0.1:%1"_s.arg(server.door.serverPort());
        QCOMPARE(server.upgrade(path, ours, kTokenField), u"token"_s);
        QCOMPARE(server.upgrade(path, {}, kTokenField), u"token"_s);
        QCOMPARE(server.upgrade(path, u"http://evil.example"_s, kTokenField), QString());
        QCOMPARE(server.upgrade(path, ours), QString());
        QCOMPARE(server.opened, 2);
    }

    void refusesAForeignUpgradeBeforeItIsOne()
    {
        GuardedPort server;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.door.serverPort());
        const QByteArrayList fields{"Host: 127.0.0.1", "Origin: http://evil.example",
                                    "Authorization: Bearer " + kToken};
        const QByteArray head =
            "GET /sessions/1/ws HTTP/1.1\r\n" + upgradeFields(fields).join("\r\n") + "\r\n\r\n";
        socket.write(head);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 403 "));
        QCOMPARE(server.opened, 0);
    }

    void protectsEveryAnswer_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("status");
        QTest::newRow("page") << u"/ui"_s << 200;
        QTest::newRow("missing") << u"/nothing"_s << 404;
        QTest::newRow("login") << u"/auth/login?next=//"_s << 303;
    }
    void protectsEveryAnswer()
    {
        QFETCH(QString, target);
        QFETCH(int, status);
        GuardedPort server;
        const Answer answer = server.ask("GET", target, kTokenField);
        QCOMPARE(answer.status, status);
        for (const auto &[name, value] : securityFields())
            QCOMPARE(answer[name], value);
    }

    void allowsTheLoginPageItsOwnStyleAndNothingElse()
    {
        GuardedPort server;
        const Answer page = server.ask("GET", u"/auth/login"_s);
        const QByteArray policy = page["content-security-policy"];
        const qsizetype start = page.body.indexOf("<style>") + 7;
        const QByteArray style = page.body.sliced(start, page.body.indexOf("</style>") - start);
        const QByteArray hash =
            QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
        QVERIFY(page.body.contains("--ground: light-dark(")); // it brings the colours along
        const QByteArray allowed = "style-src 'sha256-" + hash + "'";
        QVERIFY(policy.startsWith("default-src 'none'"));
        QVERIFY(policy.contains(allowed));
        QCOMPARE(page["referrer-policy"], "same-origin");
        QCOMPARE(page["cache-control"], "no-store");
        QVERIFY(!page.body.contains("<script"));
        QVERIFY(!page.body.contains("style=\""));
    }

    void asksBrowsersOnceMoreWhenALinkOfAnotherSiteLedThere()
    {
        GuardedPort server;
        const HttpFields crossSite{{"sec-fetch-site", "cross-site"}};
        const Answer first = server.ask("GET", u"/auth/login?next=/ui/"_s, crossSite);
        QCOMPARE(first.status, 200);
        QCOMPARE(first["refresh"], "0; url=?again=1&next=/ui/");
        const Answer again = server.ask("GET", u"/auth/login?again=1&next=/ui/"_s, crossSite);
        QVERIFY(again["refresh"].isEmpty());
    }

    void needsNoLoginWithoutAuth()
    {
        GuardedPort server({.auth = false});
        QCOMPARE(server.ask("GET", u"/ui/"_s).body, "anybody");
        QCOMPARE(server.ask("GET", u"/auth/login?next=/ui/"_s)["location"], "../ui/");
        const Answer login = server.postForm(u"/auth/login"_s, "token=any&next=/ui/");
        QCOMPARE(login["location"], "../ui/");
        QVERIFY(login["set-cookie"].isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestAuthRoutes)
#include "tst_auth_routes.moc"
