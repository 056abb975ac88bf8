// kill -9 while sessions run and are watched: nothing that anybody saw is lost.
#include "recording_viewer.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int kSessions = 3;

/// Work for some seconds, with many events.
QByteArray busyMessage()
{
    QStringList lines;
    for (int i = 0; i < 100; ++i)
        lines.append(u"run echo %1"_s.arg(i));
    return QJsonDocument(QJsonObject{{u"message"_s, lines.join(u'\n')}}).toJson();
}

/// All stored events of a session, in the order of their pages.
QList<QJsonObject> storedEvents(RunningServer &server, const QString &session)
{
    QList<QJsonObject> events;
    QJsonObject page{{u"more"_s, true}};
    while (page.value(u"more"_s).toBool()) {
        page = server
                   .ask("GET",
                        u"/sessions/%1/events?format=json&limit=1000&after=%2"_s.arg(session).arg(
                            events.size()))
                   .object();
        for (const QJsonValue &event : page.value(u"events"_s).toArray())
            events.append(event.toObject());
    }
    return events;
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        for (int i = 0; i < kSessions; ++i)
            m_sessions.append(m_server.newSession());
    }

    void losesNothingThatAnybodySaw_data()
    {
        QTest::addColumn<int>("moment"); // milliseconds after all sessions have begun
        auto *random = QRandomGenerator::global();
        for (int round = 1; round <= 3; ++round) {
            const int moment = random->bounded(1500);
            QTest::addRow("round %d, after %d ms", round, moment) << moment;
        }
    }
    void losesNothingThatAnybodySaw()
    {
        QFETCH(int, moment);
        std::vector<std::unique_ptr<RecordingViewer>> viewers;
        for (const QString &session : m_sessions) {
            viewers.push_back(std::make_unique<RecordingViewer>(m_server, session));
            const QString target = u"/sessions/%1/messages"_s.arg(session);
            QCOMPARE(m_server.status("POST", target, busyMessage()), 202);
        }
        for (const auto &viewer : viewers)
            QTRY_VERIFY_WITH_TIMEOUT(hasToolResult(*viewer), 60'000);
        QTest::qWait(moment); // any moment will do

        m_server.process.kill();
        m_server.process.wait();
        QTRY_COMPARE(m_server.process.leftovers(), QStringList());
        QVERIFY(m_server.start());
        for (int i = 0; i < kSessions; ++i)
            compare(*viewers.at(size_t(i)), m_sessions.at(i));
    }

    void goesOnWithEachConversation()
    {
        for (const QString &session : m_sessions) {
            const QString target = u"/sessions/%1/messages"_s.arg(session);
            QCOMPARE(m_server.status("POST", target, R"({"message":"say Still here"})"), 202);
        }
        for (const QString &session : m_sessions)
            QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(session), u"completed"_s, 60'000);
    }

private:
    bool hasToolResult(const RecordingViewer &viewer) const
    {
        return !viewer.events.isEmpty() &&
               std::any_of(viewer.events.begin(), viewer.events.end(),
                           [this](const QJsonObject &event) { return isNewToolResult(event); });
    }
    // Of this round's run: what older rounds did was seen before.
    bool isNewToolResult(const QJsonObject &event) const
    {
        const QString session = event.value(u"session_id"_s).toString();
        return event.value(u"type"_s) == u"tool_result"_s &&
               event.value(u"seq"_s).toInteger() > m_stored.value(session);
    }

    void compare(const RecordingViewer &viewer, const QString &session)
    {
        const QList<QJsonObject> stored = storedEvents(m_server, session);
        for (qsizetype i = 0; i < stored.size(); ++i)
            QCOMPARE(stored.at(i).value(u"seq"_s).toInteger(), i + 1);
        QVERIFY(viewer.isGapless());
        QVERIFY(viewer.last() <= stored.size());
        for (const QJsonObject &seen : viewer.events)
            QCOMPARE(stored.at(seen.value(u"seq"_s).toInteger() - 1), seen);
        const QJsonObject end = stored.last().value(u"content"_s).toObject();
        QCOMPARE(end.value(u"outcome"_s).toString(), u"interrupted"_s);
        QCOMPARE(m_server.sessionStatus(session), u"interrupted"_s);
        m_stored.insert(session, stored.size());
    }

    RunningServer m_server;
    QStringList m_sessions;
    QHash<QString, qint64> m_stored; ///< events at the end of the last round
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
