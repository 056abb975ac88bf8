// Links to a session, for those who may make them and for those who would like more. Long: each way
// that somebody could try.
#include "api_server.h"

#include "access/access_control.h"
#include "screen/png.h"
#include "support/unit_test.h"

#include <QRegularExpression>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kAccessToken = "token";

ServerConfig withLinks(bool shareLinks = true)
{
    ServerConfig config;
    config.shareLinks = shareLinks;
    return config;
}

/// The whole server with somebody at the gate, and a session in which something was said.
struct SharingServer : ApiServer
{
    explicit SharingServer(bool shareLinks = true)
        : ApiServer({}, 8, nullptr, {}, shareLinks), control(withLinks(shareLinks), credentials)
    {
        session = newSession(R"({"title":"Prices"})");
        door.gate = [this](const HttpHead &head, const QHostAddress &peer) {
            return control.check(head, peer);
        };
        store(session, UserMessage{.text = u"Compare the prices"_s});
    }

    ApiAnswer own(const QByteArray &method, const QString &target, const QByteArray &body = {})
    {
        return ask(method, target, body, "application/json",
                   {{"authorization", "Bearer " + kAccessToken}});
    }
    ApiAnswer share(const QByteArray &body = R"({"expires_in_s":3600})")
    {
        return own("POST", session + u"/shares"_s, body);
    }
    QString link() { return share().text("url"); }

    void store(const QString &path, EventBody body)
    {
        QList<EventBody> bodies;
        bodies.append(std::move(body));
        const auto stored =
            QCoro::waitFor(agent.journal.append({path.section(u'/', -1)}, std::move(bodies)));
        if (!stored)
            qFatal("%s", qPrintable(stored.error().message));
    }
    /// A message with a picture of this colour; the picture's hash.
    QString storePicture(const QString &path, Qt::GlobalColor colour)
    {
        QImage picture(4, 4, QImage::Format_RGB32);
        picture.fill(colour);
        const auto hash = QCoro::waitFor(agent.blobs.put(encodePng(picture)));
        ImageRef image{.blob = *hash, .mediaType = u"image/png"_s, .size = {4, 4}};
        store(path, UserMessage{.text = {}, .images = {image}});
        return hash->value;
    }
    /// What the events of a link say.
    QStringList said(const QString &url)
    {
        QStringList texts;
        const ApiAnswer page = get(url + u"/events"_s);
        for (const QJsonValue &event : page.json().value("events"_L1).toArray())
            texts.append(event["content"_L1]["text"_L1].toString());
        return texts;
    }
    /// What the audit trail tells of links.
    QStringList audited()
    {
        agent.database->flush();
        QStringList told;
        const auto records = audit.entries();
        for (const AuditRecord &record : *records)
            if (record.entry.action.startsWith(u"share_"_s))
                told.append(record.entry.actor + u' ' + record.entry.action + u' ' +
                            record.entry.detail.value("share"_L1).toString());
        return told;
    }
    bool isDead(const QString &url) { return get(url).status == 404; }

    AccessControl control;
    QString session;
};

/// The same link with another last character of its signature, or of its id.
QString altered(QString url, qsizetype at)
{
    url[at] = url.at(at) == u'A' ? u'B' : u'A';
    return url;
}

} // namespace

class TestSharedRoutes : public QObject
{
    Q_OBJECT
private slots:
    void aLinkShowsTheSessionWithoutAToken()
    {
        SharingServer server;
        const QString picture = server.storePicture(server.session, Qt::red);
        const ApiAnswer made = server.share();
        QCOMPARE(made.status, 201);
        const QString url = made.text("url");

        const ApiAnswer page = server.get(url);
        QCOMPARE(page.status, 200);
        QVERIFY(page.type.startsWith("text/html"));
        QVERIFY(!page.body.contains("{{"));
        QVERIFY(page.field("x-robots-tag").contains("noindex"));
        QVERIFY(page.body.contains("noindex"));
        QCOMPARE(server.get(url + u"/session"_s).text("title"), u"Prices"_s);
        QCOMPARE(server.said(url), (QStringList{u"Compare the prices"_s, QString()}));
        const ApiAnswer shown = server.get(url + u"/blobs/"_s + picture);
        QCOMPARE(shown.status, 200);
        QVERIFY(shown.body.startsWith("\x89PNG"));
    }

    void thePageLoadsFromBelowTheLinkOnly()
    {
        SharingServer server;
        const QString url = server.link();
        static const QRegularExpression reference(u"(?:src|href|data-de)=\"([^\"]*)\""_s);
        const QString page = QString::fromUtf8(server.get(url).body);
        int count = 0;
        for (auto found = reference.globalMatch(page); found.hasNext(); ++count) {
            const QUrl whole = server.url(url).resolved(QUrl(found.next().captured(1)));
            QVERIFY2(whole.path().startsWith(url + u"/ui/"_s), qPrintable(whole.path()));
            QCOMPARE(server.get(whole.path()).status, 200);
        }
        QVERIFY(count >= 4);
        for (const char *other : {"index.html", "app/meta.json", "favicon.ico", "icon_asks.svg"})
            QCOMPARE(server.get(url + u"/ui/"_s + QLatin1StringView(other)).status, 404);
    }

    void isOffUnlessSwitchedOn()
    {
        SharingServer server(false);
        QCOMPARE(ServerConfig().shareLinks, false);
        QCOMPARE(server.share().status, 403);
        QCOMPARE(server.own("GET", u"/shared/a.b"_s).status, 404);
        QCOMPARE(server.get(u"/shared/a.b"_s).status, 401);
        QCOMPARE(server.own("GET", u"/health"_s).json().value("share_links"_L1), QJsonValue(false));
    }

    void endsWithItsTime()
    {
        SharingServer server;
        const QString url = server.share(R"({"expires_in_s":60})").text("url");
        server.agent.clock.advance(59s);
        QCOMPARE(server.get(url).status, 200);
        server.agent.clock.advance(1s);
        QVERIFY(server.isDead(url));
        QVERIFY(server.own("GET", server.session + u"/shares"_s).array().isEmpty());
    }

    void opensNothingOnceRevoked()
    {
        SharingServer server;
        const ApiAnswer made = server.share();
        const QString url = made.text("url");
        const QString place = server.session + u"/shares/"_s + made.text("id");
        QCOMPARE(server.get(url).status, 200);
        QCOMPARE(server.own("DELETE", place).status, 200);
        QVERIFY(server.isDead(url));
        QCOMPARE(server.own("DELETE", place).status, 404);
    }

    void isRevokedByItsOwnSessionOnly()
    {
        SharingServer server;
        const QString id = server.share().text("id");
        const QString other =
            u"/sessions/"_s + server.own("POST", u"/sessions/"_s, "{}").text("id");
        QCOMPARE(server.own("DELETE", other + u"/shares/"_s + id).status, 404);
        QCOMPARE(server.own("GET", server.session + u"/shares"_s).array().size(), 1);
    }

    void goesWithItsSession()
    {
        SharingServer server;
        const QString url = server.link();
        QCOMPARE(server.own("DELETE", server.session).status, 200);
        QVERIFY(server.isDead(url));
    }

    void deadLinksAreAllTheSame()
    {
        SharingServer server;
        const QString url = server.link();
        const QString other = server.link();
        const ApiAnswer revoked = server.share();
        server.own("DELETE", server.session + u"/shares/"_s + revoked.text("id"));
        const QString ended = server.share(R"({"expires_in_s":60})").text("url");
        const qsizetype dot = url.indexOf(u'.');
        const QStringList dead{altered(url, url.size() - 2),
                               altered(url, dot - 2),
                               url.left(dot) + other.mid(other.indexOf(u'.')),
                               url.left(dot),
                               url.left(dot + 1),
                               u"/shared/."_s + url.mid(dot + 1),
                               url + u'A',
                               url.chopped(1),
                               u"/shared/"_s + QString(4000, u'A') + u".A"_s,
                               u"/shared/%00.%00"_s,
                               u"/shared/ü.ß"_s,
                               revoked.text("url")};
        server.agent.clock.advance(60s);
        const ApiAnswer first = server.get(ended);
        QCOMPARE(first.status, 404);
        QVERIFY(first.body.contains("This link opens nothing"));
        const ApiAnswer german =
            server.ask("GET", ended, {}, {}, HttpFields{{"accept-language", "de"}});
        QVERIFY(german.body.contains("<html lang=\"de\">"));
        QVERIFY(german.body.contains("Dieser Link öffnet nichts"));
        QVERIFY(german.field("vary").toLower().contains("accept-language"));
        QCOMPARE(server.get(url).status, 200);
        for (const QString &each : dead) {
            server.agent.clock.advance(WrongTries::kWindow);
            const ApiAnswer answer = server.get(each);
            QVERIFY2(answer.status == 404 || answer.status == 400, qPrintable(each));
            if (answer.status == 404)
                QCOMPARE(answer.body, first.body);
        }
    }

    void triesAreLimitedAndGoodLinksAreNot()
    {
        SharingServer server;
        const QString url = server.link();
        for (int i = 0; i < WrongTries::kMost; ++i)
            QCOMPARE(server.get(u"/shared/a.b"_s).status, 404);
        const ApiAnswer late = server.get(u"/shared/a.b/events"_s);
        QCOMPARE(late.status, 429);
        QCOMPARE(late.field("retry-after"), QByteArray("60"));
        QCOMPARE(server.get(u"/shared/a.b"_s).status, 429);
        QCOMPARE(server.get(url).status, 200);
        server.agent.clock.advance(WrongTries::kWindow);
        QCOMPARE(server.get(u"/shared/a.b"_s).status, 404);
    }

    void showsNothingThatCameLater()
    {
        SharingServer server;
        const QString url = server.link();
        server.store(server.session, UserMessage{.text = u"Later"_s});
        const QString picture = server.storePicture(server.session, Qt::blue);

        QCOMPARE(server.said(url), QStringList{u"Compare the prices"_s});
        const ApiAnswer page = server.get(url + u"/events?after=1"_s);
        QVERIFY(page.json().value("events"_L1).toArray().isEmpty());
        QCOMPARE(page.json().value("more"_L1), QJsonValue(false));
        QCOMPARE(server.get(url + u"/blobs/"_s + picture).status, 404);
        QCOMPARE(server.said(server.link()).size(), 3);
    }

    void pagesReachTheLastEvent()
    {
        SharingServer server;
        for (int i = 0; i < 6; ++i)
            server.store(server.session, TitleChanged{.title = u"Not shown"_s});
        server.store(server.session, UserMessage{.text = u"Last"_s});
        const QString url = server.link();
        QStringList texts;
        qint64 after = 0;
        for (bool more = true; more;) {
            const QJsonObject page =
                server.get(url + u"/events?limit=2&after="_s + QString::number(after)).json();
            for (const QJsonValue &event : page.value("events"_L1).toArray())
                texts.append(event["content"_L1]["text"_L1].toString());
            QVERIFY(page.value("last_seq"_L1).toInteger() > after);
            after = page.value("last_seq"_L1).toInteger();
            more = page.value("more"_L1).toBool();
        }
        QCOMPARE(texts, (QStringList{u"Compare the prices"_s, u"Last"_s}));
    }

    void showsNoPictureOfAnotherSession()
    {
        SharingServer server;
        const QString other =
            u"/sessions/"_s + server.own("POST", u"/sessions/"_s, "{}").text("id");
        const QString picture = server.storePicture(other, Qt::green);
        server.store(server.session,
                     UserMessage{.text = u"/blobs/"_s + picture}); // named is not shown
        const QString url = server.link();
        QCOMPARE(server.own("GET", u"/blobs/"_s + picture).status, 200);
        QCOMPARE(server.get(url + u"/blobs/"_s + picture).status, 404);
        QCOMPARE(server.get(url + u"/blobs/"_s + picture + u"?scale=2"_s).status, 404);
    }

    void leadsNowhereElse_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("target");
        const auto row = [](const char *method, const char *target) {
            QTest::addRow("%s %s", method, target)
                << QByteArray(method) << QString::fromLatin1(target);
        };
        for (const char *target : {"/sessions/",
                                   "/sessions/ID",
                                   "/sessions/ID/events",
                                   "/sessions/ID/export",
                                   "/sessions/ID/files",
                                   "/sessions/ID/screenshot",
                                   "/sessions/ID/shares",
                                   "/audit",
                                   "/models",
                                   "/metrics",
                                   "/search?q=a",
                                   "/docs",
                                   "/openapi.json",
                                   "/ui/app/main.js",
                                   "LINK/sessions/ID",
                                   "LINK/sessions",
                                   "LINK/export",
                                   "LINK/files",
                                   "LINK/ws",
                                   "LINK/vnc",
                                   "LINK/screenshot",
                                   "LINK/shares",
                                   "LINK/auth/login",
                                   "LINK/health",
                                   "LINK/blobs",
                                   "LINK/blobs/",
                                   "LINK/blobs/..%2f..%2faudit",
                                   "LINK/ui",
                                   "LINK/ui/..%2f..%2f..%2faudit",
                                   "LINK/../../sessions/",
                                   "LINK/%2e%2e/%2e%2e/sessions/",
                                   "LINK/..;/sessions/",
                                   "LINK//sessions/ID",
                                   "LINK%2fsessions",
                                   "/shared/../sessions/",
                                   "/shared",
                                   "/shared/",
                                   "//shared/x",
                                   "/SHARED/x",
                                   "/shared\\..\\sessions"})
            row("GET", target);
        for (const char *method : {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
            for (const char *target : {"LINK", "LINK/session", "LINK/events", "LINK/blobs/x"})
                row(method, target);
        row("POST", "/sessions/ID/shares");
        row("POST", "/sessions/ID/messages");
        row("DELETE", "/sessions/ID");
    }
    void leadsNowhereElse()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, target);
        SharingServer server;
        target.replace(u"LINK"_s, server.link()).replace(u"/sessions/ID"_s, server.session);
        const ApiAnswer answer = server.ask(method, target);
        QVERIFY2(QList<int>({400, 401, 404, 405}).contains(answer.status),
                 qPrintable(QString::number(answer.status)));
        QVERIFY(!answer.body.contains("Compare"));
    }

    void aLinkIsNoCredentialAnywhereElse()
    {
        SharingServer server;
        const QByteArray link = server.link().section(u'/', -1).toLatin1();
        const QByteArray signature = link.mid(link.indexOf('.') + 1);
        for (const QByteArray &each : {link, signature})
            for (const HttpFields &fields :
                 {HttpFields{{"authorization", "Bearer " + each}},
                  HttpFields{{"x-pilothouse-token", each}},
                  HttpFields{{"cookie", "pilothouse_session=" + each}, {"x-pilothouse-key", each}}})
                QCOMPARE(server.ask("GET", server.session, {}, "application/json", fields).status,
                         401);
        QCOMPARE(server.get(server.session + u"?ticket="_s + QString::fromLatin1(link)).status,
                 401);
    }

    void whoWritesToTheDatabaseMakesNoLink()
    {
        SharingServer server;
        const QString url = server.link();
        const auto change = [&server](const QString &sql) {
            Writer::Work work = [sql](Connection &connection) { return connection.run(sql); };
            QVERIFY(QCoro::waitFor(server.agent.database->write(std::move(work))));
        };
        change(u"UPDATE shares SET up_to = up_to + 1"_s);
        QVERIFY(server.isDead(url));
        change(u"UPDATE shares SET up_to = up_to - 1"_s);
        QCOMPARE(server.get(url).status, 200);
        change(u"UPDATE shares SET expires_at = expires_at + 1000"_s);
        QVERIFY(server.isDead(url));
    }

    void whatBecameASecretLaterIsHiddenInAllOfIt()
    {
        SharingServer server;
        server.store(server.session, UserMessage{.text = u"It is correct horse"_s});
        server.store(server.session,
                     ModelBlock{.run = {}, .raw = R"({"type":"text","text":"correct horse"})"});
        const QString url = server.share(R"({"title":"With correct horse"})").text("url");
        QCOMPARE(
            server.own("PUT", server.session + u"/secrets/PASS"_s, R"({"value":"correct horse"})")
                .status,
            201);
        const QByteArray all =
            server.get(url + u"/events"_s).body + server.get(url + u"/session"_s).body;
        QVERIFY2(!all.contains("correct horse"), all.constData());
        QCOMPARE(all.count("{{secret:PASS}}"), 3);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no time") << QByteArray(R"({"expires_in_s":0})");
        QTest::newRow("too short") << QByteArray(R"({"expires_in_s":59})");
        QTest::newRow("too long") << QByteArray(R"({"expires_in_s":7776001})");
        QTest::newRow("no number") << QByteArray(R"({"expires_in_s":"1h"})");
        QTest::newRow("a long title")
            << QByteArray(R"({"title":")" + QByteArray(201, 'a') + R"("})");
    }
    void refusesWhatCannotBe()
    {
        QFETCH(QByteArray, body);
        SharingServer server;
        QCOMPARE(server.share(body).status, 422);
    }

    void aSessionHasSoManyAndNoMore()
    {
        SharingServer server;
        for (int i = 0; i < ShareStore::kMost; ++i)
            QCOMPARE(server.share(R"({"expires_in_s":60})").status, 201);
        QCOMPARE(server.share().status, 409);
        server.agent.clock.advance(60s);
        QCOMPARE(server.share().status, 201);
    }

    void makingAndRevokingIsInTheAuditTrail()
    {
        SharingServer server;
        const QString id = server.share().text("id");
        server.own("DELETE", server.session + u"/shares/"_s + id);
        QCOMPARE(server.audited(),
                 (QStringList{u"token share_created "_s + id, u"token share_revoked "_s + id}));
    }

    void openingIsInTheAuditTrailOnceAndWhatIsAskedForThenIsNot()
    {
        SharingServer server;
        const QString picture = server.storePicture(server.session, Qt::red);
        const ApiAnswer made = server.share();
        const QString url = made.text("url");
        const QString created = u"token share_created "_s + made.text("id");
        const QString opened = u"127.0.0.1 share_opened "_s + made.text("id");

        QVERIFY(server.isDead(altered(url, url.size() - 2)));
        QCOMPARE(server.audited(), QStringList{created});
        for (const char *below : {"", "/session", "/events", "/ui/shared_main.js", ""})
            server.get(url + QLatin1StringView(below));
        QCOMPARE(server.get(url + u"/blobs/"_s + picture).status, 200);
        QCOMPARE(server.audited(), (QStringList{created, opened}));

        server.agent.clock.advance(10min);
        QCOMPARE(server.get(url + u"/events"_s).status, 200); // also past the page
        QCOMPARE(server.audited(), (QStringList{created, opened, opened}));
        server.get(server.link());
        QCOMPARE(server.audited().size(), 5);
    }
};

PILOTHOUSE_UNIT_TEST(TestSharedRoutes)
#include "tst_shared_routes.moc"
