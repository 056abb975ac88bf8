#include "store/session_options.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSessionOptions : public QObject
{
    Q_OBJECT
private slots:
    void optionsThatNameNoNetworkGetThatOfTheServer()
    {
        const EgressRules server{.mode = EgressMode::List, .hosts = {u"a.b"_s}};
        const auto old = sessionOptionsFromJson(R"({"approval":"auto"})", server);
        QVERIFY(old);
        QCOMPARE(old->egress, server);

        const auto own = sessionOptionsFromJson(
            R"({"approval":"auto","egress":{"mode":"none","hosts":[]}})", server);
        QVERIFY(own);
        QCOMPARE(own->egress, EgressRules{.mode = EgressMode::None});
    }

    void neverGuessesHowFarASessionMayReach_data()
    {
        QTest::addColumn<QByteArray>("egress");
        QTest::newRow("a mode of a later version") << QByteArray(R"({"mode":"most"})");
        QTest::newRow("no mode") << QByteArray(R"({"hosts":[]})");
        QTest::newRow("no object") << QByteArray(R"("all")");
        QTest::newRow("null") << QByteArray("null");
    }
    void neverGuessesHowFarASessionMayReach()
    {
        QFETCH(QByteArray, egress);
        const auto read = sessionOptionsFromJson(R"({"approval":"auto","egress":)" + egress + '}');
        QVERIFY(!read);
        QCOMPARE(read.error().code, Errc::Corrupt);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionOptions)
#include "tst_session_options.moc"
