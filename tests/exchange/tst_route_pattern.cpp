#include "exchange/router.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestRoutePattern : public QObject
{
    Q_OBJECT
private slots:
    void matches_data();
    void matches();
    void prefersTheMoreSpecial_data();
    void prefersTheMoreSpecial();
    void listsTheRoutes();
    void takesWebSocketsWhereARouteDoes_data();
    void takesWebSocketsWhereARouteDoes();
    void takesLargerBodiesWhereARouteDoes();
};

void TestRoutePattern::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("arguments"); // joined with "|"; "-": does not match
    const auto row = [](const char *pattern, const char *path, const char *arguments) {
        QTest::addRow("%s %s", pattern, path)
            << QByteArray(pattern) << QByteArray(path) << QString::fromUtf8(arguments);
    };
    row("/", "/", "");
    row("/", "/a", "-");
    row("/a", "/a", "");
    row("/a", "/a/", "");
    row("/a/", "/a", "");
    row("/a", "/a//", "-");
    row("/a", "/A", "-");
    row("/a", "/%61", "");
    row("/a", "/", "-");
    row("/a", "/a/b", "-");
    row("/s/<arg>", "/s/1", "1");
    row("/s/<arg>", "/s/1/", "1");
    row("/s/<arg>", "/s/%C3%A4%20%25", "ä %");
    row("/s/<arg>", "/s/", "-");
    row("/s/<arg>", "/s//", "-");
    row("/s/<arg>/m", "/s/1/m", "1");
    row("/s/<arg>/m", "/s//m", "-");
    row("/s/<arg>/<arg>", "/s/1/2", "1|2");
    row("/s/<arg>/<arg>/<arg>", "/s/1/2/3", "1|2|3");
    row("/s/<arg>/f/<tail>", "/s/1/f/a/b.txt", "1|a/b.txt");
    row("/s/<arg>/f/<tail>", "/s/1/f/a/", "1|a");
    row("/s/<arg>/f/<tail>", "/s/1/f/", "-");
    row("/s/<arg>/f/<tail>", "/s/1/f", "-");
    row("/f/<tail>", "/f/a//b", "a//b");
    row("/f/<tail>", "/f/a%20b/c", "a b/c");
}

void TestRoutePattern::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    const auto arguments = RoutePattern(pattern).match(path);
    QTEST(arguments ? arguments->join(u'|') : u"-"_s, "arguments");
}

void TestRoutePattern::prefersTheMoreSpecial_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("literal") << QByteArray("/s/latest") << QByteArray("/s/<arg>");
    QTest::newRow("argument") << QByteArray("/s/<arg>") << QByteArray("/s/<tail>");
    QTest::newRow("earlier literal") << QByteArray("/s/a/<arg>") << QByteArray("/s/<arg>/b");
    QTest::newRow("deeper") << QByteArray("/s/<arg>/b") << QByteArray("/s/<tail>");
}

void TestRoutePattern::prefersTheMoreSpecial()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QVERIFY(RoutePattern(first).precedes(RoutePattern(second)));
    QVERIFY(!RoutePattern(second).precedes(RoutePattern(first)));
    QVERIFY(!RoutePattern(first).precedes(RoutePattern(first)));
}

void TestRoutePattern::listsTheRoutes()
{
    Router router;
    const auto nothing = [](const ExchangePtr &) {};
    router.on("GET", "/s/<arg>", nothing);
    router.on("GET", "/s", nothing);
    router.on("POST", "/s", nothing);
    router.on("GET", "/s/latest", nothing);
    router.on("GET", "/s", nothing); // replaces
    const QList<std::pair<QByteArray, QByteArray>> expected{
        {"GET", "/s"}, {"POST", "/s"}, {"GET", "/s/latest"}, {"GET", "/s/<arg>"}};
    QCOMPARE(router.routes(), expected);
}

void TestRoutePattern::takesWebSocketsWhereARouteDoes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("its path") << QByteArray("/s/1/ws") << true;
    QTest::newRow("with a slash") << QByteArray("/s/1/ws/") << true;
    QTest::newRow("without an argument") << QByteArray("/s//ws") << false;
    QTest::newRow("deeper") << QByteArray("/s/1/ws/2") << false;
    QTest::newRow("of requests only") << QByteArray("/s/1") << false;
    QTest::newRow("of nothing") << QByteArray("/t") << false;
}

void TestRoutePattern::takesWebSocketsWhereARouteDoes()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isTaken);
    Router router;
    router.on("GET", "/s/<arg>", [](const ExchangePtr &) {});
    router.onUpgrade("/s/<arg>/ws", [](QWebSocket *, const Upgrade &) {});
    QStringList arguments;
    QCOMPARE(bool(router.upgradeHandler(path, arguments)), isTaken);
    QVERIFY(!isTaken || arguments == QStringList{u"1"_s});
    QCOMPARE(router.routes().size(), 1);
}

void TestRoutePattern::takesLargerBodiesWhereARouteDoes()
{
    Router router;
    router.on(
        "PUT", "/f/<tail>", [](const ExchangePtr &) {}, 5000);
    router.on("GET", "/f/<tail>", [](const ExchangePtr &) {});
    const auto limit = [&](const char *method, const char *path) {
        HttpHead head;
        head.method = method;
        head.path = path;
        return router.largestBody(head);
    };
    QCOMPARE(limit("PUT", "/f/a/b"), 5000);
    QCOMPARE(limit("GET", "/f/a/b"), 0);
    QCOMPARE(limit("POST", "/f/a/b"), 0);
    QCOMPARE(limit("PUT", "/g"), 0);
}

PILOTHOUSE_UNIT_TEST(TestRoutePattern)
#include "tst_route_pattern.moc"
