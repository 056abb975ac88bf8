#include "core/region.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Languages and time zones that programs can be given.
class TestRegion : public QObject
{
    Q_OBJECT
private slots:
    void takesAnInstalledLocale_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("taken");
        QTest::newRow("as it is") << u"C.UTF-8"_s << u"C.UTF-8"_s;
        QTest::newRow("as the system lists it") << u"C.utf8"_s << u"C.UTF-8"_s;
        QTest::newRow("without its code") << u"C"_s << u"C.UTF-8"_s;
        QTest::newRow("none") << QString() << QString();
    }
    void takesAnInstalledLocale()
    {
        QFETCH(QString, given);
        QTEST(installedLocale(given).value_or(u"refused"_s), "taken");
    }

    void refusesOthers_data()
    {
        QTest::addColumn<QString>("given");
        for (const char *name : {"xx_XX", "C.ISO-8859-1", "../C.UTF-8", "a b", "-"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void refusesOthers()
    {
        QFETCH(QString, given);
        const auto taken = installedLocale(given);
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, Errc::InvalidArgument);
        QVERIFY(taken.error().message.contains(given));
    }

    void knowsTimeZonesByTheirNames()
    {
        QCOMPARE(knownTimeZone(u"Europe/Berlin"_s).value_or(QString()), u"Europe/Berlin"_s);
        QCOMPARE(knownTimeZone(QString()).value_or(u"refused"_s), QString());
        for (const QString &other : {u"Berlin"_s, u"../../etc/passwd"_s, u"Europe/Berlin "_s})
            QVERIFY(!knownTimeZone(other));
    }
};

PILOTHOUSE_UNIT_TEST(TestRegion)
#include "tst_region.moc"
