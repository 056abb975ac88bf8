#include "access/local_target.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

class TestLocalTarget : public QObject
{
    Q_OBJECT
private slots:
    void leadsNowhereElse_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](const char *wanted, const char *target) {
            QTest::newRow(wanted) << QString::fromUtf8(wanted) << QByteArray(target);
        };
        row("/", "/");
        row("/ui/", "/ui/");
        row("/vnc.html?session=1&a=%20b", "/vnc.html?session=1&a=%20b");
        row("/ui/#/sessions/1", "/ui/#/sessions/1");
        row("/ui/\xc3\xa4", "/ui/%C3%A4");
        for (const char *other :
             {"", "ui/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
              "https://evil.example/", "javascript:alert(1)", "/\t/evil.example",
              "/\n/evil.example", "/ui/\r\nSet-Cookie: a=b", " /ui/", "/ui/\x7f"})
            row(other, "/");
    }
    void leadsNowhereElse()
    {
        QFETCH(QString, wanted);
        QFETCH(QByteArray, target);
        QCOMPARE(localTarget(wanted), target);
    }

    void namesTargetsFromWhereAPageIs_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("seen");
        const auto row = [](const char *path, const char *seen) {
            QTest::newRow(path) << QByteArray(path) << QByteArray(seen);
        };
        row("/", "./ui/?a=1");
        row("/vnc.html", "./ui/?a=1");
        row("/ui/", "../ui/?a=1");
        row("/auth/login/", "../../ui/?a=1");
    }
    void namesTargetsFromWhereAPageIs()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, seen);
        QCOMPARE(seenFrom(path, "/ui/?a=1"), seen);
    }
};

PILOTHOUSE_UNIT_TEST(TestLocalTarget)
#include "tst_local_target.moc"
