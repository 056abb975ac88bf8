#include "http/stored_screenshots.h"

#include "http/picture_form.h"

#include <QCoroFuture>
#include <QtConcurrent>

namespace pilothouse {

namespace {

using Paths = QHash<BlobHash, QString>;

Paths pathsOf(const QList<Event> &events, const BlobStore &blobs)
{
    Paths paths;
    for (const Event &event : events)
        if (const QList<ImageRef> *images = imagesIn(event.body))
            for (const ImageRef &image : *images)
                if (const auto path = blobs.path(image.blob))
                    paths.insert(image.blob, *path);
    return paths;
}

Screenshots encodeAll(const Paths &paths, const PictureForm &form)
{
    Screenshots screenshots;
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QImage picture(*path);
        screenshots.insert(path.key(),
                           picture.isNull() ? QByteArray() : encodePicture(picture, form));
    }
    return screenshots;
}

} // namespace

QCoro::Task<Screenshots> storedScreenshots(QList<Event> events, SessionOptions options,
                                           const BlobStore &blobs)
{
    const Paths paths = options.storeScreenshots ? pathsOf(events, blobs) : Paths();
    if (paths.isEmpty())
        co_return Screenshots();
    PictureForm form;
    form.jpeg = true;
    form.quality = options.screenshotQuality;
    form.divisor = options.screenshotScale;
    const Screenshots screenshots = co_await QtConcurrent::run(encodeAll, paths, form);
    co_return screenshots;
}

} // namespace pilothouse
