#pragma once

#include "model/messages.h"
#include "store/blob_store.h"
#include "store/session_store.h"
#include "tools/tool.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

/// The pictures of one session: those that its tools bring and the model is shown, as long as they
/// are stored, and for the model alone as long as this object lives. Main thread.
class SessionPictures
{
    Q_DISABLE_COPY_MOVE(SessionPictures)
public:
    SessionPictures(const SessionRecord &session, SessionStore &sessions, BlobStore &blobs);

    /// Stores a picture. Errors: BlobStore::put.
    QCoro::Task<Result<ImageRef>> add(ToolPicture picture);
    /// To be called when the event that refers to `images` is stored: from here on they are safe.
    QCoro::Task<Result<>> keep(QList<ImageRef> images);
    /// Errors: BlobStore::read.
    Result<Picture> load(const ImageRef &image);
    /// Takes out of an event the pictures that are gone. For good: a screen that looks the same
    /// again must not change what the model was told.
    void forgetGone(Event &event);
    /// Removes what the session does not store beyond a run, or what a crash left of it; pictures
    /// that other sessions show as well stay. Failures are logged: what is left is private.
    QCoro::Task<> runEnded();

    /// Removes those of `blobs` to which no session refers. Failures are logged.
    static void removeUnneeded(const QList<BlobHash> &blobs, const SessionStore &sessions,
                               BlobStore &store);

private:
    SessionId m_session;
    bool m_areStored; ///< beyond a run
    SessionStore &m_sessions;
    BlobStore &m_blobs;
    QHash<BlobHash, Picture> m_known; ///< in memory, so that each is read once only
    QSet<EventSeq> m_gone;            ///< those that lost a picture
};

} // namespace pilothouse
