#include "bench/window_stage.h"

#include <QDirIterator>
#include <QThread>

#include <sys/prctl.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLongest = 120'000; // milliseconds
constexpr unsigned kPause = 5;       // milliseconds

template <typename Test> void waitFor(const char *what, Test test)
{
    QElapsedTimer timer;
    timer.start();
    while (!test()) {
        if (timer.elapsed() > kLongest)
            qFatal("in vain: %s", what);
        QThread::msleep(kPause);
    }
}

QByteArray message(const QString &text)
{
    return QJsonDocument(QJsonObject{{u"message"_s, text}}).toJson();
}

} // namespace

WindowStage::WindowStage(QSize size, const std::function<void(RunningServer &)> &prepared)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QString error;
    m_screen = TestXServer::start(&error, u"%1x%2"_s.arg(size.width()).arg(size.height()));
    if (!m_screen)
        qFatal("%s", qPrintable(error));
    m_eye = std::make_unique<ScreenEye>(*m_screen);
    if (!m_screen->startWindowManager())
        qFatal("no window manager");
    if (prepared)
        prepared(m_server);
    m_server.process.becoming = [] { prctl(PR_SET_PDEATHSIG, SIGKILL); }; // also after qFatal()
    if (!m_server.start())
        qFatal("%s", m_server.process.errors().constData());
}

QString WindowStage::link() const
{
    return m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token);
}

QString WindowStage::newSession(const QString &words)
{
    const QString session = m_server.newSession();
    task(session, words);
    return session;
}

void WindowStage::task(const QString &session, const QString &words)
{
    m_server.ask("POST", u"/sessions/%1/messages"_s.arg(session), message(words));
    waitFor("the task", [&] { return m_server.sessionStatus(session) == "completed"_L1; });
}

QString WindowStage::desktopFile(const QString &name) const
{
    QDirIterator all(m_server.process.folder() + u"/run"_s, QDir::AllEntries | QDir::System,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        if (all.next().endsWith(name))
            return all.filePath();
    qFatal("no %s", qPrintable(name));
}

QProcess *WindowStage::startWindow(const QStringList &arguments)
{
    // A pipe that nobody reads would stop it once it is full.
    return m_screen->launch(
        u"sh"_s, QStringList{u"-c"_s, u"exec \"$0\" \"$@\" >>\"%1\" 2>&1"_s.arg(windowLog()),
                             QStringLiteral(PILOTHOUSE_WINDOW)} +
                     arguments);
}

QProcess *WindowStage::openWindow(QSize size)
{
    QProcess *program = startWindow({u"--connect"_s, link()});
    const QString number = window(u"^Pilothouse – All desktops$"_s);
    hand({u"windowmove"_s, number, u"0"_s, u"0"_s});
    hand({u"windowsize"_s, u"--sync"_s, number, QString::number(size.width()),
          QString::number(size.height())});
    hand({u"windowactivate"_s, u"--sync"_s, number});
    return program;
}

QProcess *WindowStage::startChromium(const QString &url, QSize size)
{
    const QString profile = m_screen->folder() + u"/profile%1"_s.arg(m_profiles);
    return m_screen->launch(
        u"chromium"_s,
        {u"--app="_s + url, u"--user-data-dir="_s + profile, u"--window-position=0,0"_s,
         u"--window-size=%1,%2"_s.arg(size.width()).arg(size.height()), u"--no-sandbox"_s,
         u"--test-type"_s, u"--disable-gpu"_s, u"--no-first-run"_s, u"--disable-sync"_s,
         u"--disable-background-networking"_s, u"--disable-component-update"_s,
         u"--password-store=basic"_s});
}

QProcess *WindowStage::startTigerVnc()
{
    return m_screen->launch(u"xtigervncviewer"_s,
                            {u"-Shared"_s, u"-RemoteResize=0"_s, u"-AlertOnFatalError=0"_s,
                             u"-ReconnectOnError=0"_s, u"-PasswordFile"_s,
                             desktopFile(u"/rfb/password"_s), desktopFile(u"/rfb/rfb.sock"_s)});
}

void WindowStage::end(QProcess *program)
{
    program->terminate();
    if (program->waitForFinished(10'000))
        return;
    program->kill();
    program->waitForFinished();
}

QString WindowStage::window(const QString &name)
{
    QString found;
    waitFor(qPrintable(name), [&] {
        const QByteArray all =
            m_screen->run(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--name"_s, name});
        found = QString::fromLatin1(all).section(u'\n', 0, 0);
        return !found.isEmpty();
    });
    return found;
}

double at(QList<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values[qsizetype(part * double(values.size() - 1))];
}

} // namespace pilothouse
