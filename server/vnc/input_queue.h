#pragma once

#include "vnc/client_messages.h"

namespace pilothouse {

/// What a viewer wants done and the desktop has not been told yet: little, since all of it would
/// have to be waited for or dropped when its right ends. Pure.
class InputQueue
{
public:
    static constexpr qsizetype kMost = 16 * 1024; ///< bytes, but for one text of the clipboard

    /// A motion of the pointer takes the place of one before it that nothing came after, a text of
    /// the clipboard that of an older one. False: it is full.
    bool add(const ClientMessage &message);

    bool isEmpty() const { return m_messages.isEmpty(); }
    ClientMessage takeFirst();
    void drop();

private:
    QList<ClientMessage> m_messages;
    qsizetype m_bytes = 0; ///< without texts of the clipboard
};

} // namespace pilothouse
