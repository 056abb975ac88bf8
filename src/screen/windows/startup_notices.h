#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <cstdint>

namespace pilothouse {

/// Which programs are being started, as whoever starts them tells all desktops' helpers: the
/// startup notification protocol of freedesktop.org, whose messages come in pieces of 20 bytes.
/// Programs that say so put an end to it when their first window shows; others never do, so nobody
/// should wait for them for long. Pure.
class StartupNotices
{
public:
    /// A piece of a message that `sender`, a window, sends; `begins`: its first one.
    void take(uint32_t sender, bool begins, const QByteArray &piece);
    /// Forgets what began so far: it was not waited for, or in vain.
    void clear() { m_starting.clear(); }
    /// Programs that began to start since then and have not shown a window.
    int starting() const { return static_cast<int>(m_starting.size()); }

private:
    void read(const QByteArray &message);

    QHash<uint32_t, QByteArray> m_partial; ///< by sender
    QSet<QByteArray> m_starting;           ///< ids
};

} // namespace pilothouse
