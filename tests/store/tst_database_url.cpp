#include "store/database_url.h"

#include "support/unit_test.h"

#include <QDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestDatabaseUrl : public QObject
{
    Q_OBJECT
private slots:
    void understandsItsUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("file");
        const QString here = QDir::currentPath();
        QTest::newRow("relative") << u"sqlite:///a.db"_s << QString(here + u"/a.db"_s);
        QTest::newRow("default") << u"sqlite:///./db.sqlite3"_s
                                 << QString(here + u"/./db.sqlite3"_s);
        QTest::newRow("absolute") << u"sqlite:////var/lib/a.db"_s << u"/var/lib/a.db"_s;
        QTest::newRow("blanks") << u" sqlite:////a b.db "_s << u"/a b.db"_s;
        QTest::newRow("memory") << u"sqlite://"_s << QString();
        QTest::newRow("memory by name") << u"sqlite:///:memory:"_s << QString();
    }
    void understandsItsUrls()
    {
        QFETCH(QString, url);
        QFETCH(QString, file);
        const auto location = parseDatabaseUrl(url);
        QVERIFY(location);
        QCOMPARE(QDir::cleanPath(location->file), QDir::cleanPath(file));
    }

    void understandsServers()
    {
        const auto location = parseDatabaseUrl(
            u"postgresql://an%40n:p%2F%23%25w@db.example:5433/pilot?sslmode=verify-full"
            "&sslrootcert=/etc/ca.pem"_s);
        QVERIFY(location && location->postgres);
        const PostgresServer &server = *location->postgres;
        QCOMPARE(server.host, u"db.example"_s);
        QCOMPARE(server.port, 5433);
        QCOMPARE(server.user, u"an@n"_s);
        QCOMPARE(server.password, u"p/#%w"_s);
        QCOMPARE(server.database, u"pilot"_s);
        QCOMPARE(server.options, u"sslmode=verify-full;sslrootcert=/etc/ca.pem"_s);
        const auto local = parseDatabaseUrl(u" postgres:///pilot?host=/run/postgresql "_s);
        QVERIFY(local && local->postgres);
        QCOMPARE(local->postgres->host, u"/run/postgresql"_s);
        QCOMPARE(local->postgres->port, 0);
    }

    void showsAServerWithoutItsPassword_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        QTest::newRow("server") << u"postgresql://ann:secret@host:5433/db?sslmode=require"_s
                                << u"postgresql://ann@host:5433/db"_s;
        QTest::newRow("socket") << u"postgres:///db?host=/run/postgresql"_s
                                << u"postgresql:///db"_s;
        QTest::newRow("file") << u"sqlite:///a.db"_s << u"sqlite:///a.db"_s;
    }
    void showsAServerWithoutItsPassword()
    {
        QFETCH(QString, url);
        QFETCH(QString, shown);
        QCOMPARE(shownDatabase(url), shown);
    }

    void refusesOtherUrlsAndSaysWhatIsSupported_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("empty") << QString();
        QTest::newRow("a path") << u"/var/lib/a.db"_s;
        QTest::newRow("two slashes") << u"sqlite://a.db"_s;
        QTest::newRow("one slash") << u"sqlite:/a.db"_s;
        QTest::newRow("no file") << u"sqlite:///"_s;
        QTest::newRow("folder") << u"sqlite:////var/lib/"_s;
        QTest::newRow("parameters") << u"sqlite:///a.db?mode=ro"_s;
        QTest::newRow("upper case") << u"SQLITE:///a.db"_s;
        QTest::newRow("driver") << u"sqlite+aiosqlite:///a.db"_s;
        QTest::newRow("another server") << u"mysql://ann:secret@host/db"_s;
        QTest::newRow("no database") << u"postgresql://ann:secret@host"_s;
        QTest::newRow("no database but a slash") << u"postgresql://ann:secret@host/"_s;
        QTest::newRow("two databases") << u"postgresql://ann:secret@host/a/b"_s;
        QTest::newRow("a password with a slash") << u"postgresql://ann:secret/2@host/db"_s;
        QTest::newRow("unknown parameter") << u"postgresql://ann:secret@host/db?options=-c"_s;
        QTest::newRow("two options in one") << u"postgresql://a@h/db?host=x%20password=secret"_s;
        QTest::newRow("a quote") << u"postgresql://a@h/db?sslcert='secret"_s;
    }
    void refusesOtherUrlsAndSaysWhatIsSupported()
    {
        QFETCH(QString, url);
        const auto opened = parseDatabaseUrl(url);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Errc::InvalidArgument);
        QVERIFY2(opened.error().message.contains(u"sqlite:////absolute"_s),
                 qPrintable(opened.error().message));
        QVERIFY(!opened.error().message.contains(u"secret"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestDatabaseUrl)
#include "tst_database_url.moc"
