// The window calls whoever looks elsewhere, by notifications of their desktop, and is answered
// there.
#include "e2e/running_server.h"
#include "window/notification_host.h"
#include "window/persons_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestWindowCalls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({u"--approval"_s, u"all"_s}));
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
        QVERIFY(m_host.start(m_desk.bus()));
        m_session = m_server.newSession();
        m_window = std::make_unique<OpenWindow>(
            m_desk.open({u"--connect"_s,
                         m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token)}));
        QVERIFY(m_window->comesToShow(u"What should the agent do?"_s));
    }

    void isSilentWhileItIsInFront()
    {
        m_window->toFront();
        say(u"run echo seen"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->title().startsWith(u"(1) "_s), kPatience);
        decide(u"deny"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->title().startsWith(u"(1) "_s), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
        QVERIFY(m_window->comesToShow(u"Done"_s)); // it has heard of it, too
        QCOMPARE(m_host.count(), 0U);
    }

    void tellsWhatTheAgentAsks()
    {
        m_desk.screen().launch(u"xterm"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isInFront(), kPatience);
        say(u"run echo '<b>allowed</b>' > allowed.txt"_s);
        QTRY_VERIFY_WITH_TIMEOUT(asks(), kPatience);
        const ShownNote note = m_host.notes().constFirst();
        QVERIFY2(note.text.contains(u"&lt;b&gt;allowed"_s), qPrintable(note.text)); // no markup
        QVERIFY(note.isUrgent);
        QStringList words;
        for (qsizetype at = 1; at < note.actions.size(); at += 2)
            words.append(note.actions.at(at));
        QCOMPARE(words, QStringList({u"Open"_s, u"Allow"_s, u"Deny"_s}));
    }

    void isAllowedFromTheNotification()
    {
        QVERIFY(m_host.press(m_host.notes().constFirst(), u"allow "_s));
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
        QCOMPARE(decisions(), QStringList({u"deny"_s, u"allow"_s}));
    }

    void tellsThatItIsDone()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_host.notes().size(), 1, kPatience);
        QCOMPARE(m_host.notes().constFirst().title, u"Done"_s);
        QVERIFY(!m_host.notes().constFirst().isUrgent);
    }

    void isDeniedFromTheNotification()
    {
        say(u"run echo two"_s);
        QTRY_VERIFY_WITH_TIMEOUT(asks(), kPatience);
        QVERIFY(m_host.press(m_host.notes().constFirst(), u"deny "_s));
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
        QCOMPARE(decisions(), QStringList({u"deny"_s, u"allow"_s, u"deny"_s}));
    }

    /// However fast one comes after the other: the list of sessions is told once a second.
    void tellsOfEachQuestionOfARow()
    {
        say(u"run echo three\nrun echo four"_s);
        QTRY_VERIFY_WITH_TIMEOUT(asks(u"three"_s), kPatience);
        decide(u"allow"_s);
        QTRY_VERIFY_WITH_TIMEOUT(asks(u"four"_s), kPatience);
        decide(u"allow"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
    }

    void takesItsNotificationsWithIt()
    {
        say(u"run echo five"_s);
        QTRY_VERIFY_WITH_TIMEOUT(asks(u"five"_s), kPatience);
        QCOMPARE(m_window->complaints(), QByteArray());
        QVERIFY(m_window->quit());
        QTRY_COMPARE_WITH_TIMEOUT(m_host.notes().size(), 0, kPatience);
    }

private:
    void say(const QString &words)
    {
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(m_session),
                                 QJsonDocument(QJsonObject{{u"message"_s, words}}).toJson()),
                 202);
    }
    /// Past the window, at the server.
    void decide(const QString &decision)
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"awaiting_approval"_s,
                                  kPatience);
        const QString call = contents(u"approval_request"_s).last()[u"tool_use_id"_s].toString();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/approvals/%2"_s.arg(m_session, call),
                                 QJsonDocument(QJsonObject{{u"decision"_s, decision}}).toJson()) /
                     100,
                 2);
    }
    bool isOver() { return m_server.sessionStatus(m_session) == "completed"_L1; }
    bool asks(const QString &about = {}) const
    {
        return m_host.notes().size() == 1 &&
               m_host.notes().constFirst().title == u"The agent asks"_s &&
               m_host.notes().constFirst().text.contains(about);
    }
    QList<QJsonObject> contents(const QString &type)
    {
        QList<QJsonObject> found;
        const auto path = u"/sessions/%1/events?format=json"_s.arg(m_session);
        for (const auto &event : m_server.ask("GET", path)[u"events"_s].toArray())
            if (event[u"type"_s] == type)
                found.append(event[u"content"_s].toObject());
        return found;
    }
    QStringList decisions()
    {
        QStringList made;
        for (const QJsonObject &each : contents(u"approval_decision"_s))
            made.append(each[u"decision"_s].toString());
        return made;
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    NotificationHost m_host;
    std::unique_ptr<OpenWindow> m_window;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestWindowCalls)
#include "tst_window_calls.moc"
