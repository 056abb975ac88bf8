#pragma once

#include "gateway.h"
#include "screen/x_connection.h"
#include "support/typing_target.h"

namespace pilothouse {

/// A real X server with a terminal that tells what was typed into it.
class RealScreen
{
public:
    /// False with a reason in `error`.
    bool open(QString *error, const QString &size = QStringLiteral("1280x800"))
    {
        m_server = TestXServer::start(error, size);
        if (!m_server)
            return false;
        auto display =
            X11Display::connect(m_server->socketPath(), m_server->cookie(), systemClock());
        if (!display) {
            *error = display.error().message;
            return false;
        }
        m_display = *std::move(display);
        if (!m_server->startWindowManager()) {
            *error = QStringLiteral("no window manager");
            return false;
        }
        m_terminal = makeTypingTarget(QStringLiteral("xterm"), *m_server, *m_display);
        return m_terminal->open(error);
    }

    QString rfbSocket() const { return m_server->folder() + QStringLiteral("/rfb"); }
    TestXServer &server() { return *m_server; }
    X11Display &display() { return *m_display; }
    /// The whole lines that were typed so far.
    QString typed() { return m_terminal->text(); }

    /// Where the pointer is, from the left; -1: it cannot be told.
    int pointer() const
    {
        const auto x = XConnection::open(m_server->socketPath(), m_server->cookie());
        if (!x)
            return -1;
        const auto reply =
            (*x)->reply<xcb_query_pointer_reply_t>(xcb_query_pointer((*x)->raw(), (*x)->root()));
        return reply ? reply->root_x : -1;
    }

    /// Modifiers and buttons that are down, as X has them (XCB_KEY_BUT_MASK_…).
    int pressed() const
    {
        const auto x = XConnection::open(m_server->socketPath(), m_server->cookie());
        if (!x)
            return -1;
        const auto reply =
            (*x)->reply<xcb_query_pointer_reply_t>(xcb_query_pointer((*x)->raw(), (*x)->root()));
        return reply ? reply->mask : -1;
    }

private:
    std::unique_ptr<TestXServer> m_server;
    std::unique_ptr<X11Display> m_display;
    std::unique_ptr<TypingTarget> m_terminal;
};

} // namespace pilothouse
