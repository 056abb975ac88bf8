#include "kubernetes/claim.h"
#include "support/unit_test.h"
#include "written_json.h"

#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kClaimSession{u"0b1c2d3e-4f50-4a61-9b72-8c93ad04be15"_s};

QJsonObject claimFrom(const QByteArray &text)
{
    const QJsonDocument json = QJsonDocument::fromJson(text);
    Q_ASSERT(json.isObject());
    return json.object();
}

} // namespace

class TestClaim : public QObject
{
    Q_OBJECT
    using Stage = ClaimState::Stage;
private slots:
    void isNamedByItsSession()
    {
        const QString name = claimName(kClaimSession);
        QVERIFY(name.size() <= 63);
        QCOMPARE(sessionOfClaim(name), std::optional(kClaimSession));
        QVERIFY(!sessionOfClaim(u"pilothouse-server"_s));
        QVERIFY(!sessionOfClaim(kClaimSession.value));
    }

    void endsByItselfUnlessItIsRenewed()
    {
        const QDateTime until(QDate(2026, 11, 30), QTime(9, 5, 7, 250), Qt::OffsetFromUTC, 3600);
        const QJsonObject claim =
            claimObject({.session = kClaimSession, .pool = u"big"_s, .until = until});
        const QJsonObject spec = claim.value("spec"_L1).toObject();
        QCOMPARE(spec.value("warmPoolRef"_L1).toObject().value("name"_L1).toString(), u"big"_s);
        const QJsonObject lifecycle{{u"shutdownTime"_s, u"2026-11-30T08:05:07Z"_s},
                                    {u"shutdownPolicy"_s, u"Delete"_s}};
        QCOMPARE(spec.value("lifecycle"_L1).toObject(), lifecycle);
        QCOMPARE(lifetimePatch(until).value("spec"_L1).toObject().value("lifecycle"_L1).toObject(),
                 lifecycle);
    }

    // What is not there yet, is there, and will never be: by what the controllers write.
    void tellsWhatItsStatusMeans_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<Stage>("stage");
        QTest::addColumn<QString>("words");
        const auto ready = [](const QByteArray &status, const QByteArray &reason,
                              const QByteArray &message, const QByteArray &more = {}) {
            return QByteArray(fromQuotes("{'conditions':[{'type':'Ready','status':'") + status +
                              fromQuotes("','reason':'") + reason + fromQuotes("','message':'") +
                              message + fromQuotes("'}") + more + "]}");
        };
        QTest::addRow("nobody has looked at it")
            << QByteArray("{}") << Stage::Coming << u"agent-sandbox controller"_s;
        QTest::addRow("its pod starts")
            << ready("False", "DependenciesNotReady", "Pod exists with phase: Pending")
            << Stage::Coming << u"not ready yet: Pod exists with phase: Pending"_s;
        QTest::addRow("no room") << ready("False", "DependenciesNotReady", "Pod pending",
                                          fromQuotes(
                                              ",{'type':'PodScheduled','status':'False','reason':'"
                                              "Unschedulable','message':'0/3 nodes'}"))
                                 << Stage::Coming
                                 << u"no node of the cluster has room: 0/3 nodes"_s;
        QTest::addRow("no room, as a reason")
            << ready("False", "Unschedulable", "0/3 nodes are available") << Stage::Coming
            << u"no node of the cluster has room: 0/3 nodes are available"_s;
        QTest::addRow("ready without an address")
            << ready("True", "DependenciesReady", "Pod is Ready") << Stage::Coming << u"Pod is"_s;
        QTest::addRow("asleep") << ready("False", "SandboxSuspended", "Sandbox is suspended")
                                << Stage::Coming << u"asleep"_s;
        QTest::addRow("its pod ended") << ready("False", "PodFailed", "evicted") << Stage::Coming
                                       << u"its pod ended: evicted"_s;
        QTest::addRow("quota") << ready("False", "ReconcilerError", "exceeded quota")
                               << Stage::Coming << u"cannot make its pod: exceeded quota"_s;
        QTest::addRow("no pool") << ready("False", "WarmPoolNotFound",
                                          "SandboxWarmPool x not found")
                                 << Stage::Failed << u"pool is missing: SandboxWarmPool x"_s;
        QTest::addRow("no template") << ready("False", "TemplateNotFound", "desktop not found")
                                     << Stage::Failed << u"template is missing"_s;
        QTest::addRow("refused") << ready("False", "InvalidMetadata", "label") << Stage::Failed
                                 << u"refuses it: label"_s;
        QTest::addRow("expired") << ready("False", "ClaimExpired", "Claim expired.") << Stage::Over
                                 << u"time is over"_s;
        QTest::addRow("a reason of a later release")
            << ready("False", "Whatever", "comes next") << Stage::Coming << u"comes next"_s;
    }
    void tellsWhatItsStatusMeans()
    {
        QFETCH(QByteArray, status);
        QFETCH(Stage, stage);
        QFETCH(QString, words);
        const ClaimState state = claimState(claimFrom(fromQuotes("{'status':") + status + "}"));
        QCOMPARE(state.stage, stage);
        QVERIFY2(state.words.contains(words), qPrintable(state.words));
    }

    void isReadyWithAnAddressWhateverElseIsSaid()
    {
        const ClaimState state = claimState(claimFrom(fromQuotes(
            "{'metadata':{'name':'x'},'status':{'sandbox':{'name':'pool-7','podIPs':['10.1.2.3','"
            "fd00::1']},'conditions':[{'type':'Suspended','status':'True','reason':'PodTerminated'}"
            ",{'type':'Ready','status':'True','reason':'DependenciesReady'}]}}")));
        QCOMPARE(state.stage, Stage::Ready);
        QCOMPARE(state.address, u"10.1.2.3"_s);
        QCOMPARE(state.sandbox, u"pool-7"_s);
    }

    void isOverWhileItIsBeingDeleted()
    {
        const ClaimState state = claimState(claimFrom(fromQuotes(
            "{'metadata':{'deletionTimestamp':'2026-11-30T08:00:00Z'},'status':{'sandbox':{'podIPs'"
            ":['10.1.2.3']},'conditions':[{'type':'Ready','status':'True'}]}}")));
        QCOMPARE(state.stage, Stage::Over);
    }

    void makesNothingOfNonsense()
    {
        for (const QByteArray &text :
             {fromQuotes("{'status':7}"), fromQuotes("{'status':{'conditions':{'a':1}}}"),
              fromQuotes("{'status':{'conditions':[3,null]}}"),
              QByteArray(fromQuotes("{'status':{'sandbox':{'podIPs':[4]},'conditions':[{'type':'"
                                    "Ready','status':true}]}}"))})
            QCOMPARE(claimState(claimFrom(text)).stage, Stage::Coming);
    }
};

PILOTHOUSE_UNIT_TEST(TestClaim)
#include "tst_claim.moc"
