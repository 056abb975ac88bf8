#pragma once

#include "core/result.h"

#include <QByteArray>

namespace pilothouse {

/// The start of an RFB connection towards an X server (RFC 6143, section 7.1 to 7.3), as its
/// client: always version 3.8, with the desktop's password (its socket is private), a shared
/// desktop.
/// Pure: bytes in, bytes out.
class DesktopHandshake
{
public:
    /// Empty `password`: the server asks for none. One that should ask and does not is refused.
    explicit DesktopHandshake(QByteArray password = {}) : m_password(std::move(password)) {}

    /// Takes what it needs from the start of `input` and returns what to send. Corrupt: the other
    /// side is no such server.
    Result<QByteArray> feed(QByteArray &input);

    bool isDone() const { return m_stage == Stage::Done; }
    /// What the server said of its desktop, whole, once it is done.
    const QByteArray &serverInit() const { return m_serverInit; }

private:
    enum class Stage { Version, Security, Challenge, SecurityResult, Init, Done };

    /// False: more bytes are needed.
    Result<bool> step(QByteArray &input, QByteArray &answer);
    Result<bool> chooseSecurity(QByteArray &input, QByteArray &answer);

    QByteArray m_password;
    Stage m_stage = Stage::Version;
    QByteArray m_serverInit;
};

} // namespace pilothouse
