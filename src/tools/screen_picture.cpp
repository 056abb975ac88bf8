#include "tools/screen_picture.h"

#include "core/wait.h"
#include "screen/png.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kLongestEncoding = 60s;
constexpr int kShortestEdge = 200; // the model API's documentation: smaller ones are seen badly

ToolPicture encodedPart(const QImage &screen, QRect region, QSize size)
{
    const QImage picture =
        region.isNull() ? fitScreenshot(screen, size) : fitRegion(screen, region, size);
    return {.bytes = encodePng(picture), .mediaType = u"image/png"_s, .size = picture.size()};
}

} // namespace

QImage fitScreenshot(const QImage &screen, QSize size)
{
    if (screen.size() == size)
        return screen;
    return screen.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage fitRegion(const QImage &screen, QRect region, QSize size)
{
    const QSize enough = region.size()
                             .scaled({kShortestEdge, kShortestEdge}, Qt::KeepAspectRatioByExpanding)
                             .expandedTo(region.size());
    // A strip of one pixel must not vanish where the aspect would make it thinner than one.
    const QSize fitted =
        enough.scaled(size.boundedTo(enough), Qt::KeepAspectRatio).expandedTo({1, 1});
    return screen.copy(region).scaled(fitted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QCoro::Task<Result<ToolPicture>> encodePicture(QImage screen, QRect region, QSize size,
                                               const Clock &clock, std::stop_token stop)
{
    Waiter waiter(clock);
    QFutureWatcher<ToolPicture> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &waiter, &Waiter::wake);
    watcher.setFuture(QtConcurrent::run(encodedPart, screen, region, size));
    const Woken woken = co_await waiter.wait(stop, kLongestEncoding);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped before the picture was ready."_s);
    if (woken == Woken::Timeout || watcher.result().bytes.isEmpty())
        co_return fail(Errc::Internal, u"The picture of the screen could not be encoded."_s);
    co_return watcher.result();
}

} // namespace pilothouse
