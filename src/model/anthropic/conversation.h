#pragma once

#include "core/result.h"
#include "model/messages.h"
#include "model/model_table.h"
#include "model/turn_parts.h"

#include <QByteArrayList>

namespace pilothouse {

/// One entry of the request's `messages`: its content blocks as JSON text.
struct Message
{
    bool isUser = true;
    QByteArrayList blocks;

    bool operator==(const Message &) const = default;
};

/// How a server wants its pictures.
struct PictureRules
{
    /// Ask the server to refuse a picture it would have to scale, instead of letting coordinates
    /// drift silently. Only servers with the whole API know the option.
    bool refuseScaling = false;
    /// The largest pictures it takes; none: unknown.
    std::optional<ImageTier> tier = {};
    /// Leave out old pictures. Never for models whose thinking is bound to the exact history.
    bool leaveOutOld = false;
    /// So that at most so many remain; 0: see picturesLeftOut().
    int most = 0;
    /// Put the pictures of results beside them: servers that translate to another dialect drop
    /// those inside.
    bool beside = false;

    /// How many of `count` pictures, oldest first, are left out.
    qsizetype leftOut(qsizetype count) const;
};

/// The turns as the API wants them: user first and last, roles alternating, assistant blocks byte
/// for byte, answers before texts and in the order of the calls, blank texts and empty replies left
/// out. A reply that ends in the server's own work, a call or its result, may be last (pause_turn).
/// InvalidArgument: the turns break a rule of the API (a call without answer, an answer without
/// call, a picture that is none); the message names turn and id.
/// Source: model API, conversation rules.
Result<QList<Message>> conversation(const QList<Turn> &turns, const PictureRules &rules);

} // namespace pilothouse
