// The window while its server is away, and when that is back: killed, with another token, or gone
// for long.
#include "e2e/running_server.h"
#include "window/persons_desk.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

class TestWindowLoss : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_port = QUrl(m_server.url).port();
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
        m_window = std::make_unique<OpenWindow>(
            m_desk.open({u"--connect"_s,
                         m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token)}));
        QVERIFY(m_window->click(u"Message"_s));
        m_desk.type(u"open terminal\n"_s);
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.ask("GET", u"/sessions/"_s).array().size(), 1,
                                  kPatience);
        m_session = m_server.ask("GET", u"/sessions/"_s).array().at(0)[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
    }

    void saysWhatIsTheMatterWhileTheServerIsAway()
    {
        m_window->toFront();
        m_desk.press(u"ctrl+shift+n"_s); // the session in a window of its own, too
        QTRY_COMPARE_WITH_TIMEOUT(m_window->timesShown(u"Take the wheel"_s), 2, kPatience);
        kill();
        QVERIFY(m_window->comesToShow(u"The connection to the server is lost."_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->timesShown(u"Try again now"_s), 2, kPatience);
        m_desk.press(u"ctrl+w"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->timesShown(u"Try again now"_s), 1, kPatience);
        QVERIFY(m_window->shows(u"You said: open terminal"_s)); // what was there stays
        m_desk.shot(u"lost"_s);
    }

    void comesBackByItselfWithEveryEventOnce()
    {
        QVERIFY(m_server.start({u"--port"_s, QString::number(m_port)}));
        m_server.hangUp();
        // While the window may still wait for its next try:
        QCOMPARE(say(u"run echo away"_s), 202);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->shows(u"The connection to the server is lost."_s),
                                 kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->timesShown(u"You said: run echo away"_s), 1, kPatience);
        // The end of the task was read, too.
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
        m_desk.shot(u"back"_s);
    }

    void goesOnAfterALongLoss()
    {
        kill();
        QTcpServer nobody; // takes each try and ends it
        QVERIFY(nobody.listen(QHostAddress::LocalHost, static_cast<quint16>(m_port)));
        int tries = 0;
        connect(&nobody, &QTcpServer::newConnection, this, [&nobody, &tries] {
            nobody.nextPendingConnection()->abort();
            ++tries;
        });
        QTRY_VERIFY_WITH_TIMEOUT(tries >= 6, kPatience); // the pauses are long by then
        nobody.close();
        QVERIFY(m_window->shows(u"The connection to the server is lost."_s));
        QVERIFY(m_server.start({u"--port"_s, QString::number(m_port)}));
        m_server.hangUp();
        QVERIFY(m_window->click(u"Try again now"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->shows(u"The connection to the server is lost."_s),
                                 kPatience);
        QVERIFY(m_window->click(u"Message"_s));
        m_desk.type(u"run echo again\n"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->timesShown(u"You said: run echo again"_s), 1,
                                  kPatience);
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
    }

    void asksAgainAfterTheTokenHasChanged()
    {
        kill();
        QVERIFY(m_server.start({u"--port"_s, QString::number(m_port), u"--token"_s,
                                u"another-token-of-the-same-server"_s}));
        m_server.hangUp();
        QVERIFY(m_window->comesToShow(u"The server does not take this token."_s));
        m_desk.shot(u"token_changed"_s);
        m_window->toFront();
        m_desk.type(QString::fromLatin1(m_server.token) + u'\n');
        QTRY_COMPARE_WITH_TIMEOUT(m_window->timesShown(u"You said: run echo again"_s), 1,
                                  kPatience);
        QCOMPARE(say(u"run echo last"_s), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->timesShown(u"You said: run echo last"_s), 1, kPatience);
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
    }

    void complainsOfNothing() { QCOMPARE(m_window->complaints(), QByteArray()); }

private:
    void kill()
    {
        m_server.process.kill();
        m_server.process.wait();
    }
    int say(const QString &words)
    {
        return m_server.status("POST", u"/sessions/%1/messages"_s.arg(m_session),
                               QJsonDocument(QJsonObject{{u"message"_s, words}}).toJson());
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
    QString m_session;
    int m_port = 0;
};

QTEST_GUILESS_MAIN(TestWindowLoss)
#include "tst_window_loss.moc"
