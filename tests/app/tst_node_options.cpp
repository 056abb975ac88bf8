#include "app/options.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Result<Invocation> understoodHere(const QStringList &words,
                                  const QHash<QString, QString> &environment = {})
{
    return readInvocation(QStringList{u"pilothouse"_s} + words, environment, {});
}

} // namespace

class TestNodeOptions : public QObject
{
    Q_OBJECT
private slots:
    void readsWhereDesktopsAre()
    {
        QVERIFY(understoodHere({})->config.nodes.urls.isEmpty());
        QVERIFY(understoodHere({u"--desktops"_s, u"local"_s})->config.nodes.urls.isEmpty());
        const auto nodes = understoodHere({u"--desktops"_s, u"https://a:8443, https://b:8443"_s});
        QCOMPARE(nodes->config.nodes.urls, (QStringList{u"https://a:8443"_s, u"https://b:8443"_s}));
        QCOMPARE(nodes->config.nodes.lease, std::chrono::seconds(60));
        const auto pods =
            understoodHere({u"--desktops"_s, u"kubernetes"_s, u"--kubernetes-pool"_s, u"big"_s});
        QVERIFY(pods->config.kubernetes.isUsed);
        QVERIFY(pods->config.nodes.urls.isEmpty());
        QCOMPARE(pods->config.kubernetes.pool, u"big"_s);
    }

    void refusesWhatIsNoPlaceForThem_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addRow("nothing") << QStringList{u"--desktops"_s, u","_s};
        QTest::addRow("both") << QStringList{u"--desktops"_s, u"local,https://a"_s};
        QTest::addRow("both, elsewhere") << QStringList{u"--desktops"_s, u"kubernetes,https://a"_s};
        QTest::addRow("no lease of pods") << QStringList{u"--kubernetes-lease"_s, u"0"_s};
        QTest::addRow("no lease") << QStringList{u"--node-lease"_s, u"1"_s};
        QTest::addRow("a lease for ever") << QStringList{u"--node-lease"_s, u"30d"_s};
    }
    void refusesWhatIsNoPlaceForThem()
    {
        QFETCH(QStringList, words);
        QCOMPARE(understoodHere(words).error().code, Errc::InvalidArgument);
    }

    void startsANodeWithoutWhatIsAServers()
    {
        const auto node =
            understoodHere({u"node"_s}, {{u"ANTHROPIC_API_KEY"_s, u"a key"_s},
                                         {u"PILOTHOUSE_TOKEN"_s, u"the token of the server"_s},
                                         {u"PILOTHOUSE_AUTH"_s, u"off"_s},
                                         {u"PILOTHOUSE_SECRETS_FILE"_s, u"secrets"_s},
                                         {u"PILOTHOUSE_NODE_TOKEN"_s, u"the token of nodes"_s}});
        QVERIFY(node);
        QCOMPARE(node->command, Invocation::Command::Node);
        QCOMPARE(node->config.server.port, kNodePort);
        QVERIFY(node->config.model.apiKey.isEmpty());
        QVERIFY(node->config.server.token.isEmpty());
        QVERIFY(node->config.server.auth);
        QVERIFY(node->config.agent.secretsFile.isEmpty());
        QCOMPARE(node->config.nodes.token, u"the token of nodes"_s);
        QCOMPARE(understoodHere({u"node"_s, u"--port"_s, u"0"_s})->config.server.port, 0);
    }

    void saysWhatMeansNothingToANode()
    {
        for (const QString &flag : {u"--model"_s, u"--token"_s, u"--database-url"_s})
            QCOMPARE(understoodHere({u"node"_s, flag, u"0123456789abcdef"_s}).error().message,
                     flag + u" means nothing to a node."_s);
        QVERIFY(!understoodHere({u"node"_s, u"--no-auth"_s}));
    }

    void drainsANode()
    {
        const auto drain =
            understoodHere({u"node"_s, u"drain"_s, u"https://a"_s, u"--node-ca"_s, u"ca"_s});
        QCOMPARE(drain->command, Invocation::Command::NodeDrain);
        QCOMPARE(drain->node, u"https://a"_s);
        QCOMPARE(drain->config.nodes.authority, u"ca"_s);
        QVERIFY(!drain->undo);
        QVERIFY(understoodHere({u"node"_s, u"undrain"_s, u"https://a"_s})->undo);
        QVERIFY(!understoodHere({u"node"_s, u"drain"_s}));
        QVERIFY(!understoodHere({u"node"_s, u"stop"_s, u"https://a"_s}));
        QVERIFY(!understoodHere({u"node"_s, u"drain"_s, u"https://a"_s, u"https://b"_s}));
    }

    void hidesTheToken()
    {
        const auto node = understoodHere({u"--node-token"_s, u"the token of nodes"_s});
        QVERIFY(!configText(node->config).contains(u"the token of nodes"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestNodeOptions)
#include "tst_node_options.moc"
