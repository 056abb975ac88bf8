#pragma once

#include "agent/pictures/sent_picture.h"
#include "store/blob_store.h"
#include "store/session_store.h"

namespace pilothouse {

/// What people send along with a message, until the message is stored. Main thread.
class MessagePictures
{
public:
    /// Stored, but no event refers to it yet.
    struct Stored
    {
        QList<ImageRef> images = {};
        QList<QByteArray> bytes = {}; ///< of each
    };

    MessagePictures(BlobStore &blobs, SessionStore &sessions, const ModelTable &models)
        : m_blobs(blobs), m_sessions(sessions), m_models(models)
    {
    }

    /// Reads and stores them all, or none. readSentPicture() of each, and BlobStore::put();
    /// InvalidArgument also: more than kMostSentPictures.
    QCoro::Task<Result<Stored>> store(QList<QByteArray> files, QString model);
    /// The message is stored: from here on they are safe. BlobStore::put().
    QCoro::Task<Result<>> keep(Stored pictures);
    /// There will be no such message. What others show as well stays.
    void drop(const Stored &pictures);

private:
    BlobStore &m_blobs;
    SessionStore &m_sessions;
    const ModelTable &m_models;
};

} // namespace pilothouse
