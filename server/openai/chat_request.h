#pragma once

#include "core/result.h"
#include "exchange/exchange.h"

#include <QByteArrayList>

namespace pilothouse {

/// A body of POST /v1/chat/completions, as far as it means something here. The client's tools, and
/// how its model shall sample, are passed over: the work is done with our own.
struct ChatRequest
{
    QString model;
    QString system;             ///< of all system and developer messages
    QString task;               ///< the last message of the user
    QList<QByteArray> pictures; ///< that came with it
    QString before;             ///< what was said before it, for a session that has not heard it
    QByteArray placeBefore;     ///< a digest of that: the same again where the client goes on
    QByteArray placeOf(const QString &reply) const; ///< that of the next request of this chat
    QString user = {};
    bool isStream = false;
    bool wantsUsage = false;  ///< in the stream
    QByteArrayList said = {}; ///< what placeOf() is made of
};

/// InvalidArgument: what is wrong with it.
Result<ChatRequest> readChatRequest(const Exchange &exchange);

} // namespace pilothouse
