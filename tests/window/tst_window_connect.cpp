// How the window comes to a server, and what it says where it does not.
#include "e2e/front_server.h"
#include "e2e/running_server.h"
#include "window/persons_desk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kInside = u"What should the agent do?"_s;

} // namespace

class TestWindowConnect : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
    }
    void cleanup()
    {
        if (!m_window)
            return;
        QVERIFY(m_window->quit());
        QCOMPARE(m_window->complaints(), QByteArray());
        m_window.reset();
    }

    void takesALinkThatIsPastedWhereNothingAnswers()
    {
        open(u"http://127.0.0.1:1"_s);
        QVERIFY(m_window->comesToShow(u"Nothing answers at 127.0.0.1:1."_s));
        m_desk.shot(u"unreachable"_s);
        QVERIFY(m_window->click(u"Another server…"_s));
        QVERIFY(m_window->click(u"Address of the server"_s));
        m_desk.type(u"What is this?\n"_s);
        QVERIFY(m_window->comesToShow(u"This is no address of a server."_s));
        m_desk.shot(u"no_address"_s);
        QVERIFY(m_window->click(u"Address of the server"_s));
        m_desk.press(u"ctrl+a"_s);
        m_desk.type(link(m_server.url, m_server.token) + u'\n');
        QVERIFY(m_window->comesToShow(kInside));
        QVERIFY(!m_desk.isWritten(m_server.token));
    }

    void asksForATokenWhereThatOfTheLinkIsWrong()
    {
        open(link(m_server.url, "wrong-token-of-nobody"));
        QVERIFY(m_window->comesToShow(u"The server does not take this token."_s));
        QVERIFY(m_window->shows(u"\"pilothouse token\" prints it"_s));
        m_desk.shot(u"wrong_token"_s);
        m_window->toFront();
        m_desk.type(QString::fromLatin1(m_server.token) + u'\n');
        QVERIFY(m_window->comesToShow(kInside));
    }

    void saysThatAnotherProgramAnswers_data()
    {
        QTest::addColumn<QString>("locations");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such page")
            << u"location / { return 404; }"_s << u"but not Pilothouse."_s;
        QTest::newRow("a page for everything")
            << u"location / { default_type text/html; return 200 '<html>Hello</html>'; }"_s
            << u"but not Pilothouse."_s;
        QTest::newRow("sent on to TLS") << u"location / { return 301 https://127.0.0.1:1/; }"_s
                                        << u"This address sends one on to https://127.0.0.1:1/."_s;
        QTest::newRow("nobody behind it")
            << u"location / { return 502; }"_s << u"The server answered 502."_s;
    }
    void saysThatAnotherProgramAnswers()
    {
        QFETCH(const QString, locations);
        QFETCH(const QString, says);
        FrontServer front;
        QVERIFY(front.startAlone(locations));
        open(u"http://127.0.0.1:%1"_s.arg(front.port()));
        QVERIFY(m_window->comesToShow(says));
        m_desk.shot(u"other_program"_s);
    }

    void saysThatTheServerIsOfAnotherVersion()
    {
        FrontServer front;
        QVERIFY(
            front.start(m_server.url,
                        u"location = /health { default_type application/json; return 200 "
                        "'{\"status\":\"ok\",\"version\":\"7.1.0\",\"provider\":\"demo\"}'; }"_s));
        open(link(u"http://127.0.0.1:%1"_s.arg(front.port()), m_server.token));
        QVERIFY(m_window->comesToShow(u"The server is Pilothouse 7.1.0, this window is "_s));
        QVERIFY(m_window->shows(kInside)); // it can be used all the same
        m_desk.shot(u"version"_s);
        QVERIFY(m_window->click(u"Understood"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->shows(u"The server is Pilothouse 7.1.0"_s), kPatience);
    }

private:
    static QString link(const QString &url, const QByteArray &token)
    {
        return url + u"/ui/?token="_s + QString::fromLatin1(token);
    }
    void open(const QString &address)
    {
        m_window = std::make_unique<OpenWindow>(m_desk.open({u"--connect"_s, address}));
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
};

QTEST_GUILESS_MAIN(TestWindowConnect)
#include "tst_window_connect.moc"
