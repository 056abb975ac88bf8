// The server behind a real nginx, below a path, and with ports of its own for its pages.
#include "front_server.h"
#include "recording_viewer.h"

#include <QNetworkCookieJar>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A browser's side: keeps cookies, follows no redirect by itself.
class Browser
{
public:
    struct Page
    {
        int status = 0;
        QUrl url;      ///< asked for
        QUrl location; ///< where it leads, as a browser resolves it
        QByteArray body;
    };

    Page get(const QUrl &url) { return wait(m_network.get(request(url)), url); }
    Page post(const QUrl &url, const QByteArray &form, const QByteArray &origin)
    {
        QNetworkRequest asked = request(url);
        asked.setHeader(QNetworkRequest::ContentTypeHeader,
                        QByteArray("application/x-www-form-urlencoded"));
        asked.setRawHeader("Origin", origin);
        return wait(m_network.post(asked, form), url);
    }
    QList<QNetworkCookie> cookies(const QUrl &url) const
    {
        return m_network.cookieJar()->cookiesForUrl(url);
    }

private:
    static QNetworkRequest request(const QUrl &url)
    {
        QNetworkRequest request(url);
        request.setRawHeader("Accept", "text/html");
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);
        return request;
    }
    static Page wait(QNetworkReply *pending, const QUrl &url)
    {
        const std::unique_ptr<QNetworkReply> reply(pending);
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(30'000);
        const QUrl location(QString::fromUtf8(reply->rawHeader("Location")));
        return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                .url = url,
                .location = location.isEmpty() ? QUrl() : url.resolved(location),
                .body = reply->readAll()};
    }

    QNetworkAccessManager m_network;
};

} // namespace

class TestProxy : public QObject
{
    Q_OBJECT
private slots:
    void worksBelowThePathOfAProxy()
    {
        RunningServer server;
        QVERIFY(server.start({u"--trusted-proxy"_s, u"127.0.0.1"_s}));
        FrontServer proxy;
        QVERIFY(proxy.start(server.url, {}, u"/below/"_s));
        const QString origin = u"http://127.0.0.1:%1"_s.arg(proxy.port());
        const QString url = origin + u"/below"_s;

        Browser browser;
        const Browser::Page root = browser.get(QUrl(url + u"/"_s));
        QCOMPARE(root.location.path(), u"/below/auth/login"_s);
        const Browser::Page login = browser.get(root.location);
        QCOMPARE(login.status, 200);
        const Browser::Page in =
            browser.post(root.location, "next=%2Fui%2F&token=" + server.token, origin.toUtf8());
        QCOMPARE(in.location.toString(QUrl::RemoveFragment), url + u"/auth/enter?next=/ui/"_s);
        QVERIFY(browser.get(in.location).body.contains("data-next=\"../ui/\""));
        QCOMPARE(browser.get(QUrl(url + u"/ui/"_s)).status, 200);
        QCOMPARE(browser.get(QUrl(url + u"/docs"_s)).status, 200);
        QVERIFY(!browser.cookies(in.location).isEmpty());

        server.url = url; // from here on all goes through it
        const QString session = server.newSession();
        QVERIFY(!session.isEmpty());
        RecordingViewer viewer(server, session);
        QCOMPARE(server.status("POST", u"/sessions/%1/messages"_s.arg(session),
                               R"({"message":"say through the proxy"})"),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(server.sessionStatus(session), u"completed"_s, 60'000);
        QTRY_VERIFY(viewer.last() > 3);
        QVERIFY(viewer.isGapless());
    }

    void countsWrongTokensByWhoeverIsBehindTheProxy()
    {
        RunningServer server;
        QVERIFY(server.start({u"--trusted-proxy"_s, u"127.0.0.1"_s}));
        QCOMPARE(wrongTriesUntilRefused(server, "198.51.100.7"), 10);
        QCOMPARE(wrongTriesUntilRefused(server, "198.51.100.8"), 10);
    }

    void opensAnotherPageOnEachFurtherPort()
    {
        RunningServer server;
        const QStringList ports{u"--chat-port"_s, u"0"_s,          u"--computer-port"_s,
                                u"0"_s,           u"--vnc-port"_s, u"0"_s};
        QVERIFY(server.start(ports));
        static const QRegularExpression line(u"Port (\\d+) opens ([^\\s\"]+)"_s);
        QStringList pages;
        for (auto lines = line.globalMatch(QString::fromUtf8(server.process.errors()));
             lines.hasNext();) {
            const QRegularExpressionMatch match = lines.next();
            const QUrl root(u"http://127.0.0.1:%1/"_s.arg(match.captured(1)));
            Browser browser;
            QUrl withToken = root;
            withToken.setQuery(u"token="_s + QString::fromLatin1(server.token));
            QVERIFY(browser.get(withToken).location.toString().contains(u"auth/enter?next=/#"_s));
            const Browser::Page page = browser.get(root);
            QCOMPARE(page.status, 303);
            QCOMPARE(browser.get(page.location).status, 200);
            pages.append(page.location.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority));
        }
        QCOMPARE(pages, (QStringList{u"/chat"_s, u"/computer"_s, u"/vnc.html"_s}));
    }

private:
    static int wrongTriesUntilRefused(const RunningServer &server, const QByteArray &client)
    {
        QNetworkAccessManager network;
        for (int tries = 0; tries < 30; ++tries) {
            QNetworkRequest request(QUrl(server.url + u"/sessions/"_s));
            request.setRawHeader("Authorization", "Bearer wrong");
            request.setRawHeader("X-Forwarded-For", client);
            const std::unique_ptr<QNetworkReply> reply(network.get(request));
            QSignalSpy finished(reply.get(), &QNetworkReply::finished);
            finished.wait(30'000);
            if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 429)
                return tries;
        }
        return -1;
    }
};

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
