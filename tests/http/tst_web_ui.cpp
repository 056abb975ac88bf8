#include "api_server.h"

#include "pages/page_files.h"
#include "support/unit_test.h"

#include <QJsonDocument>
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
        QVERIFY(links.size() >= 5);
        for (const QString &link : links) {
            QVERIFY2(link.startsWith(u'.'), qPrintable(link)); // below whatever path a proxy has
            if (link.endsWith(u"docs"_s))
                continue;
            const QUrl whole = server.url(path).resolved(QUrl(link));
            QCOMPARE(server.get(whole.path()).status, 200);
        }
    }

    void letsBrowsersKeepWhatItsNameSaysAllOf()
    {
        ApiServer server;
        const ApiAnswer page = server.get(u"/ui/"_s);
        QCOMPARE(page.field("cache-control"), QByteArray("no-cache"));
        int kept = 0;
        for (const QString &link : linksOf(page.body)) {
            if (!link.contains(u"/app/"_s))
                continue;
            const QUrl whole = server.url(u"/ui/"_s).resolved(QUrl(link));
            const ApiAnswer file = server.get(whole.path());
            QCOMPARE(file.field("cache-control"),
                     QByteArray("public, max-age=31536000, immutable"));
            ++kept;
        }
        QVERIFY(kept >= 4); // theme, style, main and what main needs
    }

    void namesWhatAScriptNeedsBesideIt()
    {
        const QJsonObject meta = QJsonDocument::fromJson(R"({"outputs":{
            "../out/main-1.js":{"entryPoint":"main.js","imports":[
                {"path":"../out/part-2.js","kind":"import-statement"},
                {"path":"../out/part-9.js","kind":"dynamic-import"}]},
            "../out/part-2.js":{"imports":[{"path":"../out/part-3.js","kind":"import-statement"}]},
            "../out/part-3.js":{"imports":[{"path":"../out/part-2.js","kind":"import-statement"}]},
            "../out/page-4.css":{"entryPoint":"style/page.css","imports":[]}}})")
                                     .object();
        const PageFiles files(meta);
        QCOMPARE(files.fileOf(u"main.js"_s), u"main-1.js"_s);
        QCOMPARE(files.fileOf(u"page.css"_s), u"page-4.css"_s);
        QCOMPARE(files.neededBy(u"main.js"_s), QStringList({u"part-2.js"_s, u"part-3.js"_s}));
        QCOMPARE(files.filledIn("{{file page.css}} {{preload page.css}}{{preload main.js}}"),
                 QByteArray(R"(page-4.css <link rel="modulepreload" href="{{root}}ui/app/part-2.js">
<link rel="modulepreload" href="{{root}}ui/app/part-3.js">
)"));
    }

    void hasNoOtherFiles_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"/ui/index.html", "/ui/nothing.js", "/ui/package.json", "/ui/app",
                                 "/ui/app/meta.json", "/ui/main.js"})
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
