#include "kubernetes/cluster_access.h"
#include "kubernetes/kubeconfig.h"
#include "support/unit_test.h"
#include "written_json.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray kubeconfigWith(const QByteArray &cluster, const QByteArray &user)
{
    return fromQuotes("{'current-context':'c','contexts':[{'name':'c','context':{'cluster':'k','"
                      "user':'u','namespace':'desktops'}}],'clusters':[{'name':'k','cluster':") +
           cluster + fromQuotes("}],'users':[{'name':'u','user':") + user + "}]}";
}

Result<ClusterAccess> accessWith(const QByteArray &cluster, const QByteArray &user)
{
    return kubeconfigAccess(kubeconfigWith(cluster, user), u"/etc/kube/config"_s);
}

const QByteArray kApiServer = fromQuotes("{'server':'https://10.0.0.1:6443'}");

} // namespace

class TestClusterAccess : public QObject
{
    Q_OBJECT
private slots:
    void takesServerNamespaceAndTokenOfAKubeconfig()
    {
        const auto access = accessWith(kApiServer, fromQuotes("{'token':'a secret'}"));
        QVERIFY(access);
        QCOMPARE(access->space, u"desktops"_s);
        const auto request = access->request(u"/apis?x=a%3Db"_s);
        QCOMPARE(request->url().toEncoded(), QByteArray("https://10.0.0.1:6443/apis?x=a%3Db"));
        QCOMPARE(request->rawHeader("Authorization"), QByteArray("Bearer a secret"));
    }

    void readsATokenFileAgainForEachRequest()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"token"_s);
        const auto write = [&path](const QByteArray &text) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        const auto access =
            accessWith(kApiServer, fromQuotes("{'tokenFile':'") + path.toUtf8() + fromQuotes("'}"));
        QCOMPARE(access->request(u"/"_s).error().code, Errc::Io);
        write("one\n");
        QCOMPARE(access->request(u"/"_s)->rawHeader("Authorization"), QByteArray("Bearer one"));
        write("two");
        QCOMPARE(access->request(u"/"_s)->rawHeader("Authorization"), QByteArray("Bearer two"));
    }

    void speaksInTheClearToThisMachineOnly()
    {
        const auto here = accessWith(fromQuotes("{'server':'http://127.0.0.1:8001'}"), "{}");
        const auto elsewhere = accessWith(fromQuotes("{'server':'http://10.0.0.1:8001'}"), "{}");
        QVERIFY(here);
        QVERIFY(!elsewhere);
    }

    void refusesWhatItCannotHold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        const QByteArray token = fromQuotes("{'token':'a secret'}");
        QTest::addRow("YAML") << QByteArray("apiVersion: v1\nkind: Config\n") << u"-o json"_s;
        QTest::addRow("no context") << QByteArray("{}") << u"context"_s;
        QTest::addRow("no server") << kubeconfigWith("{}", token) << u"server"_s;
        QTest::addRow("a certificate that is not looked at")
            << kubeconfigWith(fromQuotes("{'server':'https://a','insecure-skip-tls-verify':true}"),
                              token)
            << u"insecure-skip-tls-verify"_s;
        QTest::addRow("an authority that is none")
            << kubeconfigWith(
                   fromQuotes("{'server':'https://a','certificate-authority-data':'bm8='}"), token)
            << u"certificate-authority"_s;
        QTest::addRow("a file that is missing")
            << kubeconfigWith(fromQuotes("{'server':'https://a','certificate-authority':'ca.crt'}"),
                              token)
            << u"/etc/kube/ca.crt"_s;
        QTest::addRow("a program that makes tokens")
            << kubeconfigWith(kApiServer, fromQuotes("{'exec':{'command':'aws'}}")) << u"exec"_s;
        QTest::addRow("a certificate without a key")
            << kubeconfigWith(kApiServer, fromQuotes("{'client-certificate-data':'bm8='}"))
            << u"client"_s;
    }
    void refusesWhatItCannotHold()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto access = kubeconfigAccess(text, u"/etc/kube/config"_s);
        QCOMPARE(access.error().code, Errc::InvalidArgument);
        QVERIFY2(access.error().message.contains(words), qPrintable(access.error().message));
        QVERIFY(!access.error().message.contains(u"a secret"_s));
    }

    void saysWhatToDoOutsideOfACluster()
    {
        QVERIFY(clusterAccess({}).error().message.contains(u"kubeconfig"_s));
    }

    void needsWhatEachPodIsGiven()
    {
        const QTemporaryDir folder;
        const KubernetesConfig pod{
            .apiHost = u"fd00::1"_s, .apiPort = 6443, .accountDir = folder.path()};
        QVERIFY(clusterAccess(pod).error().message.contains(u"ca.crt"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestClusterAccess)
#include "tst_cluster_access.moc"
