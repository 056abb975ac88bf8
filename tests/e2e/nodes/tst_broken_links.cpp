// A link that breaks at random moments: nothing is done twice, nothing is lost.
#include "cut_proxy.h"
#include "running_node.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

class TestBrokenLinks : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_node.start());
        m_proxy = std::make_unique<CutProxy>(m_node.port());
        QVERIFY(m_server.startWith({m_proxy->url()}, {u"--node-lease"_s, u"30"_s}));
        m_session = m_server.newSession();
        work(u"run true"_s);
    }

    void carriesEachCallOutOnceWhateverBreaks_data()
    {
        QTest::addColumn<quint32>("seed");
        for (int round = 1; round <= 3; ++round) {
            const quint32 seed = QRandomGenerator::global()->generate();
            QTest::addRow("round %d, seed %u", round, seed) << seed;
        }
    }
    void carriesEachCallOutOnceWhateverBreaks()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        constexpr int kCalls = 25;
        QStringList lines{u"run rm -f log"_s};
        for (int i = 1; i <= kCalls; ++i)
            lines.append(u"run echo call %1 >> log; sleep 0.0%2"_s.arg(i).arg(random.bounded(10)));
        lines.append(
            u"run echo \"$(wc -l < log) lines, $(sort -u log | wc -l) of them different\""_s);
        const int before = m_proxy->cuts;

        QCOMPARE(m_server.send(m_session, lines.join(u'\n')), 202);
        for (int wait = 0; wait < 1200 && m_server.sessionStatus(m_session) == "running"_L1;
             ++wait) {
            QTest::qWait(int(random.bounded(20, 300)));
            m_proxy->cut();
        }

        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, 60'000);
        QVERIFY(m_proxy->cuts > before + 3);
        const QByteArray told =
            QByteArray::number(kCalls) + " lines, " + QByteArray::number(kCalls) + " of them";
        QVERIFY2(m_server.stored(m_session).contains(told),
                 m_server.stored(m_session).right(3000).constData());
    }

    void fetchesTheResultOfACallThatEndedWhileTheNodeWasAway()
    {
        QCOMPARE(m_server.send(m_session, u"run sleep 1; echo it went on"_s), 202);
        QTRY_VERIFY(m_server.stored(m_session).contains("it went on"));
        QTest::qWait(300);
        m_proxy->close();
        QTest::qWait(3'000);
        QCOMPARE(m_server.sessionStatus(m_session), u"running"_s);
        m_proxy->mend();
        QTRY_COMPARE(m_server.sessionStatus(m_session), u"completed"_s);
        QVERIFY(m_server.stored(m_session).contains("\"text\":\"it went on"));
    }

    void stopsARunAtOnceWhileTheNodeIsAway()
    {
        QCOMPARE(m_server.send(m_session, u"run sleep 40; touch too-late"_s), 202);
        QTest::qWait(500);
        m_proxy->close();
        QTest::qWait(300);
        QCOMPARE(m_server.status("POST", u"/sessions/%1/interrupt"_s.arg(m_session)), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"interrupted"_s, 3'000);
        m_proxy->mend();
        work(u"run pgrep -c sleep || echo nothing sleeps"_s);
        QVERIFY(m_server.stored(m_session).contains("nothing sleeps\\n") ||
                m_server.stored(m_session).contains("0\\nnothing sleeps"));
    }

    void losesADesktopThatStaysAwayForItsLease()
    {
        m_proxy->close();
        QTRY_VERIFY_WITH_TIMEOUT(m_server.stored(m_session).contains("\"reason\":\"lost\""),
                                 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_node.running(), 0, 60'000);
        QCOMPARE(m_server.send(m_session, u"run true"_s), 202);
        QTRY_COMPARE(m_server.sessionStatus(m_session), u"error"_s);
        QVERIFY(m_server.stored(m_session).contains("No node has a desktop for this session"));
    }

private:
    void work(const QString &text)
    {
        QCOMPARE(m_server.send(m_session, text), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, 60'000);
    }

    RunningNode m_node;
    std::unique_ptr<CutProxy> m_proxy;
    ServerOfNodes m_server;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestBrokenLinks)
#include "tst_broken_links.moc"
