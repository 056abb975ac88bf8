#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QSize>

#include <xcb/xcb.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace pilothouse {

/// What xcb hands out with malloc().
struct FreeDeleter
{
    void operator()(void *memory) const { std::free(memory); }
};
template <typename T> using XReply = std::unique_ptr<T, FreeDeleter>;

/// Why XConnection::pump() returned.
enum class Pumped { Done, Timeout, Stopped, Broken };

/// One XCB connection over a unix socket, with its events handed to whoever asked for them.
/// Opened on any thread, used by one thread afterwards (XThread). No reply is waited for longer
/// than ten seconds: then the connection counts as broken.
class XConnection
{
    Q_DISABLE_COPY_MOVE(XConnection)
public:
    using Handler = std::function<void(const xcb_generic_event_t &)>;

    /// Unavailable: nobody listens at `socketPath`, or the cookie (16 bytes) is refused.
    /// Unsupported: the screen is not 24 bit deep with 32 bits a pixel.
    static Result<std::unique_ptr<XConnection>> open(const QString &socketPath,
                                                     const QByteArray &cookie);
    ~XConnection();

    xcb_connection_t *raw() const { return m_raw; }
    xcb_window_t root() const { return m_screen->root; }
    /// The screen as it is now; it follows RANDR.
    QSize size() const { return m_size; }
    /// Asks the server instead of trusting the last event.
    void updateSize();
    bool broken() const { return m_broken || xcb_connection_has_error(m_raw) != 0; }
    int descriptor() const { return xcb_get_file_descriptor(m_raw); }

    /// The number of an atom, asked for once. 0 when the connection is broken.
    xcb_atom_t atom(const char *name);
    /// First event number of an extension, or -1 when the server has none.
    int firstEvent(xcb_extension_t *extension) const;

    /// Waits for the reply of `cookie`; null on an X error or a broken connection.
    template <typename T, typename Cookie> XReply<T> reply(Cookie cookie)
    {
        return XReply<T>(static_cast<T *>(awaitReply(cookie.sequence)));
    }
    /// A round trip: the server has handled all that was sent before.
    void sync();
    void flush() { xcb_flush(m_raw); }

    /// Called for each event, on the using thread, for the connection's whole life.
    void addHandler(Handler handler);
    /// Hands out the events that are here; never blocks.
    void dispatch();
    /// Hands out events as they come until `done` (if any) says so, time is over or `stop` is
    /// asked. Looks at `stop` at least every 20 ms.
    Pumped pump(std::chrono::milliseconds timeout, const std::stop_token &stop,
                const std::function<bool()> &done = {});

    /// An unmapped window of our own that receives PropertyNotify, for round trips and selections.
    xcb_window_t createHelperWindow();

private:
    XConnection(xcb_connection_t *raw, const xcb_screen_t *screen);
    void *awaitReply(unsigned int sequence);
    void giveUp();

    xcb_connection_t *m_raw;
    const xcb_screen_t *m_screen;
    QSize m_size;
    bool m_broken = false;
    QHash<QByteArray, xcb_atom_t> m_atoms;
    std::vector<Handler> m_handlers;
};

} // namespace pilothouse
