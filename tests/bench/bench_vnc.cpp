// From a drawn pixel to its arrival at a viewer, three ways: through the gateway, from the X
// server's own RFB socket, and the usual way in a container, x11vnc and websockify.
#include "bench/draw_delay.h"

#include "support/test_x_server.h"
#include "vnc/gateway.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QProcess>
#include <QTcpServer>
#include <QThread>

#include <thread>

#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRounds = 6;
constexpr int kSamples = 40; // of each way in a round

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// Xvfb, x11vnc and websockify, as images with a desktop in them start them.
class UsualWay
{
public:
    UsualWay() : m_rfbPort(freePort()), m_webPort(freePort())
    {
        const QString display = u":%1"_s.arg(3000 + getpid() % 1000);
        m_xSocket = u"/tmp/.X11-unix/X"_s + display.mid(1);
        m_xvfb.start(u"Xvfb"_s, {display, u"-screen"_s, u"0"_s, u"1280x800x24"_s});
        waitUntilThere(m_xSocket);
        m_x11vnc.start(u"x11vnc"_s, {u"-display"_s, display, u"-forever"_s, u"-shared"_s,
                                     u"-wait"_s, u"50"_s, u"-nonap"_s, u"-nopw"_s, u"-localhost"_s,
                                     u"-rfbport"_s, QString::number(m_rfbPort)});
        m_websockify.start(u"websockify"_s,
                           {QString::number(m_webPort), u"127.0.0.1:%1"_s.arg(m_rfbPort)});
        waitForPort(m_rfbPort);
        waitForPort(m_webPort);
    }
    ~UsualWay()
    {
        for (QProcess *process : {&m_websockify, &m_x11vnc, &m_xvfb}) {
            process->terminate();
            process->waitForFinished();
        }
    }
    QString xSocket() const { return m_xSocket; }
    quint16 port() const { return m_webPort; }

private:
    static void waitUntilThere(const QString &path)
    {
        for (int i = 0; i < 500 && !QFile::exists(path); ++i)
            QThread::msleep(20);
        QThread::msleep(500);
    }
    static void waitForPort(quint16 port)
    {
        for (int i = 0; i < 500; ++i) {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, port);
            if (socket.waitForConnected(1000))
                return;
            QThread::msleep(50);
        }
    }

    quint16 m_rfbPort;
    quint16 m_webPort;
    QString m_xSocket;
    QProcess m_xvfb;
    QProcess m_x11vnc;
    QProcess m_websockify;
};

void print(const DrawDelay &way, double median, double late)
{
    std::printf("  %-44s %9.2f ms median %9.2f ms at 90 %%\n", qPrintable(way.name), median, late);
}

} // namespace

// Long: what is measured, in order.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"pilothouse.*=false"_s);
    QString error;
    const auto server = TestXServer::start(&error);
    if (!server)
        qFatal("%s", qPrintable(error));
    Gateway gateway(server->folder() + u"/rfb"_s);
    gateway.lifeInterval = std::chrono::hours(1); // our viewer answers no ping
    const QByteArray target = "/sessions/" + gateway.newSession()->id().value.toLatin1() + "/vnc";
    const UsualWay usual;
    SquarePainter painter(server->socketPath(), server->cookie());
    SquarePainter usualPainter(usual.xSocket(), {});
    std::vector<DrawDelay> ways;

    // The gateway needs this thread; viewers are elsewhere, as in life.
    std::thread viewers([&] {
        ways.push_back({u"through the gateway"_s, &painter,
                        RfbProbe::onWebSocket(gateway.door.serverPort(), target)});
        ways.push_back({u"the X server's own socket"_s, &painter,
                        RfbProbe::onSocket(server->folder() + u"/rfb"_s)});
        ways.push_back({u"x11vnc -wait 50 and websockify"_s, &usualPainter,
                        RfbProbe::onWebSocket(usual.port(), "/")});
        for (DrawDelay &way : ways)
            way.begin();
        for (int round = 0; round < kRounds; ++round)
            for (DrawDelay &way : ways)
                way.measure(kSamples);
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    application.exec();
    viewers.join();

    std::printf("From a drawn pixel to a viewer, %d times each\n", kRounds * kSamples);
    for (DrawDelay &way : ways)
        print(way, way.at(0.5), way.at(0.9));
    const double ours = ways[0].at(0.5);
    std::printf("  ours takes %.2f of the X server's own socket, 1/%.1f of the usual way\n",
                ours / ways[1].at(0.5), ways[2].at(0.5) / ours);
    std::fflush(stdout);
}
