#pragma once

#include "model/messages.h"
#include "store/event.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

/// What an open session knows of its pictures.
struct Pictures
{
    QHash<BlobHash, Picture> known; ///< in memory, so that each is read once only
    /// Results that lost a picture. For good: a screen that looks the same again must not change
    /// what the model was told.
    QSet<EventSeq> gone;
};

} // namespace pilothouse
