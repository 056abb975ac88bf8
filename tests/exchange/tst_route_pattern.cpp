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
    QVERIFY(RoutePattern(first).isMoreSpecialThan(RoutePattern(second)));
    QVERIFY(!RoutePattern(second).isMoreSpecialThan(RoutePattern(first)));
    QVERIFY(!RoutePattern(first).isMoreSpecialThan(RoutePattern(first)));
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

PILOTHOUSE_UNIT_TEST(TestRoutePattern)
#include "tst_route_pattern.moc"
