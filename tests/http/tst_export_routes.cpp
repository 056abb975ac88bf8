#include "api_server.h"

#include "support/unit_test.h"
#include "support/whole_export.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

SessionId idOf(const QString &sessionPath)
{
    return {sessionPath.section(u'/', 2)};
}

/// A tool result with a picture of so many MiB.
void addPicture(ApiServer &server, const SessionId &session, int mebibytes)
{
    const auto picture =
        QCoro::waitFor(server.agent.blobs.put(QByteArray(mebibytes * 1024 * 1024, 'x')));
    const ToolResult result{
        .run = {u"r"_s},
        .toolUseId = u"t"_s,
        .images = {{.blob = *picture, .mediaType = u"image/png"_s, .size = {4, 3}}}};
    QVERIFY(QCoro::waitFor(server.agent.journal.append(session, {result})));
}

} // namespace

class TestExportRoutes : public QObject
{
    Q_OBJECT
private slots:
    void handsOutTheWholeSessionHoweverLarge()
    {
        ApiServer server;
        const QString path = server.newSession();
        const SessionId id = idOf(path);
        // More than the door holds for a client, so that the download must wait for it.
        addPicture(server, id, 3);

        const ApiAnswer json = server.get(path + u"/export?format=json"_s);
        QCOMPARE(json.status, 200);
        const BlobReader blobs = [&](const BlobHash &hash) {
            return server.agent.blobs.read(hash);
        };
        const auto session = server.agent.sessions.find(id);
        QVERIFY(json.body ==
                wholeExport(ExportFormat::Json, *session, *server.agent.journal.events(id), blobs));
        const ApiAnswer html = server.get(path + u"/export"_s);
        QVERIFY(html.body ==
                wholeExport(ExportFormat::Html, *session, *server.agent.journal.events(id), blobs));
    }

    void isAFileToKeepAndNoPageOfOurs_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("ending");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("page") << u"?format=html"_s << QByteArray(".html")
                              << QByteArray("text/html");
        QTest::newRow("by default") << QString() << QByteArray(".html") << QByteArray("text/html");
        QTest::newRow("json") << u"?format=json"_s << QByteArray(".json")
                              << QByteArray("application/json");
    }
    void isAFileToKeepAndNoPageOfOurs()
    {
        QFETCH(QString, query);
        QFETCH(QByteArray, ending);
        QFETCH(QByteArray, type);
        ApiServer server;
        const QString path = server.newSession();
        const ApiAnswer answer = server.get(path + u"/export"_s + query);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.type.startsWith(type));
        const QByteArray disposition = answer.field("content-disposition");
        QVERIFY(disposition.startsWith("attachment; filename=\"pilothouse-"));
        QVERIFY(disposition.endsWith(ending));
        QVERIFY(answer.field("content-security-policy").startsWith("sandbox"));
    }

    void refusesOtherFormatsAndUnknownSessions()
    {
        ApiServer server;
        const ApiAnswer pdf = server.get(server.newSession() + u"/export?format=pdf"_s);
        QCOMPARE(pdf.status, 422);
        QCOMPARE(pdf.json().value("detail"_L1)[0]["loc"_L1].toArray(),
                 (QJsonArray{u"query"_s, u"format"_s}));
        QCOMPARE(server.get(u"/sessions/nobody/export"_s).status, 404);
    }

    void survivesAClientThatLeaves()
    {
        ApiServer server;
        const QString path = server.newSession();
        addPicture(server, idOf(path), 8);
        {
            const std::unique_ptr<QNetworkReply> reply(
                server.network.get(QNetworkRequest(server.url(path + u"/export?format=json"_s))));
            reply->setReadBufferSize(1024);
            QVERIFY(QSignalSpy(reply.get(), &QNetworkReply::readyRead).wait(20'000));
            reply->abort();
        }
        QTRY_COMPARE_WITH_TIMEOUT(server.door.pendingAnswers(), 0, 20'000);
        QCOMPARE(server.get(u"/health"_s).status, 200);
    }
};

PILOTHOUSE_UNIT_TEST(TestExportRoutes)
#include "tst_export_routes.moc"
