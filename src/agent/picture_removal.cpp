#include "agent/picture_removal.h"

#include "core/log.h"

namespace pilothouse {

// Another session may have shown the same picture since. There is no wait between the question and
// the removal, and AgentLoop looks after its pictures once they are referred to.
void removeUnneeded(const QList<BlobHash> &blobs, const SessionStore &sessions, BlobStore &store)
{
    for (const BlobHash &blob : blobs) {
        const Result<bool> needed = sessions.refersTo(blob);
        if (!needed || *needed)
            continue;
        const Result<> removed = store.remove(blob);
        if (!removed && removed.error().code != Errc::NotFound)
            qCWarning(logAgent) << removed.error().message << removed.error().detail;
    }
}

QCoro::Task<> forgetPictures(SessionId session, SessionStore &sessions, BlobStore &store)
{
    const auto orphans = co_await sessions.releasePictures(session);
    if (orphans)
        removeUnneeded(*orphans, sessions, store);
    else
        qCWarning(logAgent) << orphans.error().message << orphans.error().detail;
}

} // namespace pilothouse
