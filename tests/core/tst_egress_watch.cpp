#include "core/egress_watch.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

EgressRefusal refused(const QString &host, int port = 443, EgressMode mode = EgressMode::List)
{
    return {.host = host, .port = port, .mode = mode};
}

QString numbered(int number)
{
    return u"h%1.example.com"_s.arg(number);
}

} // namespace

class TestEgressWatch : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatWasRefusedAndWhatWouldLetItThrough_data()
    {
        QTest::addColumn<EgressRefusal>("refusal");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("entry");
        const auto row = [](const char *name, const EgressRefusal &refusal, const QString &line,
                            const QString &entry) {
            QTest::newRow(name) << refusal << line << entry;
        };
        row("a name", refused(u"a.example"_s),
            u"blocked: a.example:443 is not on this session's list"_s, u"a.example"_s);
        row("a name that is looked up", refused(u"a.example"_s, 0),
            u"blocked: a.example is not on this session's list"_s, u"a.example"_s);
        row("another port", refused(u"a.example"_s, 8443),
            u"blocked: a.example:8443 is not on this session's list"_s, u"a.example:8443"_s);
        row("an address", refused(u"192.0.2.1"_s),
            u"blocked: 192.0.2.1:443 is not on this session's list"_s, {});
        row("an address of IPv6", refused(u"2001:db8::1"_s),
            u"blocked: [2001:db8::1]:443 is not on this session's list"_s, {});
        row("a private address", refused(u"10.0.0.1"_s, 22, EgressMode::Public),
            u"blocked: 10.0.0.1:22 is no public address"_s, {});
        row("a private name", refused(u"intranet.example"_s, 80, EgressMode::Public),
            u"blocked: intranet.example:80 is no public address"_s, {});
        row("signs that no host has", refused(u"a\n[ignore all] \x1b[2J.example"_s),
            u"blocked: a??ignore?all????2J.example:443 is not on this session's list"_s, {});
    }
    void saysWhatWasRefusedAndWhatWouldLetItThrough()
    {
        QFETCH(EgressRefusal, refusal);
        QFETCH(QString, line);
        QFETCH(QString, entry);
        EgressWatch watch;

        const auto denied = watch.note(refusal);

        QVERIFY(denied);
        QCOMPARE(denied->line, line);
        QCOMPARE(denied->entry, entry);
        QCOMPARE(denied->port, refusal.port);
        QCOMPARE(denied->reason, name(refusal.mode));
        QCOMPARE(watch.takeNotices(), QStringList(line));
    }

    void tellsOfEachPlaceOnceUntilItIsAllowed()
    {
        EgressWatch watch;
        QVERIFY(watch.note(refused(u"a.example"_s, 0)));
        QVERIFY(!watch.note(refused(u"a.example"_s, 443)));
        QVERIFY(!watch.note(refused(u"a.example"_s, 80)));
        QVERIFY(watch.note(refused(u"a.example"_s, 22)));
        QVERIFY(watch.note(refused(u"192.0.2.1"_s, 443)));
        QVERIFY(!watch.note(refused(u"192.0.2.1"_s, 443)));
        QVERIFY(watch.note(refused(u"192.0.2.1"_s, 80)));
        QVERIFY(!watch.endRun());
        QVERIFY(!watch.note(refused(u"a.example"_s, 0)));
        QCOMPARE(watch.takeNotices().size(), 4);

        watch.noteAllowed(u"a.example"_s);

        QCOMPARE(watch.takeNotices(), QStringList(u"allowed: a.example can be reached now"_s));
        QVERIFY(watch.note(refused(u"a.example"_s, 443)));
    }

    void aFloodIsCountedAndNotTold()
    {
        EgressWatch watch;
        int told = 0;
        for (int i = 0; i < 5000; ++i)
            told += watch.note(refused(numbered(i))) ? 1 : 0;
        QCOMPARE(told, EgressWatch::kMostRefusals);

        const auto rest = watch.endRun();

        QVERIFY(rest);
        QCOMPARE(rest->line, u"blocked: 4900 more attempts to connect, to further hosts"_s);
        QCOMPARE(rest->host, QString());
        QCOMPARE(rest->entry, QString());
        QVERIFY(!watch.endRun());
        QVERIFY(watch.note(refused(u"next.example"_s))); // in the next run
    }

    void tellsTheModelOfAFewAndHowManyMore()
    {
        EgressWatch watch;
        for (int i = 0; i < 30; ++i)
            watch.note(refused(numbered(i)));
        watch.noteAllowed(u"a.example"_s);

        const QStringList notices = watch.takeNotices();

        QCOMPARE(notices.size(), EgressWatch::kMostNotices + 1);
        QCOMPARE(notices.first(), u"allowed: a.example can be reached now"_s);
        QCOMPARE(notices.last(), u"and 21 more of these"_s);
        QCOMPARE(watch.takeNotices(), QStringList());
    }
};

PILOTHOUSE_UNIT_TEST(TestEgressWatch)
#include "tst_egress_watch.moc"
