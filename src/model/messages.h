#pragma once

#include "core/config.h"
#include "core/places/coordinates.h"
#include "core/tool_call.h"
#include "core/usage.h"

#include <QByteArray>
#include <QList>
#include <QSize>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>

/// What goes to a model and what comes back, independent of provider and dialect.
namespace pilothouse {

/// How tools are declared and called. See dialect.h.
enum class ToolDialect {
    ComputerToolset20260801,
    Computer20251124,
    Computer20250124,
    OpenAiComputer, ///< the computer tool of the Responses API; the others as functions
    Custom,         ///< plain tools with schemas, which any server takes
};

/// A picture as sent: encoded bytes (PNG or JPEG), not base64.
struct Picture
{
    QByteArray bytes;
    QString mediaType;
    QSize size; ///< pixels
};

/// The answer to one tool call. An error carries text only, and never an empty one.
struct ToolAnswer
{
    QString toolUseId;
    QString toolset = {};
    QString text = {};
    QList<Picture> pictures = {};
    bool isError = false;
    bool isAcknowledged = false; ///< a person let the call's safety checks pass
};

/// A picture that a person sent, among the texts of its turn.
struct SentPicture
{
    Picture picture;
    qsizetype before = 0; ///< the text it stands before; their number: after all
};

/// What the user's side says: answers to all calls of the turn before, then text and pictures.
struct UserTurn
{
    QList<ToolAnswer> answers = {};
    QStringList texts = {};
    QList<SentPicture> pictures = {}; ///< in their order
};

/// A reply of the model: raw JSON objects, sent back byte for byte. They are blocks of the Messages
/// API, whatever API they came by, so that everybody reads one form. What another API must get back
/// as it was stands in the first block that was made of it, as one more raw member, `item`; calls
/// that came as one (a batch under one call_id) are blocks with the ids "call_x", "call_x-2" …, of
/// which the first has the item. Reasons: docs/decisions/0084.
struct AssistantTurn
{
    QList<QByteArray> blocks;
};

using Turn = std::variant<UserTurn, AssistantTurn>;

/// One request. Everything but the last turns must equal the request before (append-only).
struct ModelRequest
{
    QString model;
    Provider provider = Provider::Auto; ///< whom to ask; Auto: the usual one
    ToolDialect dialect = ToolDialect::ComputerToolset20260801;
    QString systemPrompt;
    QSize pictureSize; ///< of every screenshot in this conversation
    CoordinateSpace coordinates = CoordinateSpace::Pixels; ///< how the model names places on them
    QStringList tools = toolNames();                       ///< those the model may call
    QList<Turn> turns;
    QString thinking = {};   ///< empty: the model's best
    QString effort = {};     ///< empty: the model's default
    int maxOutputTokens = 0; ///< 0: as configured; cut to the model's limit
    QString apiKey = {};     ///< overrides the configured key for this run; in memory only
    /// The last of its conversation: may use the room that others leave for it.
    bool isLast = false;
};

/// One block of a reply. `raw` is what must be stored and sent back.
struct ReplyBlock
{
    QByteArray raw;
    QString type;      ///< "text", "thinking", "tool_use", or any other the API may send
    QString text = {}; ///< of text and thinking blocks
    std::optional<ToolCall> call = {}; ///< of tool_use blocks
};

/// Whether a model says blocks of this type by itself. The rest, such as server_tool_use, its
/// result and compaction, a server writes, and newer servers will write more.
bool isTheModelsOwn(const QString &blockType);

struct ModelReply
{
    QString id;
    QString model; ///< as the API names it
    QString requestId;
    QList<ReplyBlock> blocks;
    QString stopReason;           ///< as the API says it
    QString stopExplanation = {}; ///< of a refusal
    QString problem = {};         ///< not empty: why this cannot be taken for the end of the work
    int outputLimit = 0;          ///< tokens the request allowed; 0: not said
    int largestOutput = 0;        ///< what the model may be asked for at the most; 0: not said
    Usage usage;
    double costUsd = 0;
    std::chrono::milliseconds duration{0};

    QList<ToolCall> toolCalls() const;
};

/// What is told while a reply is on its way; none of it is stored.
struct TextDelta
{
    QString text;
};
struct ThinkingDelta
{
    QString text;
};
/// The request failed in a way worth repeating; all deltas of this reply so far are void.
struct Retrying
{
    int attempt; ///< the one that comes, 2 or more
    std::chrono::milliseconds delay;
    QString reason; ///< for people
};
using ModelProgress = std::variant<TextDelta, ThinkingDelta, Retrying>;

} // namespace pilothouse
