#pragma once

#include "core/clock.h"
#include "screen/display.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace pilothouse {

/// A Display on an X server with XTEST: looks and acts through one connection on a thread of its
/// own. Main thread; calls run one after another in their order, also while the caller does not
/// wait. Destroying it stops the running call and ends all waiting ones as Stopped; they may resume
/// afterwards.
class X11Display final : public Display
{
    Q_OBJECT
public:
    /// Connects to the server's unix socket with its 16 byte MIT-MAGIC-COOKIE-1 (empty: none) and
    /// prepares keyboard and screen, before any application starts (about 5 ms).
    /// The clock, which outlives it, limits how long a call may take.
    /// Unavailable: nobody answers there, the cookie is refused or an extension is missing.
    /// Unsupported: not 24 bit deep.
    static Result<std::unique_ptr<X11Display>>
    connect(const QString &xSocketPath, const QByteArray &cookie16, const Clock &clock);
    ~X11Display() override;

    QSize size() const override;
    QCoro::Task<Result<QImage>> capture(bool withPointer, std::stop_token stop) override;
    QCoro::Task<Result<>> perform(InputAction action, std::stop_token stop) override;
    QCoro::Task<Result<Look>> performAndLook(InputAction action, SettlePolicy policy,
                                             std::stop_token stop) override;
    QCoro::Task<Result<QPoint>> pointerPosition(std::stop_token stop) override;
    QCoro::Task<Result<FocusedWindow>> focusedWindow(std::stop_token stop) override;
    QCoro::Task<Result<QList<ScreenWindow>>> windows(std::stop_token stop) override;
    QCoro::Task<Result<>> actOnWindow(quint32 window, WindowAction action,
                                      std::stop_token stop) override;
    QCoro::Task<Result<>> releaseAll() override;
    QCoro::Task<Result<QString>> clipboard(std::stop_token stop) override;
    QCoro::Task<Result<>> setClipboard(QString text, std::stop_token stop) override;

    /// So many requests of the session's programs wait for an answer: a look holds for them. To be
    /// told while looking(true) holds; nobody tells: none.
    void setRequestsOpen(int count);
    /// See UnderWay; before the first action. `runs` outlives the display.
    void setCommandTest(std::function<bool(std::chrono::milliseconds)> runs);

signals:
    /// performAndLook() begins, or has ended.
    void looking(bool on);

private:
    struct Private;
    explicit X11Display(std::unique_ptr<Private> priv);
    void onBroken();

    std::unique_ptr<Private> d;
};

} // namespace pilothouse
