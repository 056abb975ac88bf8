#include "api_server.h"

#include "support/unit_test.h"

#include <QRegularExpression>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QStringList linksOf(const QByteArray &page)
{
    static const QRegularExpression link(u"(?:src|href)=\"([^\"]*)\""_s);
    QStringList links;
    for (auto found = link.globalMatch(QString::fromUtf8(page)); found.hasNext();)
        links.append(found.next().captured(1));
    return links;
}

} // namespace

class TestWebUi : public QObject
{
    Q_OBJECT
private slots:
    void servesEachPageWithAllThatItNames_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path :
             {"/ui/", "/ui", "/chat", "/chat/", "/computer", "/vnc.html", "/vnc.html/"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }
    void servesEachPageWithAllThatItNames()
    {
        QFETCH(QString, path);
        ApiServer server;
        const ApiAnswer page = server.get(path);
        QCOMPARE(page.status, 200);
        QVERIFY(page.type.startsWith("text/html"));
        QVERIFY(!page.body.contains("{{"));
        const QStringList links = linksOf(page.body);
        QVERIFY(links.size() > 5);
        for (const QString &link : links) {
            QVERIFY2(link.startsWith(u'.'), qPrintable(link)); // below whatever path a proxy has
            if (link.endsWith(u"docs"_s))
                continue;
            const QUrl whole = server.url(path).resolved(QUrl(link));
            QCOMPARE(server.get(whole.path()).status, 200);
        }
    }

    void keepsLibrariesForGood()
    {
        ApiServer server;
        const ApiAnswer library = server.get(u"/ui/vendor/marked-18.2.1/lib/marked.esm.js"_s);
        QCOMPARE(library.status, 200);
        QVERIFY(library.field("cache-control").contains("immutable"));
        QCOMPARE(server.get(u"/ui/main.js"_s).field("cache-control"), QByteArray("no-cache"));
    }

    void hasNoOtherFiles_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"/ui/index.html", "/ui/nothing.js", "/ui/package.json",
                                 "/ui/style", "/ui/vendor/marked-18.2.1/LICENSE"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }
    void hasNoOtherFiles()
    {
        QFETCH(QString, path);
        ApiServer server;
        QCOMPARE(server.get(path).status, 404);
    }
};

PILOTHOUSE_UNIT_TEST(TestWebUi)
#include "tst_web_ui.moc"
