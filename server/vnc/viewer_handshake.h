#pragma once

#include "core/result.h"

#include <QByteArray>

namespace pilothouse {

/// The start of an RFB connection towards a viewer (RFC 6143, section 7.1 to 7.3), as its server.
/// Who it is was found out before, so no security is offered but none; whether it would share the
/// desktop does not count. Versions 3.3, 3.7 and 3.8. Pure: bytes in, bytes out.
class ViewerHandshake
{
public:
    /// `serverInit` is sent at its end.
    explicit ViewerHandshake(QByteArray serverInit) : m_serverInit(std::move(serverInit)) {}

    /// To be sent first.
    static QByteArray greeting() { return "RFB 003.008\n"; }

    /// Takes what it needs from the start of `input` and returns what to send. InvalidArgument: no
    /// viewer speaks like that.
    Result<QByteArray> feed(QByteArray &input);

    bool isDone() const { return m_stage == Stage::Done; }

private:
    enum class Stage { Version, Security, Init, Done };

    /// False: more bytes are needed.
    Result<bool> step(QByteArray &input, QByteArray &answer);
    Result<bool> takeVersion(QByteArray &input, QByteArray &answer);

    QByteArray m_serverInit;
    Stage m_stage = Stage::Version;
    bool m_tellsResult = true; ///< since 3.8, also when there was no security
};

} // namespace pilothouse
