#include "access/guarded_port.h"

#include "http/doc_routes.h"
#include "pages/docs_page.h"
#include "support/unit_test.h"

#include <QRegularExpression>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const HttpFields kWithToken{{"authorization", "Bearer " + kToken}};

} // namespace

class TestDocsPage : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_port = std::make_unique<GuardedPort>();
        addDocRoutes(m_port->router);
        addDocsPage(m_port->router);
    }

    void hasNothingButFilesOfOurOwn_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("without a slash") << u"/docs"_s;
        QTest::newRow("with one") << u"/docs/"_s;
    }
    void hasNothingButFilesOfOurOwn()
    {
        QFETCH(QString, path);
        const Answer page = m_port->ask("GET", path, kWithToken);
        QCOMPARE(page.status, 200);
        QCOMPARE(page["content-type"], QByteArray("text/html; charset=utf-8"));
        static const QRegularExpression reference(u"(?:src|href)=\"([^\":]+)\""_s);
        int files = 0;
        for (auto links = reference.globalMatch(QString::fromUtf8(page.body)); links.hasNext();) {
            const QUrl link = QUrl(path).resolved(QUrl(links.next().captured(1)));
            const Answer file = m_port->ask("GET", link.path(), kWithToken);
            QCOMPARE(file.status, 200);
            QVERIFY(!file.body.isEmpty());
            ++files;
        }
        QCOMPARE(files, 4);
        QVERIFY(!page.body.contains("http:") && !page.body.contains("https:"));
    }

    void keepsTheViewerForGood()
    {
        const Answer viewer =
            m_port->ask("GET", u"/docs/swagger-ui-5.35.0/swagger-ui.css"_s, kWithToken);
        QVERIFY(viewer["cache-control"].contains("immutable"));
        QVERIFY(!m_port->ask("GET", u"/docs/docs.js"_s, kWithToken)["cache-control"].contains(
            "immutable"));
    }

    void hasNoOtherFiles_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"/docs/docs.html", "/docs/x", "/docs/swagger-ui-5.35.0",
                                 "/docs/swagger-ui-5.35.0/docs.js"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }
    void hasNoOtherFiles()
    {
        QFETCH(QString, path);
        QCOMPARE(m_port->ask("GET", path, kWithToken).status, 404);
    }

    void isBehindTheToken()
    {
        QCOMPARE(m_port->ask("GET", u"/docs"_s).status, 401);
        QCOMPARE(m_port->ask("GET", u"/openapi.json"_s).status, 401);
        const Answer browser = m_port->ask("GET", u"/docs"_s, {{"accept", "text/html"}});
        QCOMPARE(browser["location"], QByteArray("./auth/login?next=/docs"));
    }

    void leadsFromTheRootToTheWebInterface()
    {
        const Answer root = m_port->ask("GET", u"/"_s, kWithToken);
        QCOMPARE(root.status, 307);
        QCOMPARE(root["location"], QByteArray("./ui/"));
    }

private:
    std::unique_ptr<GuardedPort> m_port;
};

PILOTHOUSE_UNIT_TEST(TestDocsPage)
#include "tst_docs_page.moc"
