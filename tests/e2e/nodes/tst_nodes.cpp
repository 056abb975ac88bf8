// One server, two nodes, real desktops.
#include "running_node.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

class TestNodes : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_a.start());
        QVERIFY(m_b.start());
        QVERIFY(m_server.startWith({m_a.name(), m_b.name()}, {u"--node-lease"_s, u"4"_s}));
    }

    void doesATaskOverANode()
    {
        m_session = m_server.newSession();
        work(m_session, u"run echo across && pwd"_s);
        QVERIFY(m_server.stored(m_session).contains("\"text\":\"across"));
        QVERIFY(m_server.hasDesktop(m_session));
        QCOMPARE(m_a.running() + m_b.running(), 1);
        // Nothing of the desktop is a process of the server.
        QCOMPARE(m_server.process.leftovers().size(), 1);
    }

    void showsItsScreen()
    {
        work(m_session, u"screenshot"_s);
        QVERIFY(m_server.stored(m_session).contains("\"images\":[{"));
        QCOMPARE(m_server.status("GET", u"/sessions/%1/screenshot"_s.arg(m_session)), 200);
    }

    void stopsACommandAtOnce()
    {
        QCOMPARE(m_server.send(m_session, u"run sleep 30477"_s), 202);
        QTRY_VERIFY(runs(QByteArray("sleep\0"
                                    "30477",
                                    11)));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/interrupt"_s.arg(m_session)), 202);
        QTRY_COMPARE(m_server.sessionStatus(m_session), u"interrupted"_s);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
        QTRY_VERIFY(!runs(QByteArray("sleep\0"
                                     "30477",
                                     11)));
    }

    void spreadsDesktopsOverTheNodes()
    {
        const QString other = m_server.newSession();
        work(other, u"run true"_s);
        QCOMPARE(m_a.running(), 1);
        QCOMPARE(m_b.running(), 1);
        QCOMPARE(m_server.status("DELETE", u"/sessions/"_s + other), 200);
        QTRY_COMPARE(m_a.running() + m_b.running(), 1);
    }

    void takesNoNewDesktopsWhereItIsDrained()
    {
        m_a.ask("POST", u"/node/drain"_s);
        const QString other = m_server.newSession();
        const int before = m_b.running();
        work(other, u"run true"_s);
        QCOMPARE(m_b.running(), before + 1);
        m_b.ask("POST", u"/node/drain"_s);
        const QString third = m_server.newSession();
        QCOMPARE(m_server.send(third, u"run true"_s), 202);
        QTRY_COMPARE(m_server.sessionStatus(third), u"error"_s);
        QVERIFY(m_server.stored(third).contains("it is drained"));
        for (RunningNode *node : {&m_a, &m_b})
            node->ask("DELETE", u"/node/drain"_s);
        QCOMPARE(m_server.status("DELETE", u"/sessions/"_s + other), 200);
    }

    void findsTheDesktopAgainAfterACrash_data()
    {
        QTest::addColumn<bool>("isCrash");
        QTest::addRow("kill -9") << true;
        QTest::addRow("a restart") << false;
    }
    void findsTheDesktopAgainAfterACrash()
    {
        QFETCH(bool, isCrash);
        work(m_session, u"run kept=\"in the shell\"; (xterm -T StaysHere >/dev/null 2>&1 &)"_s);

        if (isCrash)
            m_server.process.kill();
        else
            m_server.process.interrupt(SIGTERM);
        m_server.process.wait();
        m_server.hangUp();
        QVERIFY(m_server.startWith({m_a.name(), m_b.name()}, {u"--node-lease"_s, u"4"_s}));
        QTest::qWait(6'000); // longer than the lease: the server keeps it before anybody asks

        work(m_session, u"run echo \"still $kept\""_s);
        QVERIFY(m_server.stored(m_session).contains("\"text\":\"still in the shell"));
        const qsizetype before = m_server.stored(m_session).count("StaysHere");
        work(m_session, u"windows"_s);
        QVERIFY(m_server.stored(m_session).count("StaysHere") > before);
    }

    void tellsThatADesktopIsLostWithItsNodeAndGoesOnElsewhere()
    {
        RunningNode &its = m_a.running() > 0 ? m_a : m_b;
        its.process.kill();
        its.process.wait();

        QTRY_VERIFY_WITH_TIMEOUT(m_server.stored(m_session).contains("\"reason\":\"lost\""),
                                 30'000);
        QVERIFY(!m_server.hasDesktop(m_session));
        work(m_session, u"run echo \"and on $kept.\""_s);
        QVERIFY(m_server.stored(m_session).contains("\"text\":\"and on ."));
        QTRY_COMPARE(its.process.leftovers(), QStringList());
        QVERIFY(its.start());
    }

    void endsDesktopsOfAServerThatDoesNotComeBack()
    {
        QVERIFY(m_a.running() + m_b.running() > 0);
        m_server.process.kill();
        m_server.process.wait();
        QTRY_COMPARE_WITH_TIMEOUT(m_a.running() + m_b.running(), 0, 20'000);
        QTRY_COMPARE(m_a.process.leftovers().size(), 1);
        QTRY_COMPARE(m_b.process.leftovers().size(), 1);
    }

private:
    void work(const QString &session, const QString &text)
    {
        QCOMPARE(m_server.send(session, text), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(session), u"completed"_s, 60'000);
    }
    /// Whether a process of this machine has `words` in its command line.
    static bool runs(const QByteArray &words)
    {
        for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
            QFile commandLine(u"/proc/%1/cmdline"_s.arg(pid));
            if (commandLine.open(QIODevice::ReadOnly) && commandLine.readAll().startsWith(words))
                return true;
        }
        return false;
    }

    RunningNode m_a;
    RunningNode m_b;
    ServerOfNodes m_server;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestNodes)
#include "tst_nodes.moc"
