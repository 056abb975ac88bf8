#pragma once

#include "core/result.h"
#include "model/messages.h"
#include "model/model_table.h"

#include <QByteArrayList>

namespace pilothouse {

/// How a server wants a conversation.
struct ChatMessageRules
{
    bool picturesInToolMessages = false; ///< else they follow in a message of the user
    bool withReasoning = true;           ///< of earlier replies, as it came
    int mostPictures = 0;                ///< 0: see picturesLeftOut()
};

/// The entries of `messages` as JSON text: the system's, then the turns. Every call is answered by
/// a tool message directly after it; pictures of answers come in one message of the user after
/// them, numbered. Old pictures are left out in steps. InvalidArgument: the turns break a rule, see
/// turnParts(); or a picture that is none.
Result<QByteArrayList> chatMessages(const ModelRequest &request, const ChatMessageRules &rules);

} // namespace pilothouse
