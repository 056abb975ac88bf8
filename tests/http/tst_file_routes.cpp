#include "api_server.h"

#include "support/unit_test.h"

#include <QDir>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ApiAnswer askRange(ApiServer &server, const QString &target, const QByteArray &range)
{
    QNetworkRequest request(server.url(target));
    request.setRawHeader("range", range);
    const std::unique_ptr<QNetworkReply> reply(server.network.get(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!finished.wait(20'000))
        return {};
    return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .body = reply->readAll(),
            .type = {},
            .fields = reply->rawHeaderPairs()};
}

} // namespace

class TestFileRoutes : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<ApiServer>();
        m_session = m_server->newSession();
        m_files = m_session + u"/files/"_s;
    }

    void refusesWhatTheSessionHasNoRoomFor()
    {
        ApiServer server({}, 8, nullptr, {.homeSize = 1});
        const QString files = server.newSession() + u"/files/"_s;
        const QByteArray half(500'000, 'x');
        QCOMPARE(server.ask("PUT", files + u"a"_s, half).status, 201);
        QCOMPARE(server.ask("PUT", files + u"b"_s, half).status, 201);
        const ApiAnswer refused = server.ask("PUT", files + u"c"_s, half);
        QCOMPARE(refused.status, 507);
        QVERIFY2(refused.text("detail").contains(u"delete some"_s), refused.body.constData());
        QCOMPARE(server.get(files + u"c"_s).status, 404);
        QCOMPARE(server.ask("DELETE", files + u"a"_s).status, 204);
        QCOMPARE(server.ask("PUT", files + u"c"_s, half).status, 201);
    }

    void bringsListsFetchesAndRemovesAFile()
    {
        const QByteArray bytes = QByteArray("0123456789").repeated(200'000); // more than one part
        QCOMPARE(m_server->ask("PUT", m_files + u"in/a b.txt"_s, bytes).status, 201);
        QCOMPARE(m_server->ask("PUT", m_files + u"in/a b.txt"_s, bytes).status, 200);

        const QJsonArray root = m_server->get(m_files).json().value("entries"_L1).toArray();
        QCOMPARE(root.size(), 1);
        QCOMPARE(root.at(0).toObject().value("type"_L1).toString(), u"folder"_s);
        const ApiAnswer folder = m_server->get(m_files + u"in"_s);
        const QJsonObject entry = folder.json().value("entries"_L1).toArray().at(0).toObject();
        QCOMPARE(entry.value("name"_L1).toString(), u"a b.txt"_s);
        QCOMPARE(entry.value("size"_L1).toInt(), 2'000'000);

        const ApiAnswer file = m_server->get(m_files + u"in/a b.txt"_s);
        QCOMPARE(file.status, 200);
        QVERIFY(file.body == bytes);
        QCOMPARE(m_server->ask("DELETE", m_files + u"in"_s).status, 409);
        QCOMPARE(m_server->ask("DELETE", m_files + u"in/a b.txt"_s).status, 204);
        QCOMPARE(m_server->ask("DELETE", m_files + u"in"_s).status, 204);
        QCOMPARE(m_server->get(m_files + u"in"_s).status, 404);
    }

    void replacesNothingWhereItIsAskedNotTo()
    {
        const auto bring = [this](const QByteArray &bytes) {
            return m_server->ask("PUT", m_files + u"in/a"_s, bytes, "application/octet-stream",
                                 {{"if-none-match", "*"}});
        };
        QCOMPARE(bring("first").status, 201);
        const ApiAnswer refused = bring("second");
        QCOMPARE(refused.status, 412);
        QVERIFY2(refused.text("detail").contains(u"already"_s), refused.body.constData());
        QCOMPARE(m_server->get(m_files + u"in/a"_s).body, QByteArray("first"));
        QCOMPARE(m_server->get(m_files + u"in"_s).json().value("entries"_L1).toArray().size(), 1);
        QCOMPARE(m_server->ask("PUT", m_files + u"in/a"_s, "third").status, 200);
        QCOMPARE(m_server->get(m_files + u"in/a"_s).body, QByteArray("third"));
    }

    void showsNoPageOfTheDesktopAsOurs()
    {
        m_server->ask("PUT", m_files + u"x.html"_s, "<script>alert(1)</script>");
        const ApiAnswer page = m_server->get(m_files + u"x.html"_s);
        QCOMPARE(page.field("content-disposition"),
                 QByteArray("attachment; filename=\"x.html\"; filename*=UTF-8''x.html"));
        QVERIFY(page.field("content-security-policy").startsWith("sandbox; default-src 'none'"));
        QCOMPARE(page.field("x-content-type-options"), QByteArray("nosniff"));
    }

    void namesADownloadWhateverItIsCalled()
    {
        const QString name = u"\"; a=b, z\u00e9%.bin"_s;
        const QString target = m_files + QString::fromLatin1(QUrl::toPercentEncoding(name));
        QCOMPARE(m_server->ask("PUT", target, "x").status, 201);
        const ApiAnswer file = m_server->get(target);
        QCOMPARE(file.status, 200);
        QCOMPARE(file.field("content-disposition"),
                 "attachment; filename=\"__ a_b_ z__.bin\"; filename*=UTF-8''" +
                     QUrl::toPercentEncoding(name));
    }

    void sendsAPart_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("middle") << QByteArray("bytes=2-4") << 206 << QByteArray("234");
        QTest::newRow("end") << QByteArray("bytes=-2") << 206 << QByteArray("89");
        QTest::newRow("beyond") << QByteArray("bytes=10-") << 416 << QByteArray();
        QTest::newRow("nonsense") << QByteArray("lines=1-2") << 200 << QByteArray("0123456789");
    }
    void sendsAPart()
    {
        QFETCH(QByteArray, range);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        m_server->ask("PUT", m_files + u"a"_s, "0123456789");
        const ApiAnswer part = askRange(*m_server, m_files + u"a"_s, range);
        QCOMPARE(part.status, status);
        if (status != 416)
            QCOMPARE(part.body, body);
    }

    void takesEmptyAndLargeFilesButNoLargerOnes()
    {
        QCOMPARE(m_server->ask("PUT", m_files + u"empty"_s).status, 201);
        QCOMPARE(m_server->get(m_files + u"empty"_s).status, 200);
        QCOMPARE(m_server->get(m_files + u"empty"_s).body, QByteArray());
        const QByteArray large(20 * 1024 * 1024, 'x');
        QCOMPARE(m_server->ask("PUT", m_files + u"large"_s, large).status, 201);
        QVERIFY(m_server->get(m_files + u"large"_s).body == large);

        HttpHead head;
        head.method = "PUT";
        head.path = (m_files + u"a"_s).toUtf8();
        QCOMPARE(m_server->router.largestBody(head), 64 * 1024 * 1024);
        head.method = "POST";
        QCOMPARE(m_server->router.largestBody(head), 0);
    }

    void tellsTheSizeOfAFileThatItDoesNotSend()
    {
        m_server->ask("PUT", m_files + u"a"_s, QByteArray(1'000'000, 'x'));
        const std::unique_ptr<QNetworkReply> reply(
            m_server->network.head(QNetworkRequest(m_server->url(m_files + u"a"_s))));
        QVERIFY(QSignalSpy(reply.get(), &QNetworkReply::finished).wait(20'000));
        QCOMPARE(reply->rawHeader("content-length"), QByteArray("1000000"));
        QCOMPARE(reply->readAll(), QByteArray());
    }

    void refusesWhatLeadsOutOfTheHome_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QList<int>>("statuses");
        QTest::newRow("dots") << u"%2e%2e/%2e%2e/x"_s << QList<int>{400, 404, 405, 422};
        QTest::newRow("slashes") << u"a%2F..%2F..%2Fx"_s << QList<int>{400, 422};
        QTest::newRow("zero byte") << u"a%00b"_s << QList<int>{400, 422};
        QTest::newRow("link") << u"link"_s << QList<int>{403, 409};
        QTest::newRow("below a link") << u"folder/passwd"_s << QList<int>{403};
    }
    void refusesWhatLeadsOutOfTheHome()
    {
        QFETCH(QString, path);
        QFETCH(QList<int>, statuses);
        m_server->ask("PUT", m_files + u"a"_s, "x");
        const QString home =
            m_server->agent.folder.filePath(u"homes/"_s) + m_session.section(u'/', 2);
        QVERIFY(QFile::link(u"/etc/passwd"_s, home + u"/link"_s));
        QVERIFY(QFile::link(u"/etc"_s, home + u"/folder"_s));

        const int shown = m_server->get(m_files + path).status;
        QVERIFY2(statuses.contains(shown), qPrintable(QString::number(shown)));
        const int written = m_server->ask("PUT", m_files + path, "x").status;
        QVERIFY2(statuses.contains(written), qPrintable(QString::number(written)));
    }

    void leavesNothingInTheHomeOfASessionThatIsBeingDeleted()
    {
        const SessionId id{m_session.section(u'/', 2)};
        m_server->registry.bar(id);
        QCOMPARE(m_server->ask("PUT", m_files + u"a"_s, "x").status, 409);
        QVERIFY(!QFileInfo::exists(m_server->agent.folder.filePath(u"homes/"_s + id.value)));
        m_server->registry.unbar(id);
        QCOMPARE(m_server->ask("PUT", m_files + u"a"_s, "x").status, 201);
    }

    void knowsOnlySessionsThatAreThere()
    {
        const QString nobody = u"/sessions/nobody/files/a"_s;
        QCOMPARE(m_server->get(nobody).status, 404);
        QCOMPARE(m_server->ask("PUT", nobody, "x").status, 404);
        QCOMPARE(m_server->ask("DELETE", nobody).status, 404);
        const QDir homes(m_server->agent.folder.filePath(u"homes"_s));
        QVERIFY(!homes.exists() || homes.isEmpty());
    }

    void writesDownWhoChangedWhat()
    {
        m_server->ask("PUT", m_files + u"a"_s, "x");
        m_server->ask("DELETE", m_files + u"a"_s);
        m_server->ask("DELETE", m_files + u"a"_s); // 404: nothing happened
        m_server->agent.database->flush();
        QList<QJsonObject> details;
        const auto entries = m_server->audit.entries();
        for (const AuditRecord &record : *entries)
            if (record.entry.action.startsWith(u"file_"_s))
                details.append(record.entry.detail);
        QCOMPARE(details.size(), 2);
        QCOMPARE(details.constFirst().value("path"_L1).toString(), u"a"_s);
    }

private:
    std::unique_ptr<ApiServer> m_server;
    QString m_session;
    QString m_files;
};

PILOTHOUSE_UNIT_TEST(TestFileRoutes)
#include "tst_file_routes.moc"
