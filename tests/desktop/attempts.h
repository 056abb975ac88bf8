#pragma once

#include "desktop_fixture.h"

#include <csignal>
#include <unistd.h>

/// What tst_session_network has tried, as commands of the shell, and what it does from outside.
namespace pilothouse {

constexpr quint16 kServicePort = 7070; ///< what the machine offers: see in_an_internet.sh

/// Ends what runs outside of the sessions, on this test's machine, with such a command line.
inline int killOutside(const QByteArray &program, const QByteArray &argument)
{
    int killed = 0;
    for (const ProcessEntry &process : listProcesses()) {
        const QByteArray line = commandLine(process.pid);
        if (line.startsWith(program) && line.contains(argument) &&
            namespaceOf(process.pid, "net") == namespaceOf(getpid(), "net"))
            killed += kill(process.pid, SIGKILL) == 0;
    }
    return killed;
}

inline QString get(const QString &what)
{
    return QStringLiteral("curl -sSfk -m 5 -o /dev/null ") + what;
}

/// Connects to the machine's service.
inline QString reach(const QString &address)
{
    return QStringLiteral("timeout 5 python3 -c 'import socket; assert "
                          "socket.create_connection((\"%1\", %2), 4).recv(9)'")
        .arg(address)
        .arg(kServicePort);
}

/// A question for web.test, by hand.
inline QString lookUp(const QString &server)
{
    return QStringLiteral(
               "timeout 5 python3 -c 'import socket; s = socket.socket(2, 2); s.settimeout(4); "
               "s.sendto(b\"\\1\\2\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\3web\\4test\\0\\0\\1\\0\\1\", "
               "(\"%1\", 53)); s.recv(512)'")
        .arg(server);
}

} // namespace pilothouse
