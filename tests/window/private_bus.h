#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

/// A session bus of its own: everybody may do everything there, and nothing is started by itself.
class PrivateBus
{
public:
    bool start()
    {
        const QString configuration = m_folder.filePath(QStringLiteral("bus.conf"));
        QFile file(configuration);
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write(kOpen);
        file.close();
        m_address = QStringLiteral("unix:path=") + m_folder.filePath(QStringLiteral("bus"));
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                        QStringLiteral("--print-address"),
                        QStringLiteral("--config-file=") + configuration,
                        QStringLiteral("--address=") + m_address});
        return m_daemon.waitForStarted() && m_daemon.waitForReadyRead(30'000); // it listens then
    }
    ~PrivateBus()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    QString address() const { return m_address; }

private:
    static constexpr char kOpen[] =
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
        "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy "
        "context=\"default\"><allow send_destination=\"*\" "
        "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";

    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
};
