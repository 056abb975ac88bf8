#pragma once

#include "core/egress.h"
#include "core/result.h"
#include "wire/frame.h"

#include <QSize>

#include <variant>

/// What a node says to the server on the link of one session's desktop.
namespace pilothouse {

/// The answer to Hello.
struct Ready
{
    bool wasThere = false; ///< the desktop ran before; false: it is new
    QSize size;            ///< of its screen, in pixels
    bool speaksRfb = false;
    QByteArray rfbPassword = {};
    qint64 lastId = 0; ///< of the requests that came with this fence so far
};
/// The other answer to Hello. NotFound: no such desktop is there. Conflict: a newer server has it.
struct Refused
{
    Error error;
};
/// To a Request: what came of it, or why nothing did.
struct LinkAnswer
{
    qint64 id = 0;
    std::optional<Error> error = {};
    WireFrame value = {}; ///< answers.h reads it
};
struct ToldEgress
{
    EgressRefusal refusal;
};
/// The desktop ended by itself.
struct ToldDeath
{
    Error reason;
};
/// The answer to Renew.
struct Renewed
{
};
using ToServer = std::variant<Ready, Refused, LinkAnswer, ToldEgress, ToldDeath, Renewed>;

WireFrame frameOf(const ToServer &message);
/// Corrupt: no such message.
Result<ToServer> toServerFrom(const WireFrame &frame);

} // namespace pilothouse
