// One real desktop for two sessions.
#include "running_server.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestGivenUpDesktop : public QObject
{
    Q_OBJECT
private slots:
    void passesTheDesktopToWhoHasSomethingToDo()
    {
        QVERIFY(m_server.start({u"--max-sessions"_s, u"1"_s}));
        const QString first = m_server.newSession();
        send(first, u"run echo kept > note.txt"_s);
        QVERIFY(hasDesktop(first));
        const qsizetype ofOne = m_server.process.leftovers().size();

        const QString second = m_server.newSession();
        send(second, u"run true"_s);

        QVERIFY(!hasDesktop(first));
        QVERIFY(hasDesktop(second));
        QCOMPARE(m_server.sessionStatus(first), u"completed"_s);
        QVERIFY(stored(first).contains("desktop_given_up"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.process.leftovers().size(), ofOne, 20'000);
    }

    void bringsItBackWithItsFiles()
    {
        const QString first = m_server.ask("GET", u"/sessions"_s).array().at(1)[u"id"_s].toString();
        QVERIFY(!stored(first).contains("\"text\":\"kept"));
        send(first, u"run cat note.txt"_s);
        QVERIFY(hasDesktop(first));
        QVERIFY(stored(first).contains("\"text\":\"kept"));
    }

private:
    void send(const QString &session, const QString &text)
    {
        const QByteArray body = QJsonDocument(QJsonObject{{u"message"_s, text}}).toJson();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(session), body), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(session), u"completed"_s, 60'000);
    }
    bool hasDesktop(const QString &session)
    {
        return m_server.ask("GET", u"/sessions/"_s + session)[u"has_desktop"_s].toBool();
    }
    QByteArray stored(const QString &session)
    {
        const QString target = u"/sessions/%1/events?format=json&limit=1000"_s.arg(session);
        return m_server.ask("GET", target).toJson(QJsonDocument::Compact);
    }

    RunningServer m_server;
};

QTEST_GUILESS_MAIN(TestGivenUpDesktop)
#include "tst_given_up_desktop.moc"
