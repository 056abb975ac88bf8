// One server and three nodes in networks of their own; cables are pulled and processes killed at
// random moments while sessions work. Four rounds, one of each kind; a hundred with
// PILOTHOUSE_TEST_RARE=1. PILOTHOUSE_TORN_ROUNDS, _SESSIONS and _CUT (seconds) change that.
#include "../recording_viewer.h"
#include "name_spaces.h"
#include "running_node.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int kNodes = 3;
constexpr int kLease = 5;  // seconds
constexpr int kCalls = 12; // of a session in a round

int wanted(const char *name, int otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : otherwise;
}

int rounds()
{
    return wanted("PILOTHOUSE_TORN_ROUNDS",
                  qEnvironmentVariableIntValue("PILOTHOUSE_TEST_RARE") ? 100 : 4);
}

} // namespace

class TestTornNetworks : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (const QString trouble = m_spaces.make(kNodes); !trouble.isEmpty())
            QSKIP(qPrintable(u"Networks of its own cannot be made here: "_s + trouble));
        for (int i = 0; i < kNodes; ++i) {
            m_nodes[i].process.becoming = m_spaces.entering(i);
            QVERIFY(startNode(i));
        }
        QVERIFY(startServer());
        for (int i = 0; i < wanted("PILOTHOUSE_TORN_SESSIONS", 6); ++i)
            m_sessions.append(m_server.newSession());
    }

    void keepsWhatItPromises_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint32>("seed");
        const QStringList kinds{u"the cable is out for 1 s"_s, u"the server is killed"_s,
                                u"a node is killed"_s, u"the cable is out for 10 s"_s};
        for (int round = 0; round < rounds(); ++round) {
            const quint32 seed = QRandomGenerator::global()->generate();
            const int kind = round % int(kinds.size());
            QTest::addRow("round %d, %s, seed %u", round + 1, qPrintable(kinds[kind]), seed)
                << kind << seed;
        }
    }
    void keepsWhatItPromises()
    {
        QFETCH(int, kind);
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        ++m_round;
        watch();
        for (const QString &session : std::as_const(m_sessions))
            QCOMPARE(m_server.send(session, task(session)), 202);
        QTest::qWait(int(random.bounded(200, 3'000)));

        tear(kind, int(random.bounded(kNodes)));

        for (const QString &session : std::as_const(m_sessions))
            QTRY_VERIFY2_WITH_TIMEOUT(isAtRest(session),
                                      qPrintable(m_server.sessionStatus(session)), 120'000);
        for (const QString &session : std::as_const(m_sessions))
            ++m_ends[m_server.sessionStatus(session)];
        for (int i = 0; i < m_sessions.size(); ++i)
            compare(i);
        checkCalls();
        QTRY_COMPARE_WITH_TIMEOUT(twice(), QStringList(), (kLease + 5) * 1000);
    }

    void everySessionGoesOn()
    {
        ++m_round;
        for (const QString &session : std::as_const(m_sessions))
            QCOMPARE(m_server.send(session, u"run echo still here"_s), 202);
        for (const QString &session : std::as_const(m_sessions))
            QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(session), u"completed"_s, 60'000);
        qInfo() << m_round - 1 << "rounds," << m_calls << "calls that were told of, each done once;"
                << "runs ended" << m_ends;
    }

    void noDesktopOutlivesItsLease()
    {
        m_server.process.kill();
        m_server.process.wait();
        for (RunningNode &node : m_nodes)
            QTRY_COMPARE_WITH_TIMEOUT(node.running(), 0, (kLease + 10) * 1000);
        for (RunningNode &node : m_nodes)
            QTRY_COMPARE(node.process.leftovers().size(), 1);
    }

private:
    bool startNode(int i)
    {
        m_nodes[i].hangUp();
        return m_nodes[i].start({u"--host"_s, NameSpaces::address(i), u"--node-plain"_s,
                                 u"--max-sessions"_s, u"200"_s});
    }
    bool startServer()
    {
        m_server.hangUp();
        QStringList urls;
        for (const RunningNode &node : m_nodes)
            urls.append(node.name());
        return m_server.startWith(urls, {u"--node-lease"_s, QString::number(kLease),
                                         u"--node-plain"_s, u"--max-sessions"_s, u"500"_s});
    }
    void watch()
    {
        m_viewers.clear();
        for (const QString &session : std::as_const(m_sessions))
            m_viewers.push_back(std::make_unique<RecordingViewer>(m_server, session));
    }
    /// Each call leaves a line that no other one leaves.
    QString task(const QString &session) const
    {
        QStringList lines;
        for (int i = 0; i < kCalls; ++i)
            lines.append(u"run echo %1-%2-%3 | tee -a log; sleep 0.2"_s.arg(m_round)
                             .arg(session.left(8))
                             .arg(i));
        return lines.join(u'\n');
    }
    void tear(int kind, int node)
    {
        const int seconds = kind == 0 ? 1 : wanted("PILOTHOUSE_TORN_CUT", 10);
        switch (kind) {
        case 1:
            m_server.process.kill();
            m_server.process.wait();
            QVERIFY(startServer());
            break;
        case 2:
            m_nodes[node].process.kill();
            m_nodes[node].process.wait();
            QVERIFY(startNode(node));
            break;
        default:
            m_spaces.cut(node);
            QTest::qWait(seconds * 1000);
            m_spaces.mend(node);
        }
    }
    bool isAtRest(const QString &session)
    {
        const QString status = m_server.sessionStatus(session);
        return !status.isEmpty() && status != "running"_L1;
    }

    QList<QJsonObject> storedEvents(const QString &session)
    {
        QList<QJsonObject> events;
        QJsonObject page{{u"more"_s, true}};
        while (page.value(u"more"_s).toBool()) {
            const QString target = u"/sessions/%1/events?format=json&limit=1000&after=%2"_s;
            page = m_server.ask("GET", target.arg(session).arg(events.size())).object();
            for (const QJsonValue &event : page.value(u"events"_s).toArray())
                events.append(event.toObject());
        }
        return events;
    }
    /// What a viewer saw is what is stored.
    void compare(int index)
    {
        const QString session = m_sessions.at(index);
        const QList<QJsonObject> stored = storedEvents(session);
        const RecordingViewer &viewer = *m_viewers.at(size_t(index));
        QVERIFY(viewer.isGapless());
        QVERIFY(viewer.last() > 0);
        QVERIFY(viewer.last() <= stored.size());
        for (const QJsonObject &seen : viewer.events)
            QCOMPARE(stored.at(seen.value(u"seq"_s).toInteger() - 1), seen);
        m_events.insert(session, stored);
    }
    /// Lines that calls have left on any node.
    QHash<QString, int> linesOf(const QString &session) const
    {
        QHash<QString, int> lines;
        for (const RunningNode &node : m_nodes) {
            QFile log(node.process.folder() + u"/data/homes/%1/log"_s.arg(session));
            if (log.open(QIODevice::ReadOnly))
                for (const QByteArray &line : log.readAll().split('\n'))
                    if (!line.isEmpty())
                        ++lines[QString::fromUtf8(line)];
        }
        return lines;
    }
    void checkCalls()
    {
        for (const QString &session : std::as_const(m_sessions)) {
            const QHash<QString, int> lines = linesOf(session);
            for (auto line = lines.begin(); line != lines.end(); ++line)
                QVERIFY2(line.value() == 1, qPrintable(line.key() + u" was done twice"_s));
            for (const QJsonObject &event : m_events.value(session))
                checkResult(event, lines);
        }
    }
    /// A call whose result is stored has been done.
    void checkResult(const QJsonObject &event, const QHash<QString, int> &lines)
    {
        const QJsonObject content = event.value(u"content"_s).toObject();
        if (event.value(u"type"_s) != u"tool_result"_s)
            return;
        const QString mark =
            u"%1-%2-"_s.arg(m_round).arg(event[u"session_id"_s].toString().left(8));
        const QString text = content.value(u"text"_s).toString();
        if (!text.startsWith(mark))
            return;
        ++m_calls;
        QVERIFY2(lines.contains(text.section(u'\n', 0, 0).trimmed()), qPrintable(text));
    }
    /// Sessions with a desktop on more than one node.
    QStringList twice()
    {
        QStringList all;
        for (RunningNode &node : m_nodes)
            for (const QJsonValue &each : node.ask("GET", u"/node"_s)[u"desktops"_s].toArray())
                all.append(each.toString());
        QStringList found;
        for (const QString &each : std::as_const(all))
            if (all.count(each) > 1)
                found.append(each);
        return found;
    }

    NameSpaces m_spaces;
    RunningNode m_nodes[kNodes];
    ServerOfNodes m_server;
    QStringList m_sessions;
    std::vector<std::unique_ptr<RecordingViewer>> m_viewers;
    QHash<QString, QList<QJsonObject>> m_events;
    int m_round = 0;
    int m_calls = 0;
    QMap<QString, int> m_ends; ///< of runs
};

QTEST_GUILESS_MAIN(TestTornNetworks)
#include "tst_torn_networks.moc"
