#pragma once

#include "core/deadline.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <stop_token>

struct xcb_connection_t;

namespace pilothouse {

/// What a fresh X screen needs before people see it.
struct ScreenSetup
{
    QString xSocket;
    QByteArray cookie;
    QByteArray resources; ///< X resources, the text of an .Xresources file
    Deadline deadline;    ///< for the window manager to manage
};

/// Connects, sets the X resources and the background, and returns when a window manager manages
/// the screen (EWMH _NET_SUPPORTING_WM_CHECK). Blocks: not for the main thread.
/// Unavailable: no connection, or refused. Timeout. Stopped.
Result<> setUpScreen(ScreenSetup setup, std::stop_token stop);

/// An X connection over a socket path with a cookie; libxcb's own way through DISPLAY knows no
/// paths. Exposed for tests. Null: refused.
struct XcbCloser
{
    void operator()(xcb_connection_t *connection) const;
};
using XcbConnection = std::unique_ptr<xcb_connection_t, XcbCloser>;
XcbConnection connectToX(const QString &xSocket, const QByteArray &cookie);

} // namespace pilothouse
