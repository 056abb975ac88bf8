#pragma once

#include "vnc/client_messages.h"

#include <set>

namespace pilothouse {

/// What one viewer may say to the desktop: by default nothing that changes it. Remembers what the
/// viewer holds down, to let go of it when its right ends. Pure.
class InputFilter
{
public:
    enum class Role { Watch, Steer };

    /// What goes to the X server instead of `message`; empty: nothing.
    QByteArray pass(const ClientMessage &message);

    /// Whether the viewer has asked for that encoding.
    bool lists(qint32 encoding) const;
    /// The encodings as the X server is told them, with fences, which we need ourselves.
    QByteArray announced() const { return encodings(); }

    Role role() const { return m_role; }
    /// Returns what to send to the X server: at the end of steering the release of all that is
    /// held, and in any case the encodings anew, because only who steers may use the clipboard.
    QByteArray setRole(Role role);

    /// Whether this kind of message is a person's doing, who may steer.
    static bool isInput(ClientMessage::Kind kind);

private:
    QByteArray key(const QByteArray &message, qsizetype downAt, qsizetype downSize);
    QByteArray pointer(const QByteArray &message);
    QByteArray releases();
    QByteArray encodings() const;

    Role m_role = Role::Watch;
    QByteArray m_wanted; ///< encodings as the viewer lists them, four bytes each
    bool m_hasAsked = false;
    std::set<QByteArray> m_keys; ///< messages that let go of the keys that are down
    QByteArray m_lastPointer;    ///< while a button is down
};

} // namespace pilothouse
