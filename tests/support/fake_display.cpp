#include "support/fake_display.h"

#include "core/wait.h"

#include <QRect>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString name(PointerButton button)
{
    switch (button) {
    case PointerButton::Left:
        return u"left"_s;
    case PointerButton::Middle:
        return u"middle"_s;
    case PointerButton::Right:
        return u"right"_s;
    }
    return {};
}

QString name(ScrollDirection direction)
{
    switch (direction) {
    case ScrollDirection::Up:
        return u"up"_s;
    case ScrollDirection::Down:
        return u"down"_s;
    case ScrollDirection::Left:
        return u"left"_s;
    case ScrollDirection::Right:
        return u"right"_s;
    }
    return {};
}

QString text(QPoint point)
{
    return u"%1,%2"_s.arg(point.x()).arg(point.y());
}

QString around(const std::optional<QPoint> &at, const QString &modifiers)
{
    const QString place = at ? u" at "_s + text(*at) : QString();
    return modifiers.isEmpty() ? place : place + u" with "_s + modifiers;
}

struct Describe
{
    QString operator()(const DoNothing &) const { return u"nothing"_s; }
    QString operator()(const MovePointer &a) const { return u"move "_s + text(a.to); }
    QString operator()(const Click &a) const
    {
        return u"click %1 %2"_s.arg(name(a.button)).arg(a.count) + around(a.at, a.modifiers);
    }
    QString operator()(const ButtonChange &a) const
    {
        return u"button %1 %2"_s.arg(name(a.button), a.down ? u"down"_s : u"up"_s);
    }
    QString operator()(const Drag &a) const
    {
        QString words = u"drag "_s + text(a.from);
        for (const QPoint &point : a.via)
            words += u" via "_s + text(point);
        return words + u" to "_s + text(a.to) + around({}, a.modifiers);
    }
    QString operator()(const Scroll &a) const
    {
        return u"scroll %1 %2"_s.arg(name(a.direction)).arg(a.clicks) + around(a.at, a.modifiers);
    }
    QString operator()(const TypeText &a) const { return u"type "_s + a.text; }
    QString operator()(const PressKeys &a) const
    {
        return u"press %1 x%2"_s.arg(a.keys).arg(a.repeat);
    }
    QString operator()(const HoldKeys &a) const
    {
        return u"hold %1 for %2 ms"_s.arg(a.keys).arg(a.duration.count());
    }
};

/// Where an action leaves the pointer, if it moves it.
struct Destination
{
    std::optional<QPoint> operator()(const MovePointer &a) const { return a.to; }
    std::optional<QPoint> operator()(const Click &a) const { return a.at; }
    std::optional<QPoint> operator()(const Drag &a) const { return a.to; }
    std::optional<QPoint> operator()(const Scroll &a) const { return a.at; }
    template <typename Other> std::optional<QPoint> operator()(const Other &) const
    {
        return std::nullopt;
    }
};

Failure gone()
{
    return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
}

} // namespace

QString describe(const InputAction &action)
{
    return std::visit(Describe{}, action);
}

FakeDisplay::FakeDisplay(QSize size) : m_size(size) {}

void FakeDisplay::die()
{
    if (std::exchange(m_dead, true))
        return;
    emit died(Error{Errc::Unavailable, u"The desktop's screen is gone."_s});
}

QStringList FakeDisplay::transcript() const
{
    QStringList lines;
    for (const InputAction &action : actions)
        lines.append(describe(action));
    return lines;
}

QImage FakeDisplay::paint(bool withPointer) const
{
    QImage picture(m_size, QImage::Format_RGB32);
    picture.fill(background);
    const auto mark = [&](QRect area, QRgb colour) {
        const QRect seen = area & picture.rect();
        for (int y = seen.top(); y <= seen.bottom(); ++y) {
            for (int x = seen.left(); x <= seen.right(); ++x)
                picture.setPixel(x, y, colour);
        }
    };
    // One bar for each action, so that a picture shows that something happened.
    for (int i = 0; i < actions.size(); ++i)
        mark(QRect(4 + i * 6 % m_size.width(), 4, 4, 16), qRgb(255, 200, 0));
    if (withPointer)
        mark(QRect(pointer, QSize(8, 8)), qRgb(255, 255, 255));
    return picture;
}

QCoro::Task<Result<>> FakeDisplay::take(InputAction action, std::stop_token stop)
{
    if (m_dead)
        co_return gone();
    if (delay > 0ms) {
        const Woken woken = co_await sleepFor(systemClock(), delay, stop);
        if (woken == Woken::Stopped)
            co_return fail(Errc::Stopped, u"Stopped."_s);
    }
    if (stop.stop_requested())
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (nextError) {
        const Error error = *std::exchange(nextError, std::nullopt);
        co_return fail(error);
    }
    const std::optional<QPoint> to = std::visit(Destination{}, action);
    if (to && !QRect(QPoint(), m_size).contains(*to))
        co_return fail(Errc::InvalidArgument, u"The point is outside of the screen."_s);
    pointer = to.value_or(pointer);
    actions.append(std::move(action));
    co_return Result<>();
}

QCoro::Task<Result<QImage>> FakeDisplay::capture(bool withPointer, std::stop_token stop)
{
    if (m_dead)
        co_return gone();
    if (stop.stop_requested())
        co_return fail(Errc::Stopped, u"Stopped."_s);
    ++captures;
    co_return paint(withPointer);
}

QCoro::Task<Result<>> FakeDisplay::perform(InputAction action, std::stop_token stop)
{
    return take(std::move(action), std::move(stop));
}

QCoro::Task<Result<Look>> FakeDisplay::performAndLook(InputAction action, SettlePolicy policy,
                                                      std::stop_token stop)
{
    const Result<> done = co_await take(std::move(action), std::move(stop));
    if (!done)
        co_return fail(done.error());
    ++captures;
    const std::chrono::milliseconds waited = settles ? policy.quiet : policy.hardCap;
    co_return Look{.picture = paint(true),
                   .settled = settles,
                   .busy = busy,
                   .changed = changes,
                   .waited = waited};
}

QCoro::Task<Result<QPoint>> FakeDisplay::pointerPosition(std::stop_token)
{
    if (m_dead)
        co_return gone();
    co_return pointer;
}

QCoro::Task<Result<FocusedWindow>> FakeDisplay::focusedWindow(std::stop_token)
{
    if (m_dead || focused.isEmpty())
        co_return fail(Errc::Unavailable, QStringLiteral("No window has the keyboard."));
    co_return FocusedWindow{focused};
}

QCoro::Task<Result<QList<ScreenWindow>>> FakeDisplay::windows(std::stop_token)
{
    if (m_dead)
        co_return gone();
    const QList<ScreenWindow> told = shown; // g++ 12 would move out of a member
    co_return told;
}

QCoro::Task<Result<>> FakeDisplay::actOnWindow(quint32 window, WindowAction action,
                                               std::stop_token stop)
{
    if (m_dead)
        co_return gone();
    if (stop.stop_requested())
        co_return fail(Errc::Stopped, u"Stopped."_s);
    const auto found = std::ranges::find(shown, window, &ScreenWindow::id);
    if (found == shown.end())
        co_return fail(Errc::NotFound, u"There is no such window any more."_s);
    if (std::holds_alternative<CloseWindow>(action)) {
        if (!stubborn)
            shown.erase(found);
        co_return Result<>();
    }
    found->minimized = std::holds_alternative<MinimizeWindow>(action);
    if (const auto *move = std::get_if<MoveWindow>(&action))
        found->place = QRect(move->to, move->size.value_or(found->place.size()));
    if (const auto *maximize = std::get_if<MaximizeWindow>(&action))
        found->maximized = maximize->on;
    if (std::holds_alternative<FocusWindow>(action)) {
        for (ScreenWindow &each : shown)
            each.active = each.id == window;
        std::rotate(shown.begin(), found, found + 1);
    }
    co_return Result<>();
}

QCoro::Task<Result<>> FakeDisplay::releaseAll()
{
    if (m_dead)
        co_return gone();
    ++releases;
    co_return Result<>();
}

QCoro::Task<Result<QString>> FakeDisplay::clipboard(std::stop_token)
{
    if (m_dead)
        co_return gone();
    const QString told = clipboardText; // as above
    co_return told;
}

QCoro::Task<Result<>> FakeDisplay::setClipboard(QString text, std::stop_token)
{
    if (m_dead)
        co_return gone();
    clipboardText = std::move(text);
    co_return Result<>();
}

} // namespace pilothouse
