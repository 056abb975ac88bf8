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
        QTest::newRow("server") << u"postgresql://ann:secret@host/db"_s;
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
