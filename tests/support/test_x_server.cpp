#include "support/test_x_server.h"

#include "sandbox/unix_connection.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QThread>

#include <signal.h>
#include <sys/prctl.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFirstNumber = 2000; // far away from displays that people use
constexpr int kNumbers = 40000;

void endProcess(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(2000)) {
        process.kill();
        process.waitForFinished(2000);
    }
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
}

/// No meters and no clock with seconds: nothing moves by itself.
constexpr char kIcewmPreferences[] = "TaskBarShowCPUStatus=0\nTaskBarShowNetStatus=0\n"
                                     "TaskBarShowMEMStatus=0\nTimeFormat=\"%H:%M\"\n"
                                     "TaskBarShowMailboxStatus=0\nShowLoginStatus=0\n";

} // namespace

std::unique_ptr<TestXServer> TestXServer::start(QString *error, const QString &geometry)
{
    std::unique_ptr<TestXServer> server(new TestXServer);
    server->writeCookie();
    for (int attempt = 0; attempt < 10; ++attempt) {
        const int number = kFirstNumber + QRandomGenerator::global()->bounded(kNumbers);
        if (QFile::exists(u"/tmp/.X11-unix/X%1"_s.arg(number)) ||
            QFile::exists(u"/tmp/.X%1-lock"_s.arg(number)))
            continue;
        if (server->tryNumber(number, geometry.isEmpty() ? u"1280x800"_s : geometry))
            return server;
    }
    *error = u"Xtigervnc did not start: "_s + QString::fromLocal8Bit(server->m_server.readAll());
    return nullptr;
}

TestXServer::~TestXServer()
{
    // Newest first: the window manager goes last.
    for (auto program = m_programs.rbegin(); program != m_programs.rend(); ++program)
        endProcess(**program);
    endProcess(m_server);
}

void TestXServer::writeCookie()
{
    QList<quint32> random(4);
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    m_cookie = QByteArray(reinterpret_cast<const char *>(random.constData()), 16);
    // Xauthority: family (any host), address, number, name, data, each with a 16 bit length.
    write(m_folder.filePath(u"cookie"_s),
          QByteArray("\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x10", 28) + m_cookie);
}

bool TestXServer::tryNumber(int number, const QString &geometry)
{
    m_number = number;
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_server.start(u"Xtigervnc"_s,
                   {displayName(), u"-rfbport"_s, u"-1"_s, u"-rfbunixpath"_s,
                    m_folder.filePath(u"rfb"_s), u"-SecurityTypes"_s, u"None"_s, u"-auth"_s,
                    m_folder.filePath(u"cookie"_s), u"-geometry"_s, geometry, u"-depth"_s, u"24"_s,
                    u"-extension"_s, u"GLX"_s, u"-nolisten"_s, u"tcp"_s, u"-AlwaysShared"_s});
    if (!m_server.waitForStarted())
        return false;
    const QDeadlineTimer deadline(60'000);
    while (m_server.state() == QProcess::Running && !deadline.hasExpired()) {
        if (connectToSocket(QFile::encodeName(socketPath())).isOpen())
            return true;              // the name alone is there before the server listens
        m_server.waitForReadyRead(5); // also notices its end
    }
    endProcess(m_server);
    return false;
}

QString TestXServer::socketPath() const
{
    return u"/tmp/.X11-unix/X%1"_s.arg(m_number);
}

QString TestXServer::displayName() const
{
    return u":%1"_s.arg(m_number);
}

QProcessEnvironment TestXServer::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"QT_QPA_PLATFORM"_s);
    environment.insert(u"DISPLAY"_s, displayName());
    environment.insert(u"XAUTHORITY"_s, m_folder.filePath(u"cookie"_s));
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"ICEWM_PRIVCFG"_s, m_folder.filePath(u"icewm"_s));
    environment.insert(u"GSETTINGS_BACKEND"_s, u"memory"_s);
    environment.insert(u"NO_AT_BRIDGE"_s, u"1"_s);
    if (const QString bus = u"DBUS_SESSION_BUS_ADDRESS"_s; !environment.contains(bus))
        environment.insert(bus, u"disabled:"_s); // else programs start one that is left behind
    return environment;
}

bool TestXServer::startWindowManager()
{
    QDir().mkpath(m_folder.filePath(u"icewm"_s));
    write(m_folder.filePath(u"icewm/preferences"_s), kIcewmPreferences);
    launch(u"icewm"_s);
    // It manages when it says so on the root window.
    const QDeadlineTimer deadline(60'000);
    while (!deadline.hasExpired()) {
        if (run(u"xprop"_s, {u"-root"_s, u"_NET_SUPPORTING_WM_CHECK"_s}).contains("window id"))
            return true;
        QThread::msleep(20);
    }
    return false;
}

QProcess *TestXServer::launch(const QString &program, const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setWorkingDirectory(m_folder.path());
    process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->start(program, arguments);
    process->waitForStarted();
    m_programs.push_back(std::move(process));
    return m_programs.back().get();
}

QByteArray TestXServer::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(program, arguments);
    process.waitForFinished(60'000); // xdotool types slowly
    return process.readAllStandardOutput();
}

} // namespace pilothouse
