#pragma once

#include "screen/keyboard.h"

#include <QString>

namespace pilothouse {

/// Types any Unicode text exactly, into whatever has the focus. Used on the X thread.
class Typist
{
public:
    Typist(XConnection &connection, Keyboard &keyboard, WindowBarrier &barrier)
        : m_connection(connection), m_keyboard(keyboard), m_barrier(barrier)
    {
    }

    /// Newline is Return, tab is Tab. InvalidArgument: a control character, before anything was
    /// typed. Stopped: after at most 64 characters more.
    Result<> type(const QString &text, const std::stop_token &stop);

private:
    Result<> typeAll(const QList<xkb_keysym_t> &keysyms, const std::stop_token &stop);
    Result<qsizetype> bindRun(const QList<xkb_keysym_t> &keysyms, qsizetype from,
                              const std::stop_token &stop);

    XConnection &m_connection;
    Keyboard &m_keyboard;
    WindowBarrier &m_barrier;
};

} // namespace pilothouse
