#pragma once

#include "core/secret.h"
#include "core/tool_call.h"
#include "wire/frame.h"
#include "workbench/bench_plan.h"

#include <chrono>
#include <variant>

/// What a server says to a node on the link of one session's desktop.
namespace pilothouse {

/// The first message. The desktop is the sender's from here on: whoever came with a lower `fence`
/// is shut out, for good.
struct Hello
{
    qint64 fence = 0;
    bool onlyThere = false;         ///< take the one that is there; false: else start one
    std::chrono::seconds lease{60}; ///< the desktop ends when nothing was heard for this long
    BenchPlan plan = {};
    QList<Secret> secrets = {};
};

struct AskCall
{
    ToolCall call;
};
struct AskElements
{
};
struct AskCommand
{
    QString line;
    std::chrono::milliseconds patience{0};
};
struct AskPicture
{
    bool withPointer = true;
};
struct AskClipboard
{
};
struct PutClipboard
{
    QString text;
};
/// Of every key and button.
struct LetGo
{
};
using Question =
    std::variant<AskCall, AskElements, AskCommand, AskPicture, AskClipboard, PutClipboard, LetGo>;

/// Is carried out once for each id, however often it comes. Ids of one fence count up from 1.
struct Request
{
    qint64 id = 0;
    qint64 settled = 0; ///< the answers up to this id have arrived: they need not be kept
    Question question;
};
/// Ends a request within 100 ms; its answer still comes.
struct StopRequest
{
    qint64 id = 0;
};
struct PermitHost
{
    QString entry; ///< as allowedHost() gives it
};
/// All that there are now.
struct SetSecrets
{
    QList<Secret> secrets;
};
/// The lease begins anew, as with every other message.
struct Renew
{
};
struct EndDesktop
{
};
using ToNode = std::variant<Hello, Request, StopRequest, PermitHost, SetSecrets, Renew, EndDesktop>;

WireFrame frameOf(const ToNode &message);
/// Corrupt: no such message. Unsupported: a Hello of another version; the message says the cure.
Result<ToNode> toNodeFrom(const WireFrame &frame);

} // namespace pilothouse
