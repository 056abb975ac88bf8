#include "pilothouse_process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

PilothouseProcess::PilothouseProcess() : environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &key : environment.keys())
        if (key.startsWith("ANTHROPIC_"_L1) || key.startsWith("PILOTHOUSE_"_L1))
            environment.remove(key);
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.filePath(u"run"_s));
    environment.insert(u"PILOTHOUSE_DATA_DIR"_s, m_folder.filePath(u"data"_s));
    QDir(m_folder.path()).mkdir(u"run"_s);
    // For --sandbox user: the session's user passes through to its home.
    for (const QString &folder : {m_folder.path(), m_folder.filePath(u"run"_s)})
        ::chmod(QFile::encodeName(folder).constData(), 0711);
    m_process.setWorkingDirectory(m_folder.path());
}

PilothouseProcess::~PilothouseProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void PilothouseProcess::start(const QStringList &arguments)
{
    m_output.clear();
    m_errors.clear();
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier([mask = umask, passed = inherited, become = becoming] {
        ::umask(mask);
        for (const int each : passed)
            ::fcntl(each, F_SETFD, 0);
        if (become)
            become();
    });
    m_process.start(QStringLiteral(PILOTHOUSE_BINARY), arguments);
    m_process.waitForStarted();
}

int PilothouseProcess::run(const QStringList &arguments)
{
    start(arguments);
    return wait();
}

int PilothouseProcess::wait(int milliseconds)
{
    const bool ended =
        m_process.state() == QProcess::NotRunning || m_process.waitForFinished(milliseconds);
    collect();
    if (!ended || m_process.exitStatus() != QProcess::NormalExit)
        return -1;
    return m_process.exitCode();
}

void PilothouseProcess::interrupt(int signal)
{
    ::kill(static_cast<pid_t>(m_process.processId()), signal);
}

bool PilothouseProcess::waitForOutput(const QByteArray &text, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!m_output.contains(text) && timer.elapsed() < milliseconds) {
        m_process.waitForReadyRead(200);
        collect();
        if (m_process.state() == QProcess::NotRunning)
            break;
    }
    return m_output.contains(text);
}

QList<QJsonObject> PilothouseProcess::events() const
{
    QList<QJsonObject> found;
    for (const QByteArray &line : m_output.split('\n'))
        if (!line.isEmpty())
            found.append(QJsonDocument::fromJson(line).object());
    return found;
}

QStringList PilothouseProcess::leftovers() const
{
    QStringList found;
    const QByteArray mark = m_folder.path().toUtf8();
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const int number = pid.toInt(&isNumber);
        if (!isNumber || number == ::getpid())
            continue;
        QFile commandLine(u"/proc/%1/cmdline"_s.arg(pid));
        QFile variables(u"/proc/%1/environ"_s.arg(pid));
        QByteArray text;
        for (QFile *file : {&commandLine, &variables})
            if (file->open(QIODevice::ReadOnly))
                text += file->readAll();
        if (text.contains(mark))
            found.append(pid + u' ' + QString::fromUtf8(text.first(qMin(text.size(), 200))));
    }
    return found;
}

void PilothouseProcess::collect()
{
    m_output += m_process.readAllStandardOutput();
    m_errors += m_process.readAllStandardError();
}
