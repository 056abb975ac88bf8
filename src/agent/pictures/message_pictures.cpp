#include "agent/pictures/message_pictures.h"

#include "agent/pictures/session_pictures.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Runs in the pool.
Result<QList<Picture>> readAll(const QList<QByteArray> &files, const ModelInfo &model)
{
    QList<Picture> pictures;
    for (const QByteArray &file : files) {
        auto picture = readSentPicture(file, model);
        if (!picture && files.size() > 1)
            return fail(picture.error().code,
                        u"Picture %1: %2"_s.arg(QString::number(pictures.size() + 1),
                                                picture.error().message));
        if (!picture)
            return fail(picture.error());
        pictures.append(*std::move(picture));
    }
    return pictures;
}

} // namespace

QCoro::Task<Result<MessagePictures::Stored>> MessagePictures::store(QList<QByteArray> files,
                                                                    QString model)
{
    if (files.size() > kMostSentPictures)
        co_return fail(Errc::InvalidArgument,
                       u"A message takes %1 pictures at the most."_s.arg(kMostSentPictures));
    const ModelInfo info = m_models.find(model);
    const auto pictures = co_await QtConcurrent::run(readAll, files, info);
    if (!pictures)
        co_return fail(pictures.error());
    Stored stored;
    for (const Picture &picture : *pictures) {
        const Result<BlobHash> hash = co_await m_blobs.put(picture.bytes);
        if (!hash) {
            drop(stored);
            co_return fail(hash.error());
        }
        const ImageRef image{.blob = *hash, .mediaType = picture.mediaType, .size = picture.size};
        stored.images.append(image);
        stored.bytes.append(picture.bytes);
    }
    co_return stored;
}

// As SessionPictures::keep(): another session that showed the same may have been deleted meanwhile.
QCoro::Task<Result<>> MessagePictures::keep(Stored pictures)
{
    for (qsizetype i = 0; i < pictures.images.size(); ++i) {
        if (m_blobs.path(pictures.images.at(i).blob))
            continue;
        const Result<BlobHash> stored = co_await m_blobs.put(pictures.bytes.at(i));
        if (!stored)
            co_return fail(stored.error());
    }
    co_return Result<>();
}

void MessagePictures::drop(const Stored &pictures)
{
    QList<BlobHash> blobs;
    for (const ImageRef &image : pictures.images)
        blobs.append(image.blob);
    SessionPictures::removeUnneeded(blobs, m_sessions, m_blobs);
}

} // namespace pilothouse
