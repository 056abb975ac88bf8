// The window among the other things of a desktop: its entry in the tray, its title, one program for
// each server, and its end while tasks go on.
#include "e2e/running_server.h"
#include "window/persons_desk.h"
#include "window/tray_host.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kInside = u"What should the agent do?"_s;

} // namespace

class TestWindowAround : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({u"--approval"_s, u"all"_s}));
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
        QVERIFY(m_tray.start(m_desk.bus()));
    }
    void cleanupTestCase()
    {
        if (m_window)
            m_window->quit();
    }

    void hasAnEntryInTheTrayWhileTasksGoOn()
    {
        m_window = std::make_unique<OpenWindow>(m_desk.open({u"--connect"_s, link()}));
        QVERIFY(m_window->comesToShow(kInside));
        QCOMPARE(m_tray.entries(), QStringList());
        QVERIFY(m_window->click(u"Message"_s));
        m_desk.type(u"run echo one\n"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_tray.entries().size(), 1, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->title().startsWith(u"(1) Pilothouse – "_s), kPatience);
    }

    void comesToTheFrontFromTheTray()
    {
        m_desk.hand({u"windowminimize"_s, u"--sync"_s, m_window->xWindow()});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->xWindow().isEmpty(), kPatience);
        m_tray.click(m_tray.entries().constFirst());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isInFront(), kPatience);
    }

    void isRaisedByASecondStartForTheSameServer()
    {
        m_desk.hand({u"windowminimize"_s, u"--sync"_s, m_window->xWindow()});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->xWindow().isEmpty(), kPatience);
        OpenWindow second =
            m_desk.open({u"--connect"_s, m_server.url}); // as it may be written, too
        QTRY_VERIFY_WITH_TIMEOUT(!second.isRunning(), kPatience);
        QCOMPARE(second.process().exitCode(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isInFront(), kPatience);
    }

    void leavesTheTrayWhenNothingGoesOn()
    {
        const QString session =
            m_server.ask("GET", u"/sessions/"_s).array().at(0)[u"id"_s].toString();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/interrupt"_s.arg(session)), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_tray.entries(), QStringList(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->title().startsWith(u"("_s), kPatience);
    }

    void endsAtOnceWhereTheServerGoesOnWithoutIt()
    {
        QVERIFY(m_window->quit());
        QCOMPARE(m_window->complaints(), QByteArray());
    }

    void asksBeforeItStopsTasksOfItsOwnServer()
    {
        m_window = std::make_unique<OpenWindow>(
            m_desk.open({u"--port"_s, u"0"_s, u"--approval"_s, u"all"_s}));
        QVERIFY(m_window->comesToShow(kInside));
        QVERIFY(m_window->click(u"Message"_s));
        m_desk.type(u"run echo two\n"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->title().startsWith(u"(1) "_s), kPatience);
        m_window->toFront();
        m_desk.press(u"alt+F4"_s);
        QVERIFY(m_window->comesToShow(u"Tasks are going on"_s));
        m_desk.shot(u"tasks_go_on"_s);
        QVERIFY(m_window->click(u"Cancel"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->shows(u"Tasks are going on"_s), kPatience);
        QVERIFY(m_window->isRunning());
        m_desk.press(u"ctrl+q"_s);
        QVERIFY(m_window->click(u"Stop and quit"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isRunning(), kPatience);
        QCOMPARE(m_window->process().exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_window->process().exitCode(), 0);
        QCOMPARE(m_window->complaints(), QByteArray());
        m_window.reset();
    }

private:
    QString link() const
    {
        return m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token);
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    TrayHost m_tray;
    std::unique_ptr<OpenWindow> m_window;
};

QTEST_GUILESS_MAIN(TestWindowAround)
#include "tst_window_around.moc"
