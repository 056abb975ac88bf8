#pragma once

#include "screen/x_connection.h"

namespace pilothouse {

/// Fetches the text that some application has copied. Used on the X thread.
/// Source: Inter-Client Communication Conventions Manual, section 2 (INCR in 2.7.2).
class ClipboardReader
{
    Q_DISABLE_COPY_MOVE(ClipboardReader)
public:
    struct Patience
    {
        std::chrono::milliseconds silence{2'000}; ///< the owner may be busy, but not for ever
        std::chrono::milliseconds inAll{10'000};  ///< and may not go on for ever
    };

    explicit ClipboardReader(XConnection &connection, Patience patience);
    explicit ClipboardReader(XConnection &connection) : ClipboardReader(connection, Patience()) {}

    /// Empty when nothing, or no text, was copied. Timeout: the owner does not answer, or comes to
    /// no end, for as long as there is patience. TooLarge: more than 16 MiB. Stopped.
    Result<QString> read(const std::stop_token &stop);

private:
    enum class State { Idle, Asked, Incremental, Done, Refused };
    void onEvent(const xcb_generic_event_t &event);
    /// Takes what is in our property and deletes it; the type tells whether pieces follow.
    xcb_atom_t takeProperty();
    Result<QString> result(xcb_atom_t target) const;
    Result<> convert(xcb_atom_t target, const std::stop_token &stop);

    XConnection &m_connection;
    Patience m_patience;
    xcb_window_t m_window;
    unsigned m_asked = 0;             ///< how often
    xcb_atom_t m_property = XCB_NONE; ///< another one each time: an answer may come too late
    xcb_atom_t m_target = XCB_NONE;
    State m_state = State::Idle;
    QByteArray m_data;
    bool m_tooLarge = false;
    int m_events = 0; ///< progress, for the time-out
};

} // namespace pilothouse
