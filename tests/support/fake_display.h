#pragma once

#include "screen/display.h"

#include <QColor>
#include <QList>

#include <optional>

namespace pilothouse {

/// A Display in memory. It remembers what was done, paints something that shows it, and does as the
/// test says: does not settle, takes its time, fails, dies. Everything it does ends at once, except
/// for `delay`, which honours the stop token.
class FakeDisplay final : public Display
{
public:
    explicit FakeDisplay(QSize size = QSize(1280, 800));

    QSize size() const override { return m_size; }
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

    /// The X server goes away: died() fires, every later call is Unavailable.
    void die();
    /// All actions, one line each, as a transcript: "click left 1 at 10,20", "type héllo".
    QStringList transcript() const;

    QList<InputAction> actions; ///< what was performed, in order
    int captures = 0;
    int releases = 0;
    bool settles = true;                ///< false: each look reaches the cap
    Busy busy = Busy::Drawing;          ///< as Look::busy
    double changes = 1;                 ///< as Look::changed
    std::chrono::milliseconds delay{0}; ///< each action takes this long
    std::optional<Error> nextError;     ///< the next action fails with it
    QList<ScreenWindow> shown; ///< the one in front first; what is done to them changes them
    bool stubborn = false;     ///< windows stay open when they are to close
    QString clipboardText;
    QPoint pointer;
    QStringList focused{QStringLiteral("xterm"), QStringLiteral("XTerm")}; ///< empty: no window is
    QColor background = Qt::darkBlue; ///< changes the picture when a test wants another one

private:
    QCoro::Task<Result<>> take(InputAction action, std::stop_token stop);
    QImage paint(bool withPointer) const;

    QSize m_size;
    bool m_dead = false;
};

/// One action as a line of text.
QString describe(const InputAction &action);

} // namespace pilothouse
