#include "kubernetes/claim_watch.h"
#include "kubernetes/kube_client.h"
#include "support/eventually.h"
#include "support/fake_clock.h"
#include "support/scripted_http.h"
#include "support/unit_test.h"
#include "written_json.h"

#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray claimList(const QByteArray &version, const QByteArray &items = {})
{
    return fromQuotes("{'metadata':{'resourceVersion':'") + version + fromQuotes("'},'items':[") +
           items + "]}";
}

QByteArray claimNamed(const QByteArray &name, const QByteArray &version)
{
    return fromQuotes("{'metadata':{'name':'") + name + fromQuotes("','resourceVersion':'") +
           version + fromQuotes("'}}");
}

QByteArray watchEvent(const QByteArray &type, const QByteArray &object)
{
    return fromQuotes("{'type':'") + type + fromQuotes("','object':") + object + "}\n";
}

} // namespace

class TestKubeClient : public QObject
{
    Q_OBJECT
    using Answer = ScriptedHttp::Answer;
private slots:
    void waitsForAsLongAsItIsTold_data()
    {
        using Pause = std::optional<std::chrono::milliseconds>;
        QTest::addColumn<int>("attempt");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<Pause>("pause");
        QTest::addRow("too many") << 1 << 429 << QByteArray("3") << Pause(3s);
        QTest::addRow("too many, at once") << 1 << 429 << QByteArray("0") << Pause(100ms);
        QTest::addRow("too many, for ever") << 1 << 429 << QByteArray("86400") << Pause(30s);
        QTest::addRow("too many, no time") << 1 << 429 << QByteArray() << Pause(400ms);
        QTest::addRow("too many, a date")
            << 2 << 503 << QByteArray("Mon, 30 Nov 2026 08:00:00 GMT") << Pause(800ms);
        QTest::addRow("no answer") << 3 << 0 << QByteArray() << Pause(1600ms);
        QTest::addRow("no answer, again and again") << 5 << 0 << QByteArray() << Pause();
        QTest::addRow("no") << 1 << 403 << QByteArray("1") << Pause();
        QTest::addRow("it is there") << 1 << 409 << QByteArray() << Pause();
    }
    void waitsForAsLongAsItIsTold()
    {
        QFETCH(int, attempt);
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        QFETCH(std::optional<std::chrono::milliseconds>, pause);
        QVERIFY(pauseBefore(attempt, status, header) == pause);
    }

    void sendsAMergePatch()
    {
        m_api->then(Answer::text(200, fromQuotes("{'ok':true}")));
        const KubeRequest request{.method = "PATCH",
                                  .target = claimsPath(u"desktops"_s, u"a"_s),
                                  .body = QJsonObject{{u"spec"_s, 1}}};
        const auto answer = ended(m_client->ask(request, {}));
        QVERIFY(answer && answer->value("ok"_L1).toBool());
        const ScriptedHttp::Request &sent = m_api->requests().constFirst();
        QCOMPARE(sent.headers.value("content-type"), QByteArray("application/merge-patch+json"));
        QCOMPARE(sent.body, fromQuotes("{'spec':1}"));
        QVERIFY(sent.line.startsWith("PATCH /apis/extensions.agents.x-k8s.io/v1beta1/namespaces/"
                                     "desktops/sandboxclaims/a "));
    }

    void asksAgainWhereTheApiHasTooMuchToDo()
    {
        m_api->then(Answer::text(429, "{}", {"Retry-After: 7"}));
        m_api->then(Answer::hangUp());
        m_api->then(Answer::text(200, fromQuotes("{'ok':true}")));
        const auto before = m_clock.elapsed();
        QVERIFY(ended(m_client->ask({.target = u"/x"_s}, {})));
        QCOMPARE(m_api->requests().size(), 3);
        QVERIFY(m_clock.elapsed() - before >= 7s);
    }

    void tellsWhyInTheWordsOfTheApi()
    {
        m_api->then(Answer::text(403, fromQuotes("{'message':'sandboxclaims is forbidden'}")));
        const auto answer = ended(m_client->ask({.target = u"/x"_s}, {}));
        QCOMPARE(answer.error().code, Errc::Denied);
        QVERIFY(answer.error().message.contains(u"sandboxclaims is forbidden"_s));
        QVERIFY(!answer.error().message.contains(u"a secret"_s));
    }

    void followsWhatChangesAndListsAgainWhereThatIsNotKnown()
    {
        m_api->then(Answer::text(200, claimList("10", claimNamed("a", "4"))));
        m_api->then(Answer::stream(
            watchEvent("ADDED", claimNamed("b", "11")) +
            watchEvent("DELETED", claimNamed("a", "12")) +
            watchEvent("BOOKMARK", fromQuotes("{'metadata':{'resourceVersion':'20'}}"))));
        m_api->then(
            Answer::stream(watchEvent("ERROR", fromQuotes("{'code':410,'message':'too old'}"))));
        m_api->then(Answer::text(200, claimList("40", claimNamed("c", "33"))));
        m_api->then(Answer::silence());
        ClaimWatch watch(*m_client);
        watch.start();

        passUntil([&] { return m_api->requests().size() == 5; });

        QCOMPARE(watch.claims().keys(), QStringList{u"c"_s});
        const auto line = [this](int at) { return m_api->requests().at(at).line; };
        QVERIFY(line(1).contains("watch=true"));
        QVERIFY(line(1).contains("resourceVersion=10 "));
        QVERIFY(line(2).contains("resourceVersion=20 "));
        QVERIFY(!line(3).contains("watch"));
        QVERIFY(line(4).contains("resourceVersion=40 "));
        ended(watch.stop());
    }

    void keepsWhatItKnowsWhileTheApiIsAway()
    {
        m_api->then(Answer::text(200, claimList("10", claimNamed("a", "4"))));
        for (int i = 0; i < 3; ++i)
            m_api->then(Answer::hangUp());
        m_api->then(Answer::silentStream(watchEvent("ADDED", claimNamed("b", "11"))));
        ClaimWatch watch(*m_client);
        watch.start();
        passUntil([&] { return watch.claims().size() == 2; });
        QVERIFY(m_api->requests().at(4).line.contains("resourceVersion=10 "));
        ended(watch.stop());
    }

    void readsAListInPages()
    {
        m_api->then(Answer::text(
            200, fromQuotes("{'metadata':{'resourceVersion':'9','continue':'x=='},'items':[") +
                     claimNamed("a", "1") + "]}"));
        m_api->then(Answer::text(200, claimList("9", claimNamed("b", "2"))));
        m_api->then(Answer::silence());
        ClaimWatch watch(*m_client);
        watch.start();
        passUntil([&] { return m_api->requests().size() == 3; });
        QCOMPARE(watch.claims().size(), 2);
        QVERIFY(m_api->requests().at(1).line.contains("continue=x%3D%3D"));
        ended(watch.stop());
    }

    void init()
    {
        m_api = std::make_unique<ScriptedHttp>();
        ClusterAccess access{.server = QUrl(m_api->baseUrl()), .space = u"desktops"_s};
        access.token = "a secret";
        m_client = std::make_unique<KubeClient>(access, m_clock);
    }

private:
    /// Time goes on five times as fast meanwhile.
    template <typename Done> void passUntil(Done done)
    {
        QTimer ticks;
        ticks.callOnTimeout([this] { m_clock.advance(50ms); });
        ticks.start(10ms);
        QVERIFY(eventually(done));
    }
    template <typename T> T ended(QCoro::Task<T> task)
    {
        std::optional<T> result;
        auto waiting = [](QCoro::Task<T> each, std::optional<T> &into) -> QCoro::Task<> {
            into = co_await std::move(each);
        }(std::move(task), result);
        passUntil([&] { return result.has_value(); });
        return *result;
    }
    void ended(QCoro::Task<> task)
    {
        bool isDone = false;
        auto waiting = [](QCoro::Task<> each, bool &done) -> QCoro::Task<> {
            co_await std::move(each);
            done = true;
        }(std::move(task), isDone);
        passUntil([&] { return isDone; });
    }

    FakeClock m_clock;
    std::unique_ptr<ScriptedHttp> m_api;
    std::unique_ptr<KubeClient> m_client;
};

PILOTHOUSE_UNIT_TEST(TestKubeClient)
#include "tst_kube_client.moc"
