#include "tools/windows/windows_tool.h"

#include "tools/told_text.h"
#include "tools/windows/window_list.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// What the window manager is asked for, one after another.
QList<WindowAction> deedsFor(const WindowsCall &asked, const ScreenWindow &window)
{
    QList<WindowAction> deeds;
    if (asked.action == "close"_L1)
        deeds << CloseWindow{};
    else if (asked.action == "minimize"_L1)
        deeds << MinimizeWindow{};
    else if (asked.action == "maximize"_L1)
        deeds << MaximizeWindow{};
    else if (asked.action == "focus"_L1)
        deeds << FocusWindow{};
    else if (window.maximized) // to be restored, or moved, which it cannot be like that
        deeds << MaximizeWindow{.on = false};
    if (asked.action == "restore"_L1 && window.minimized)
        deeds << FocusWindow{};
    if (asked.action == "move"_L1)
        deeds << MoveWindow{.to = asked.to.value_or(window.place.topLeft()), .size = asked.size};
    return deeds;
}

const ScreenWindow *findIn(const QList<ScreenWindow> &windows, const ScreenWindow &told)
{
    const auto found = std::ranges::find_if(windows, [&told](const ScreenWindow &each) {
        return each.id == told.id && each.names == told.names;
    });
    return found == windows.end() ? nullptr : &*found;
}

Failure windowIsGone(const QString &id)
{
    return fail(Errc::NotFound,
                u"There is no window '%1'. Nothing was done: list the windows."_s.arg(id.left(20)));
}

} // namespace

QString WindowsTool::name() const
{
    return u"windows"_s;
}

std::optional<CallTarget> WindowsTool::target(const ToolCall &call) const
{
    const ScreenWindow *told = m_ids.find(call.input.value("id"_L1).toString());
    if (told == nullptr)
        return std::nullopt;
    CallTarget target{.role = u"window"_s, .name = told->title};
    ScreenWindow shown = *told;
    if (const Result<WindowsCall> asked = parseWindowsCall(call, scale()))
        shown.place = QRect(asked->to.value_or(told->place.topLeft()),
                            asked->size.value_or(told->place.size()));
    const QRect seen =
        placeInPicture(shown, scale()).intersected(QRect(QPoint(), m_computer.pictureSize()));
    if (!told->minimized && !seen.isEmpty())
        target.place = seen;
    return target;
}

QCoro::Task<ToolOutcome> WindowsTool::run(ToolCall call, std::stop_token stop)
{
    const Result<WindowsCall> asked = parseWindowsCall(call, scale());
    if (!asked)
        co_return toolError(asked.error());
    const bool look = asked->action != "list"_L1 && asked->picture && call.look && m_pictures;
    Result<ToolOutcome> outcome = co_await carryOut(*asked, look, stop);
    co_await m_computer.release(stop);
    if (!outcome)
        co_return toolError(outcome.error());
    co_return std::move(*outcome);
}

QCoro::Task<Result<QList<ScreenWindow>>> WindowsTool::windows(std::stop_token stop)
{
    Result<QList<ScreenWindow>> found = co_await m_display.windows(stop);
    if (!found)
        co_return found;
    co_return masked(std::move(*found), m_secrets);
}

QCoro::Task<Result<ToolOutcome>> WindowsTool::carryOut(WindowsCall asked, bool look,
                                                       std::stop_token stop)
{
    ToolOutcome outcome;
    if (asked.action != "list"_L1) {
        const Result<QString> done = co_await act(asked, stop);
        if (!done)
            co_return fail(done.error());
        outcome.text = *done;
    }
    if (look) {
        const ToolCall screenshot{
            .id = {}, .tool = u"computer"_s, .action = u"screenshot"_s, .input = {}};
        ToolOutcome picture = co_await m_computer.run(screenshot, stop);
        if (picture.isError)
            co_return picture;
        outcome.text = withNote(outcome.text, picture.text);
        outcome.picture = std::move(picture.picture);
    }
    const Result<QList<ScreenWindow>> now = co_await windows(stop);
    if (!now)
        co_return fail(now.error());
    outcome.text = withNote(outcome.text, listed(*now, m_ids, scale()));
    co_return outcome;
}

/// Returns what to say of it, when the screen is still.
QCoro::Task<Result<QString>> WindowsTool::act(WindowsCall asked, std::stop_token stop)
{
    const ScreenWindow *known = m_ids.find(asked.id);
    if (known == nullptr)
        co_return windowIsGone(asked.id);
    const ScreenWindow told = *known;
    const Result<QList<ScreenWindow>> before = co_await windows(stop);
    if (!before)
        co_return fail(before.error());
    const ScreenWindow *window = findIn(*before, told);
    if (window == nullptr)
        co_return windowIsGone(asked.id);
    const QList<WindowAction> deeds = deedsFor(asked, *window);
    if (deeds.isEmpty())
        co_return u"Nothing was to be done."_s;
    for (const WindowAction &deed : deeds) {
        const Result<> done = co_await m_display.actOnWindow(told.id, deed, stop);
        if (!done)
            co_return fail(done.error());
    }
    const Act rest{.action = DoNothing(), .done = {}};
    const Result<ToolOutcome> still = co_await m_computer.act(rest, false, stop);
    if (!still)
        co_return fail(still.error());
    const Result<QList<ScreenWindow>> after = co_await windows(stop);
    if (after && asked.action == "close"_L1 && findIn(*after, told) != nullptr)
        co_return u"It is still open: its program may ask something first."_s;
    co_return u"Done."_s;
}

} // namespace pilothouse
