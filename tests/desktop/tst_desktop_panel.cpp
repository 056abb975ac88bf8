#include "desktop_fixture.h"

#include <QDir>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// The panel shows what is open, and costs nothing while nothing happens.
class TestDesktopPanel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        auto opened = m_place.open();
        VERIFY_OPENED(opened);
        m_desktop = std::move(*opened);
    }
    void cleanupTestCase() { m_desktop.reset(); }

    // Each wake-up is paid by every desktop, for as long as it is there.
    void hardlyWakesUpWhenNothingHappens()
    {
        const pid_t manager = windowManager();
        QVERIFY(manager > 0);
        QTRY_VERIFY2(wakeUpsInTwoSeconds(manager) < 20, "it never rests"); // it has a clock
    }

    void showsWindowsThatAreOpen()
    {
        startInside(m_desktop->sandbox(), u"xterm -T 'A window of ours'"_s);
        QTRY_VERIFY2(icons().contains("A window of ours"_L1), qPrintable(icons()));
    }

private:
    QString icons() const
    {
        return runInside(m_desktop->sandbox(), u"xwininfo -name TrayPane -children"_s).output;
    }
    pid_t windowManager() const
    {
        const QString id =
            QDir(m_place.config.runtimeDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
        for (const ProcessEntry &process : listProcesses())
            if (commandName(process.pid) == "icewm" &&
                environmentHas(readEnvironment(process.pid),
                               "PILOTHOUSE_DESKTOP=" + id.toStdString()))
                return process.pid;
        return 0;
    }
    static qint64 wakeUps(pid_t pid)
    {
        const QByteArray name = "\nvoluntary_ctxt_switches:";
        QFile file(u"/proc/%1/status"_s.arg(pid));
        const QByteArray status = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const QByteArray rest = status.mid(status.indexOf(name) + name.size());
        return rest.split('\n').first().trimmed().toLongLong();
    }
    qint64 wakeUpsInTwoSeconds(pid_t pid) const
    {
        const qint64 before = wakeUps(pid);
        runInside(m_desktop->sandbox(), u"sleep 2"_s);
        return wakeUps(pid) - before;
    }

    DesktopPlace m_place;
    std::unique_ptr<Desktop> m_desktop;
};

QTEST_GUILESS_MAIN(TestDesktopPanel)
#include "tst_desktop_panel.moc"
