#pragma once

#include "core/result.h"
#include "store/event.h"

#include <variant>

/// What a client may say on /sessions/{id}/ws.
namespace pilothouse {

struct SendMessage
{
    QString text;
    QString apiKey;                  ///< for this run only; empty: the configured one
    QList<QByteArray> pictures = {}; ///< files, as they came
};
struct Interrupt
{
};
struct Pause
{
};
struct Resume
{
};
struct Approve
{
    ApprovalDecided decision;
};
struct AllowHost
{
    QString host; ///< as allowedHost() gives it
};
using ClientCommand = std::variant<SendMessage, Interrupt, Pause, Resume, Approve, AllowHost>;

/// The longest frame a client may send, in bytes.
inline constexpr qsizetype kLongestFrame = 1024 * 1024;

/// The mark ("ref", at most 64 characters) that a client puts on a frame to know its outcome by;
/// empty without one.
QString markOf(const QByteArray &frame);

/// Reads one text frame: {"message", "api_key"?, "images"?} as the original server's clients send
/// it, or
/// {"type": "message" | "interrupt" | "pause" | "resume" | "approve" | "allow_host", …}.
/// InvalidArgument with a sentence for the client; TooLarge.
Result<ClientCommand> parseCommand(const QByteArray &frame);

} // namespace pilothouse
