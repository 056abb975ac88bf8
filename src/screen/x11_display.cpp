#include "screen/x11_display.h"

#include "core/log.h"
#include "screen/focused_window.h"
#include "screen/windows/window_control.h"
#include "screen/x11_hands.h"
#include "screen/x_call.h"

#include <QPointer>

#include <atomic>

namespace pilothouse {

using namespace Qt::StringLiterals;

using Stop = const std::stop_token &;

struct X11Display::Private
{
    explicit Private(const Clock &theClock) : clock(theClock) {}

    const Clock &clock;
    std::unique_ptr<XConnection> connection;
    std::unique_ptr<X11Hands> hands;
    std::atomic<QSize> size;
    UnderWay underWay;
    std::stop_source ending;
    std::unique_ptr<XThread> thread; // last: it uses all of the above

    /// Posts `job`, guarded: a broken connection answers for itself.
    template <typename T>
    QCoro::Task<Result<T>> call(std::function<Result<T>(Stop)> job, std::stop_token stop)
    {
        auto guarded = [this, job = std::move(job)](Stop jobStop) -> Result<T> {
            if (connection->broken())
                return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
            if (jobStop.stop_requested())
                return fail(Errc::Stopped, u"Stopped."_s);
            Result<T> result = job(jobStop);
            size = connection->size();
            return result;
        };
        return callOn<T>(*thread, clock, ending.get_token(), std::move(guarded), std::move(stop));
    }
};

Result<std::unique_ptr<X11Display>>
X11Display::connect(const QString &xSocketPath, const QByteArray &cookie16, const Clock &clock)
{
    Result<std::unique_ptr<XConnection>> connection = XConnection::open(xSocketPath, cookie16);
    if (!connection)
        return fail(connection.error());
    auto priv = std::make_unique<Private>(clock);
    priv->connection = std::move(*connection);
    priv->hands = std::make_unique<X11Hands>(*priv->connection, priv->underWay);
    if (const Result<> opened = priv->hands->open(); !opened)
        return fail(opened.error());
    priv->size = priv->connection->size();
    return std::unique_ptr<X11Display>(new X11Display(std::move(priv)));
}

X11Display::X11Display(std::unique_ptr<Private> priv) : d(std::move(priv))
{
    d->thread = std::make_unique<XThread>(*d->connection, [this] { onBroken(); });
}

X11Display::~X11Display()
{
    d->thread->post([hands = d->hands.get()] { hands->releaseAll(); });
    d->ending.request_stop();
    d->thread.reset(); // joins; its last jobs still use d
}

void X11Display::onBroken()
{
    const auto tell = [this] {
        emit died(Error{Errc::Unavailable, u"The desktop's screen is gone."_s});
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

QSize X11Display::size() const
{
    return d->size;
}

QCoro::Task<Result<QImage>> X11Display::capture(bool withPointer, std::stop_token stop)
{
    return d->call<QImage>([this, withPointer](Stop) { return d->hands->capture(withPointer); },
                           std::move(stop));
}

QCoro::Task<Result<>> X11Display::perform(InputAction action, std::stop_token stop)
{
    return d->call<void>([this, action = std::move(action)](
                             Stop jobStop) { return d->hands->perform(action, jobStop); },
                         std::move(stop));
}

QCoro::Task<Result<Look>> X11Display::performAndLook(InputAction action, SettlePolicy policy,
                                                     std::stop_token stop)
{
    const QPointer<X11Display> self(this); // it may end meanwhile
    d->underWay.requestsOpen = 0;
    emit looking(true);
    std::function<Result<Look>(Stop)> job = [this, action = std::move(action),
                                             policy](Stop jobStop) {
        return d->hands->performAndLook(action, policy, jobStop);
    };
    Result<Look> seen = co_await d->call<Look>(std::move(job), std::move(stop));
    if (self)
        emit self->looking(false);
    co_return seen;
}

void X11Display::setRequestsOpen(int count)
{
    d->underWay.requestsOpen = count;
}

void X11Display::setCommandTest(std::function<bool(std::chrono::milliseconds)> runs)
{
    d->underWay.runsCommand = std::move(runs);
}

QCoro::Task<Result<QPoint>> X11Display::pointerPosition(std::stop_token stop)
{
    return d->call<QPoint>([this](Stop) { return d->hands->pointerPosition(); }, std::move(stop));
}

QCoro::Task<Result<FocusedWindow>> X11Display::focusedWindow(std::stop_token stop)
{
    return d->call<FocusedWindow>(
        [this](Stop) { return pilothouse::focusedWindow(*d->connection); }, std::move(stop));
}

QCoro::Task<Result<QList<ScreenWindow>>> X11Display::windows(std::stop_token stop)
{
    return d->call<QList<ScreenWindow>>([this](Stop) { return screenWindows(*d->connection); },
                                        std::move(stop));
}

QCoro::Task<Result<>> X11Display::actOnWindow(quint32 window, WindowAction action,
                                              std::stop_token stop)
{
    return d->call<void>(
        [this, window, action](Stop jobStop) { return d->hands->actOn(window, action, jobStop); },
        std::move(stop));
}

QCoro::Task<Result<>> X11Display::releaseAll()
{
    const auto job = [this](Stop) -> Result<> {
        d->hands->releaseAll();
        return {};
    };
    return d->call<void>(job, std::stop_token());
}

QCoro::Task<Result<QString>> X11Display::clipboard(std::stop_token stop)
{
    return d->call<QString>([this](Stop jobStop) { return d->hands->clipboard(jobStop); },
                            std::move(stop));
}

QCoro::Task<Result<>> X11Display::setClipboard(QString text, std::stop_token stop)
{
    return d->call<void>(
        [this, text = std::move(text)](Stop) -> Result<> {
            d->hands->setClipboard(text);
            return {};
        },
        std::move(stop));
}

} // namespace pilothouse

#include "moc_x11_display.cpp"
