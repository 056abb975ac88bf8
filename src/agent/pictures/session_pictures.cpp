#include "agent/pictures/session_pictures.h"

#include "core/log.h"

namespace pilothouse {

SessionPictures::SessionPictures(const SessionRecord &session, SessionStore &sessions,
                                 BlobStore &blobs)
    : m_session(session.id), m_areStored(session.options.storeScreenshots), m_sessions(sessions),
      m_blobs(blobs)
{
}

QCoro::Task<Result<ImageRef>> SessionPictures::add(ToolPicture picture)
{
    const Result<BlobHash> hash = co_await m_blobs.put(picture.bytes);
    if (!hash)
        co_return fail(hash.error());
    m_known.insert(*hash, Picture{picture.bytes, picture.mediaType, picture.size});
    co_return ImageRef{*hash, picture.mediaType, picture.size};
}

// A session that showed the same picture may have been deleted between its storing and the event
// that refers to it, and the picture with it.
QCoro::Task<Result<>> SessionPictures::keep(QList<ImageRef> images)
{
    for (const ImageRef &image : std::as_const(images)) {
        if (m_blobs.path(image.blob))
            continue;
        const QByteArray bytes = m_known.value(image.blob).bytes;
        const Result<BlobHash> stored = co_await m_blobs.put(bytes);
        if (!stored)
            co_return fail(stored.error());
    }
    co_return Result<>();
}

Result<Picture> SessionPictures::load(const ImageRef &image)
{
    if (const auto known = m_known.constFind(image.blob); known != m_known.constEnd())
        return *known;
    auto bytes = m_blobs.read(image.blob);
    if (!bytes)
        return fail(bytes.error());
    return *m_known.insert(image.blob, Picture{*std::move(bytes), image.mediaType, image.size});
}

void SessionPictures::forgetGone(Event &event)
{
    QList<ImageRef> *images = imagesIn(event.body);
    if (!images)
        return;
    for (ImageRef &image : *images) {
        const bool isThere = m_known.contains(image.blob) || m_blobs.path(image.blob);
        if (isThere && !m_gone.contains(event.seq))
            continue;
        m_gone.insert(event.seq);
        image.blob = {};
    }
}

QCoro::Task<> SessionPictures::runEnded()
{
    if (m_areStored) {
        m_known.clear(); // they can be read again
        co_return;
    }
    const auto orphans = co_await m_sessions.releasePictures(m_session);
    if (orphans)
        removeUnneeded(*orphans, m_sessions, m_blobs);
    else
        qCWarning(logAgent) << orphans.error().message << orphans.error().detail;
}

// Another session may have shown the same picture since. There is no wait between the question and
// the removal, and keep() looks after the pictures of a result once it refers to them.
void SessionPictures::removeUnneeded(const QList<BlobHash> &blobs, const SessionStore &sessions,
                                     BlobStore &store)
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

} // namespace pilothouse
