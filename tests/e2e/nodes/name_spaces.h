#pragma once

#include <QFile>
#include <QProcess>
#include <QStringList>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

/// Networks of the test's own: one for the server and this process, and one for each node, joined
/// by a cable each. Nothing of the machine's own network is touched. They go with this object.
class NameSpaces
{
public:
    /// Empty: they are there, and this thread is in the server's. Else why they cannot be made.
    QString make(int nodes)
    {
        add(server());
        for (int i = 0; i < nodes; ++i)
            add(node(i));
        for (int i = 0; i < nodes; ++i) {
            const QString here = QStringLiteral("to%1").arg(i);
            ip({QStringLiteral("-n"), server(), QStringLiteral("link"), QStringLiteral("add"), here,
                QStringLiteral("type"), QStringLiteral("veth"), QStringLiteral("peer"),
                QStringLiteral("name"), QStringLiteral("cable"), QStringLiteral("netns"), node(i)});
            raise(server(), here, QStringLiteral("10.77.%1.1/24").arg(i));
            raise(node(i), QStringLiteral("cable"), address(i) + QStringLiteral("/24"));
        }
        if (m_trouble.isEmpty() && !enter(server()))
            m_trouble = QStringLiteral("setns is not permitted");
        return m_trouble;
    }
    ~NameSpaces()
    {
        for (const QString &name : std::as_const(m_names))
            QProcess::execute(QStringLiteral("ip"),
                              {QStringLiteral("netns"), QStringLiteral("del"), name});
    }

    static QString address(int node) { return QStringLiteral("10.77.%1.2").arg(node); }
    /// For PilothouseProcess::becoming: the program runs in the node's network.
    std::function<void()> entering(int node) const
    {
        return [name = this->node(node)] {
            if (!enter(name))
                ::_exit(126);
        };
    }
    /// Nothing gets through, and nobody is told.
    void cut(int node) { set(node, QStringLiteral("down")); }
    void mend(int node) { set(node, QStringLiteral("up")); }

private:
    static bool enter(const QString &name)
    {
        const int file = ::open(QFile::encodeName(QStringLiteral("/run/netns/") + name).constData(),
                                O_RDONLY | O_CLOEXEC);
        const bool entered = file >= 0 && ::setns(file, CLONE_NEWNET) == 0;
        ::close(file);
        return entered;
    }
    static QString server() { return QStringLiteral("pilothouse-%1-server").arg(::getpid()); }
    static QString node(int i) { return QStringLiteral("pilothouse-%1-%2").arg(::getpid()).arg(i); }
    void add(const QString &name)
    {
        if (ip({QStringLiteral("netns"), QStringLiteral("add"), name}))
            m_names.append(name);
        ip({QStringLiteral("-n"), name, QStringLiteral("link"), QStringLiteral("set"),
            QStringLiteral("lo"), QStringLiteral("up")});
    }
    void raise(const QString &space, const QString &device, const QString &address)
    {
        ip({QStringLiteral("-n"), space, QStringLiteral("addr"), QStringLiteral("add"), address,
            QStringLiteral("dev"), device});
        ip({QStringLiteral("-n"), space, QStringLiteral("link"), QStringLiteral("set"), device,
            QStringLiteral("up")});
    }
    void set(int i, const QString &state)
    {
        ip({QStringLiteral("-n"), node(i), QStringLiteral("link"), QStringLiteral("set"),
            QStringLiteral("cable"), state});
    }
    bool ip(const QStringList &arguments)
    {
        if (!m_trouble.isEmpty())
            return false;
        QProcess process;
        process.start(QStringLiteral("ip"), arguments);
        const bool ended = process.waitForFinished(10'000);
        if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
            return true;
        m_trouble = QStringLiteral("ip %1: %2")
                        .arg(arguments.join(QLatin1Char(' ')),
                             ended ? QString::fromUtf8(process.readAllStandardError())
                                   : process.errorString());
        return false;
    }

    QStringList m_names;
    QString m_trouble;
};
