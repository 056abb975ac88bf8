// The token of a server is kept in the keyring of the person's system, a real one, and nowhere
// else.
#include "e2e/running_server.h"
#include "window/persons_desk.h"

#include <QDBusConnectionInterface>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kInside = u"What should the agent do?"_s;
const auto kAsks = u"The server asks who you are"_s;
const auto kKeep = u"Keep it in the keyring of this computer"_s;

} // namespace

class TestWindowKeyring : public QObject
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
        QCOMPARE(m_window->complaints(), QByteArray());
        QVERIFY(m_window->quit());
        QVERIFY(!m_desk.isWritten(m_server.token));
    }

    void saysThatNoKeyringIsThere()
    {
        open();
        QVERIFY(m_window->comesToShow(u"No keyring keeps the token"_s));
        QVERIFY(!m_window->shows(kKeep));
        giveToken();
        QVERIFY(m_window->comesToShow(kInside));
    }

    void keepsNothingWhereThatIsNotWished()
    {
        QVERIFY(startKeyring());
        open();
        QVERIFY(m_window->comesToShow(kAsks));
        QVERIFY(m_window->click(kKeep));
        giveToken();
        QVERIFY(m_window->comesToShow(kInside));
    }

    void keepsATokenThatOpensTheServer()
    {
        open();
        QVERIFY(m_window->comesToShow(kAsks));
        m_desk.shot(u"keyring"_s);
        giveToken();
        QVERIFY(m_window->comesToShow(kInside));
    }

    void asksNobodyAtTheNextStart()
    {
        open();
        QVERIFY(m_window->comesToShow(kInside));
    }

    void forgetsItWithTheServer()
    {
        open();
        QVERIFY(m_window->click(u"Menu"_s));
        QVERIFY(m_window->click(u"Another server…"_s));
        QVERIFY(m_window->click(u"Forget "_s + m_server.url + u'/'));
        QVERIFY(m_window->quit());
        open();
        QVERIFY(m_window->comesToShow(kAsks));
    }

private:
    void open()
    {
        m_window = std::make_unique<OpenWindow>(m_desk.open({u"--connect"_s, m_server.url}));
    }
    void giveToken()
    {
        QVERIFY(m_window->click(u"Token"_s));
        m_desk.type(QString::fromLatin1(m_server.token) + u'\n');
    }
    /// A real one, empty and open, as it is after a login.
    bool startKeyring()
    {
        QProcess *daemon =
            m_desk.screen().launch(u"gnome-keyring-daemon"_s,
                                   {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
        daemon->write("a password of nobody");
        daemon->closeWriteChannel();
        const auto bus = QDBusConnection::connectToBus(m_desk.bus(), m_desk.bus());
        return QTest::qWaitFor(
            [&bus] {
                return bus.interface()->isServiceRegistered(u"org.freedesktop.secrets"_s).value();
            },
            kPatience);
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
};

QTEST_GUILESS_MAIN(TestWindowKeyring)
#include "tst_window_keyring.moc"
