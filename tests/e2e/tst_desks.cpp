// What is set up in one session is there in another one, on real desktops; and what a kill leaves.
#include "running_server.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A site in the session that remembers who was there: what it is asked for, and the cookie.
const QByteArray kSite = R"(import http.server, json, os

class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith('/p'):
            with open('seen.new', 'w') as seen:
                json.dump({'path': self.path, 'cookie': self.headers.get('Cookie', '')}, seen)
            os.rename('seen.new', 'seen.json')
        self.send_response(200)
        if self.path == '/page?login':
            self.send_header('Set-Cookie', 'user=ann; Max-Age=86400')
        self.send_header('Content-Type', 'text/html')
        self.end_headers()
        self.wfile.write(b'<title>Site</title>Here')

http.server.HTTPServer(('127.0.0.1', 8123), Site).serve_forever()
)";

const QString kStartSite = u"run setsid python3 site.py > /dev/null 2>&1 & sleep 1"_s;

} // namespace

class TestDesks : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_server.start()); }

    void keepsALoginOfFirefox_data()
    {
        QTest::addColumn<bool>("isRunning"); // when it is saved
        QTest::newRow("closed") << false;
        QTest::newRow("running") << true;
    }
    void keepsALoginOfFirefox()
    {
        QFETCH(bool, isRunning);
        const QString first = m_server.newSession();
        QCOMPARE(m_server.status("PUT", file(first, u"site.py"_s), kSite), 201);
        send(first, kStartSite + u"\nopen firefox http://127.0.0.1:8123/page?login"_s);
        QTRY_COMPARE_WITH_TIMEOUT(seen(first)[u"path"_s].toString(), u"/page?login"_s, 60'000);
        if (isRunning) // it writes its cookies when it comes to it
            QTRY_VERIFY_WITH_TIMEOUT(holdsCookie(first), 60'000);
        else
            send(first, u"key ctrl+q\nrun while pgrep -x firefox-esr; do sleep 0.2; done"_s);
        const QByteArray name = isRunning ? "Running" : "Closed";
        QCOMPARE(m_server.status("POST", u"/sessions/%1/snapshots"_s.arg(first),
                                 R"({"name":")" + name + R"("})"),
                 201);
        QCOMPARE(m_server.status("DELETE", u"/sessions/"_s + first), 200);

        const QString second = begin(R"({"desk":")" + name + R"("})");
        QCOMPARE(seen(second)[u"path"_s].toString(), u"/page?login"_s);
        send(second, kStartSite + u"\nopen firefox http://127.0.0.1:8123/page?again"_s);
        QTRY_COMPARE_WITH_TIMEOUT(seen(second)[u"path"_s].toString(), u"/page?again"_s, 60'000);
        QCOMPARE(seen(second)[u"cookie"_s].toString(), u"user=ann"_s);
        QCOMPARE(m_server.status("DELETE", u"/sessions/"_s + second), 200);
    }

    void givesAForkTheFilesOfThenAndPutsThemBack()
    {
        const QString session = m_server.newSession();
        send(session, u"run echo '{\"is\":1}' > a.json; mkdir -p d; ln -s ../a.json d/link"_s);
        const qint64 then = record(session)[u"last_seq"_s].toInteger();
        const QString before = latest(session);
        send(session, u"run echo '{\"is\":2}' > a.json; rm -r d"_s);

        const QByteArray cut = QJsonDocument(QJsonObject{{u"seq"_s, then}}).toJson();
        const QString fork = m_server.ask("POST", u"/sessions/%1/fork"_s.arg(session), cut)
                                 .object()[u"id"_s]
                                 .toString();
        QCOMPARE(json(fork, u"a.json"_s)[u"is"_s].toInt(), 1);
        QCOMPARE(json(session, u"a.json"_s)[u"is"_s].toInt(), 2);
        send(fork, u"run cat d/link > copy.json && id -u > mine && test -O a.json"_s);
        QCOMPARE(json(fork, u"copy.json"_s)[u"is"_s].toInt(), 1);

        QCOMPARE(
            m_server.status("POST", u"/sessions/%1/snapshots/%2/restore"_s.arg(session, before)),
            200);
        QVERIFY(!record(session)[u"has_desktop"_s].toBool());
        send(session, u"run cat d/link > copy.json"_s);
        QCOMPARE(json(session, u"copy.json"_s)[u"is"_s].toInt(), 1);
        const QByteArray events =
            m_server.ask("GET", u"/sessions/%1/events?format=json&limit=1000"_s.arg(session))
                .toJson();
        QVERIFY(events.contains("files_restored"));
    }

    void leavesNoHalfWhereItIsKilled()
    {
        const QString session = m_server.newSession();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(session),
                                 R"({"message":"run head -c 1500M /dev/zero > big"})"),
                 202);
        QTRY_VERIFY_WITH_TIMEOUT(isBeingSaved(u"big"_s), 120'000); // at the end of the run
        m_server.process.kill();
        m_server.process.wait();

        QVERIFY(m_server.start());
        QCOMPARE(names(u"work"_s), QStringList());
        const QJsonArray desks = m_server.ask("GET", u"/desks"_s).array();
        QCOMPARE(names(u"desks"_s).size(), desks.size());
        const QJsonArray snapshots =
            m_server.ask("GET", u"/sessions/%1/snapshots"_s.arg(session)).array();
        QCOMPARE(names(u"sessions/"_s + session).size(), snapshots.size());
        QCOMPARE(m_server.status("POST", u"/sessions/%1/snapshots"_s.arg(session),
                                 R"({"name":"Whole","replace":true})"),
                 201);
    }

private:
    QString file(const QString &session, const QString &path) const
    {
        return u"/sessions/%1/files/%2"_s.arg(session, path);
    }
    QJsonDocument json(const QString &session, const QString &path)
    {
        return m_server.ask("GET", file(session, path));
    }
    QJsonDocument seen(const QString &session) { return json(session, u"seen.json"_s); }
    QJsonObject record(const QString &session)
    {
        return m_server.ask("GET", u"/sessions/"_s + session).object();
    }
    QString begin(const QByteArray &options)
    {
        return m_server.ask("POST", u"/sessions/"_s, options).object()[u"id"_s].toString();
    }
    void send(const QString &session, const QString &text)
    {
        const QByteArray body = QJsonDocument(QJsonObject{{u"message"_s, text}}).toJson();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(session), body), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(session), u"completed"_s, 120'000);
    }
    /// The id of the snapshot that has all of the session as it is now.
    QString latest(const QString &session)
    {
        const qint64 last = record(session)[u"last_seq"_s].toInteger();
        QJsonObject found;
        const auto isThere = [&] {
            found = m_server.ask("GET", u"/sessions/%1/snapshots"_s.arg(session))
                        .array()
                        .first()
                        .toObject();
            return found[u"until_seq"_s].toInteger() == last;
        };
        return QTest::qWaitFor(isThere, 30'000) ? found[u"id"_s].toString() : QString();
    }
    /// In the profile's database or what is still to be written to it.
    bool holdsCookie(const QString &session)
    {
        const QString home = homeOf(session);
        const QStringList folders =
            QDir(home + u"/.mozilla/firefox"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &folder : folders)
            for (const char *name : {"cookies.sqlite", "cookies.sqlite-wal"}) {
                QFile cookies(home + u"/.mozilla/firefox/"_s + folder + u'/' +
                              QString::fromLatin1(name));
                if (cookies.open(QIODevice::ReadOnly) && cookies.readAll().contains("userann"))
                    return true;
            }
        return false;
    }
    bool isBeingSaved(const QString &path) const
    {
        const QStringList works = names(u"work"_s);
        return std::any_of(works.begin(), works.end(), [&](const QString &work) {
            return QFileInfo::exists(saved(u"work/%1/home/%2"_s.arg(work, path)));
        });
    }
    QString dataFolder() const { return m_server.process.folder() + u"/data"_s; }
    QString homeOf(const QString &session) const { return dataFolder() + u"/homes/"_s + session; }
    QString saved(const QString &place) const { return dataFolder() + u"/saved/"_s + place; }
    QStringList names(const QString &place) const
    {
        return QDir(saved(place)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    RunningServer m_server;
};

QTEST_GUILESS_MAIN(TestDesks)
#include "tst_desks.moc"
