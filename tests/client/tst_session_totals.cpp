#include "qml/client/session_totals.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QVariantMap newer(qint64 seq, const QString &type, const QVariantMap &content)
{
    return {{u"seq"_s, seq}, {u"type"_s, type}, {u"content"_s, content}};
}

QVariantMap used(qint64 seq)
{
    return newer(seq, u"usage"_s,
                 {{u"cost_usd"_s, 0.5}, {u"usage"_s, QVariantMap{{u"input"_s, 10}}}});
}

QVariantMap recordUntil(qint64 seq)
{
    return {{u"last_seq"_s, seq},
            {u"cost_usd"_s, 1.0},
            {u"usage"_s, QVariantMap{{u"input"_s, 3}, {u"output"_s, 4}}},
            {u"grants"_s, QVariantList{QVariantMap{{u"id"_s, u"g1"_s}}}},
            {u"allow_hosts"_s, QVariantList{u"a.example"_s}}};
}

} // namespace

class TestSessionTotals : public QObject
{
    Q_OBJECT
private slots:
    void theRecordAndWhatIsNewerAreOneSum()
    {
        SessionTotals totals;
        totals.take(recordUntil(5), {used(4), used(5), used(6)});
        totals.take(used(7));
        totals.take(used(5)); // the record knows
        QCOMPARE(totals.asMap().value(u"cost"_s).toDouble(), 2.0);
        QCOMPARE(totals.asMap().value(u"tokens"_s).toInt(), 27);
    }

    void aRecordThatIsOlderThanWhatWasToldLosesNothing()
    {
        SessionTotals totals;
        totals.take(recordUntil(5), {});
        totals.take(used(6));
        totals.take(recordUntil(5), {used(6)}); // the answer was on its way meanwhile
        QCOMPARE(totals.asMap().value(u"cost"_s).toDouble(), 1.5);
    }

    void eventsAmendTheRecord()
    {
        const QVariantMap record = recordUntil(5);
        QVERIFY(!amended(record, used(6)));
        QVERIFY(!amended(record, newer(5, u"title_changed"_s, {{u"title"_s, u"Old"_s}})));
        const auto titled = amended(record, newer(6, u"title_changed"_s, {{u"title"_s, u"New"_s}}));
        QCOMPARE(titled->value(u"title"_s).toString(), u"New"_s);
        const auto host = amended(record, newer(6, u"egress_allowed"_s, {{u"host"_s, u"b"_s}}));
        QCOMPARE(host->value(u"allow_hosts"_s).toStringList(),
                 (QStringList{u"a.example"_s, u"b"_s}));
        const auto limits = amended(
            record, newer(6, u"settings_changed"_s, {{u"max_steps"_s, 9}, {u"by"_s, u"ann"_s}}));
        QCOMPARE(limits->value(u"max_steps"_s).toInt(), 9);
        QVERIFY(!limits->contains(u"by"_s));
        const auto taken = amended(
            record, newer(6, u"grant_changed"_s, {{u"id"_s, u"g1"_s}, {u"granted"_s, false}}));
        QCOMPARE(taken->value(u"grants"_s).toList().size(), 0);
        const auto given = amended(
            record, newer(6, u"grant_changed"_s, {{u"id"_s, u"g2"_s}, {u"granted"_s, true}}));
        QCOMPARE(given->value(u"grants"_s).toList().size(), 2);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionTotals)
#include "tst_session_totals.moc"
