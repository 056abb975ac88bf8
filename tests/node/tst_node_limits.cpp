#include "node/node_gate.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

class TestNodeLimits : public QObject
{
    Q_OBJECT
private slots:
    // 200 connections from one address are enough for browsers, and were not for 300 desktops.
    void oneServerMayHaveAllDesktops()
    {
        Config config;
        config.agent.maxSessions = 300;
        const HttpLimits limits = nodeLimits(config);
        QVERIFY(limits.connectionsPerAddress >= 300 * 2);
        QVERIFY(limits.connections >= 2 * limits.connectionsPerAddress);
    }

    void whatSomebodyAllowedStays()
    {
        Config config;
        config.agent.maxSessions = 1;
        config.server.limits.connections = 5000;
        config.server.limits.connectionsPerAddress = 300;
        const HttpLimits limits = nodeLimits(config);
        QCOMPARE(limits.connections, 5000);
        QCOMPARE(limits.connectionsPerAddress, 300);
    }
};

PILOTHOUSE_UNIT_TEST(TestNodeLimits)
#include "tst_node_limits.moc"
