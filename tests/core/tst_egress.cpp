#include "core/egress.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestEgress : public QObject
{
    Q_OBJECT
private slots:
    void anEntryOfTheListHasOneSpelling_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("kept"); ///< empty: refused
        QTest::newRow("name") << u"example.com"_s << u"example.com"_s;
        QTest::newRow("upper case, blanks, last dot") << u" Example.COM. "_s << u"example.com"_s;
        QTest::newRow("all below") << u"*.debian.org"_s << u"*.debian.org"_s;
        QTest::newRow("port") << u"example.com:0443"_s << u"example.com:443"_s;
        QTest::newRow("beyond ASCII") << u"*.münchen.de"_s << u"*.xn--mnchen-3ya.de"_s;
        QTest::newRow("one label") << u"registry"_s << u"registry"_s;
        QTest::newRow("address") << u"127.0.0.1"_s << QString();
        QTest::newRow("short address") << u"127.1"_s << QString();
        QTest::newRow("hexadecimal address") << u"0x7f000001"_s << QString();
        QTest::newRow("IPv6") << u"[::1]"_s << QString();
        QTest::newRow("URL") << u"https://example.com"_s << QString();
        QTest::newRow("everything") << u"*"_s << QString();
        QTest::newRow("star in the middle") << u"a.*.com"_s << QString();
        QTest::newRow("empty label") << u"a..com"_s << QString();
        QTest::newRow("port out of range") << u"a.com:65536"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void anEntryOfTheListHasOneSpelling()
    {
        QFETCH(QString, written);
        QFETCH(QString, kept);
        const Result<QString> entry = allowedHost(written);
        QCOMPARE(entry.value_or(QString()), kept);
        if (kept.isEmpty())
            QCOMPARE(entry.error().code, Errc::InvalidArgument);
    }

    void aRefusalSaysWhatAndWhy_data()
    {
        QTest::addColumn<EgressRefusal>("refusal");
        QTest::addColumn<QString>("said");
        QTest::newRow("list") << EgressRefusal{u"a.com"_s, 443, EgressMode::List}
                              << u"blocked: a.com:443 is not on this session's list"_s;
        QTest::newRow("name looked up") << EgressRefusal{u"a.com"_s, 0, EgressMode::List}
                                        << u"blocked: a.com is not on this session's list"_s;
        QTest::newRow("private") << EgressRefusal{u"fd00::1"_s, 22, EgressMode::Public}
                                 << u"blocked: [fd00::1]:22 is no public address"_s;
        QTest::newRow("this machine") << EgressRefusal{u"10.0.2.2"_s, 80, EgressMode::All}
                                      << u"blocked: 10.0.2.2:80 is this machine itself"_s;
    }
    void aRefusalSaysWhatAndWhy()
    {
        QFETCH(EgressRefusal, refusal);
        QFETCH(QString, said);
        QCOMPARE(describe(refusal), said);
    }
};

PILOTHOUSE_UNIT_TEST(TestEgress)
#include "tst_egress.moc"
