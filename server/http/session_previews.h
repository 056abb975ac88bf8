#pragma once

#include "store/journal.h"
#include "store/session_store.h"

#include <QCache>

namespace pilothouse {

/// What a list of sessions shows of each, besides its record.
struct SessionPreview
{
    QString firstMessage; ///< what it was asked first; empty: nothing yet
    QString lastLine;     ///< what was last said, by a person, the model or the end of a run
    BlobHash picture;     ///< what its screen showed last; empty: nothing lately
};
/// {"first_message", "last_line", "picture" (the address of the blob, or null)}.
QByteArray previewJson(const SessionPreview &preview);

/// Previews, made from the first event and the newest ones, and kept until the session has another
/// event. Main thread. The journal outlives it.
class SessionPreviews
{
public:
    explicit SessionPreviews(const Journal &journal);

    Result<SessionPreview> of(const SessionRecord &session);

private:
    struct Kept
    {
        EventSeq seq = 0;
        SessionPreview preview;
    };

    const Journal &m_journal;
    QCache<SessionId, Kept> m_kept;
};

} // namespace pilothouse
