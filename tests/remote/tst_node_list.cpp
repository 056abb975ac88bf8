#include "remote/node_list.h"
#include "support/fake_clock.h"
#include "support/scripted_http.h"
#include "support/unit_test.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kSession{u"11111111-1111-4111-8111-111111111111"_s};
const QByteArray kRemoval =
    "DELETE /desktops/11111111-1111-4111-8111-111111111111?fence=7 HTTP/1.1";

/// A port at which nobody listens.
quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

class TestNodeList : public QObject
{
    Q_OBJECT
private slots:
    void deletesOnAllNodes()
    {
        ScriptedHttp a;
        ScriptedHttp b;
        a.then(ScriptedHttp::Answer::text(204, {}));
        b.then(ScriptedHttp::Answer::text(204, {}));
        const auto nodes = open({a.baseUrl(), b.baseUrl()});

        QVERIFY(QCoro::waitFor(nodes->forget(kSession)));

        QCOMPARE(lines(a), QByteArrayList{kRemoval});
        QCOMPARE(lines(b), QByteArrayList{kRemoval});
        QVERIFY(!m_clock.isAwaited());
    }

    void isNotHeldUpByANodeThatIsAwayAndClearsItWhenItIsBack()
    {
        ScriptedHttp here;
        here.then(ScriptedHttp::Answer::text(204, {}));
        const quint16 port = freePort();
        const auto nodes = open({here.baseUrl(), u"http://127.0.0.1:%1"_s.arg(port)});

        QVERIFY(QCoro::waitFor(nodes->forget(kSession)));
        QCOMPARE(lines(here), QByteArrayList{kRemoval});

        ScriptedHttp back(port);
        back.then(ScriptedHttp::Answer::text(204, {}));
        m_clock.advance(std::chrono::seconds(11));
        QTRY_COMPARE(lines(back), QByteArrayList{kRemoval});
        QTRY_VERIFY(!m_clock.isAwaited());
        QCoro::waitFor(nodes->stop());
    }

    void remembersWhatItOwesOverARestart()
    {
        const quint16 port = freePort();
        const QString url = u"http://127.0.0.1:%1"_s.arg(port);
        {
            const auto nodes = open({url});
            QVERIFY(QCoro::waitFor(nodes->forget(kSession)));
            QCoro::waitFor(nodes->stop());
        }
        ScriptedHttp back(port);
        back.then(ScriptedHttp::Answer::text(204, {}));

        const auto nodes = open({url});

        m_clock.advance(std::chrono::seconds(11));
        QTRY_COMPARE(lines(back), QByteArrayList{kRemoval});
        QTRY_VERIFY(!m_clock.isAwaited());
        QCoro::waitFor(nodes->stop());
        const auto later = open({url});
        QVERIFY(!m_clock.isAwaited()); // nothing is owed any more
    }

    void tellsOfANodeThatRefuses()
    {
        ScriptedHttp node;
        node.then(ScriptedHttp::Answer::text(409, R"({"detail":"A newer server has it."})"));
        const auto nodes = open({node.baseUrl()});

        const auto forgotten = QCoro::waitFor(nodes->forget(kSession));

        QCOMPARE(forgotten.error().code, Errc::Conflict);
        QVERIFY(forgotten.error().message.contains(u"A newer server has it"_s));
        QVERIFY(!m_clock.isAwaited());
    }

    void waitsLessForANodeThatWasSilent()
    {
        ScriptedHttp node;
        for (int i = 0; i < 3; ++i)
            node.then(ScriptedHttp::Answer::silence());
        const auto nodes = open({node.baseUrl()});

        QCOMPARE(patienceWith(node, *nodes), 5);
        QCOMPARE(patienceWith(node, *nodes), 1);
        m_clock.advance(std::chrono::seconds(30)); // long ago: it may only have been slow
        QCOMPARE(patienceWith(node, *nodes), 5);
    }

    void init() { QFile::remove(m_data.filePath(u"removals-on-nodes"_s)); }

private:
    std::unique_ptr<NodePlaces> open(const QStringList &urls)
    {
        const NodeConfig config{.urls = urls, .token = u"a token of nodes"_s};
        auto nodes = NodeList::open(config, m_data.path(), 7, m_clock);
        return nodes ? *std::move(nodes) : nullptr;
    }
    /// In seconds.
    int patienceWith(const ScriptedHttp &node, NodePlaces &nodes)
    {
        const qsizetype before = node.requests().size();
        bool hasEnded = false;
        auto asked = nodes.reports({}).then([&hasEnded](const auto &) { hasEnded = true; });
        (void)QTest::qWaitFor([&] { return node.requests().size() > before; });
        int seconds = 0;
        for (; !hasEnded && seconds < 10; ++seconds)
            m_clock.advance(std::chrono::seconds(1));
        return seconds;
    }
    static QByteArrayList lines(const ScriptedHttp &node)
    {
        QByteArrayList all;
        for (const ScriptedHttp::Request &each : node.requests())
            all.append(each.line);
        return all;
    }

    QTemporaryDir m_data;
    FakeClock m_clock;
};

PILOTHOUSE_UNIT_TEST(TestNodeList)
#include "tst_node_list.moc"
