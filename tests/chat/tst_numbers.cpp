#include "qml/chat/numbers.h"
#include "qml/chat/words.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestNumbers : public QObject
{
    Q_OBJECT
private slots:
    void areWrittenAsPeopleReadThem()
    {
        QCOMPARE(duration(3600), u"4 s"_s);
        QCOMPARE(duration(65'000), u"1:05"_s);
        QCOMPARE(duration(7'389'000), u"2:03:09"_s);
        QCOMPARE(duration(-5), u"0 s"_s);
        QCOMPARE(shortDuration(80), u"80 ms"_s);
        QCOMPARE(shortDuration(430), u"0.4 s"_s);
        QCOMPARE(shortDuration(12'000), u"12 s"_s);
        QCOMPARE(count(950), u"950"_s);
        QCOMPARE(count(12'400), u"12.4k"_s);
        QCOMPARE(count(1'300'000), u"1.3M"_s);
        QCOMPARE(money(0), u"$0"_s);
        QCOMPARE(money(0.00001), u"< $0.0001"_s);
        QCOMPARE(money(0.0042), u"$0.0042"_s);
        QCOMPARE(money(1.2), u"$1.20"_s);
        QCOMPARE(bytes(312), u"312 B"_s);
        QCOMPARE(bytes(4500), u"4.5 kB"_s);
        QCOMPARE(bytes(1'200'000), u"1.2 MB"_s);
    }

    void areWrittenAsTheLanguageHasThem()
    {
        QLocale::setDefault(QLocale(u"de_DE"_s));
        QCOMPARE(shortDuration(2000), u"2,0 s"_s);
        QCOMPARE(count(26'600), u"26,6k"_s);
        QCOMPARE(money(1.2), u"$1,20"_s); // the words come with the window's translations
        QCOMPARE(bytes(1'200'000'000), u"1200,0 MB"_s);
        QLocale::setDefault(QLocale::c());
    }

    void anyValueGoesThroughJson_data()
    {
        QTest::addColumn<QString>("json");
        for (const char *json : {"1", "\"a\"", "true", "null", "[1,2]", "{\"a\":[]}"})
            QTest::newRow(json) << QString::fromLatin1(json);
    }
    void anyValueGoesThroughJson()
    {
        QFETCH(QString, json);
        const Words words;
        const QVariantMap read = words.fromJson(json);
        QVERIFY(read.value(u"isValid"_s).toBool());
        QCOMPARE(words.json(read.value(u"value"_s)), json);
    }

    void whatIsNoJsonIsTold()
    {
        const Words words;
        for (const QString &text : {u"{"_s, u""_s, u"1, 2"_s, u"1] [2"_s})
            QVERIFY(!words.fromJson(text).value(u"isValid"_s).toBool());
    }
};

PILOTHOUSE_UNIT_TEST(TestNumbers)
#include "tst_numbers.moc"
