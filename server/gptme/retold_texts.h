#pragma once

#include "store/event.h"

namespace pilothouse {

/// Behind what was said of a reply that somebody stopped.
inline const QString kInterrupted = QStringLiteral("[INTERRUPTED]");

/// Where a client finds the pictures of an event: "screenshots/SEQ.png", the next "SEQ-1.png".
QString pictureName(EventSeq seq, qsizetype index);

/// The "metadata" of a message of the model's.
QJsonObject turnJson(const TurnEnded &turn);

/// Why a run ended, in words.
QString endOf(const RunEnded &ended);

} // namespace pilothouse
