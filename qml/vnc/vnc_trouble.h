#pragma once

#include <QString>

namespace pilothouse {

/// Why there is no live picture, and what helps, as sentences; both may be empty.
struct VncTrouble
{
    QString what = {};
    QString help = {};
};

/// By the code and reason with which a connection ended: the server's (server/vnc/vnc_socket.h),
/// those of WebSockets, and VncLink's own.
VncTrouble vncTrouble(int code, const QString &reason);

/// Whether that code says that there is none now, rather than that it cannot be reached.
bool isWithoutDesktop(int code);

} // namespace pilothouse
