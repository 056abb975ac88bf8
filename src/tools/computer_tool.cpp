#include "tools/computer_tool.h"

#include "core/wait.h"
#include "tools/screen_picture.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// What the model is told when the picture may not show all that comes of the action; or nothing.
QString doubt(const Look &seen, const InputAction &action)
{
    const QString after =
        QString::number(static_cast<double>(seen.waited.count()) / 1000, 'f', 1) + u" s"_s;
    if (!seen.settled && seen.busy == Busy::Command)
        return u" A command was still running after %1; wait, then look again."_s.arg(after);
    if (!seen.settled && seen.busy == Busy::Loading)
        return u" Something was still loading after %1; wait, then look again."_s.arg(after);
    if (!seen.settled)
        return u" The screen was still changing after %1; take a screenshot to see more."_s.arg(
            after);
    const bool mayChange = !std::holds_alternative<MovePointer>(action);
    if (seen.changed <= 0 && mayChange)
        return u" Nothing on the screen has changed so far."_s;
    if (seen.changed < kLittleChange && leadsOn(action))
        return u" Little on the screen has changed so far."_s;
    return {};
}

} // namespace

ComputerTool::ComputerTool(Display &display, PictureFrame frame, const Clock &clock,
                           const Secrets &secrets, SecretSight sight, SettlePolicy settle)
    : m_display(display), m_frame(frame), m_clock(clock), m_settle(settle),
      m_typing(display, secrets, std::move(sight))
{
}

QString ComputerTool::name() const
{
    return u"computer"_s;
}

QCoro::Task<ToolOutcome> ComputerTool::run(ToolCall call, std::stop_token stop)
{
    const ScreenScale scale(m_frame, m_display.size());
    Result<ComputerRequest> request = parseComputerCall(call, scale);
    if (!request)
        co_return toolError(request.error());
    ToolOutcome outcome = co_await carryOut(std::move(*request), call.look, stop);
    co_await release(stop);
    co_return outcome;
}

// A button that an earlier call pressed must not stay down either.
QCoro::Task<> ComputerTool::release(std::stop_token stop)
{
    if (stop.stop_requested())
        (void)co_await m_display.releaseAll();
}

QCoro::Task<ToolOutcome> ComputerTool::carryOut(ComputerRequest request, bool look,
                                                std::stop_token stop)
{
    Result<ToolOutcome> outcome = fail(Errc::Stopped, u"Stopped before it began."_s);
    if (stop.stop_requested())
        co_return toolError(outcome.error());
    if (const auto *zoom = std::get_if<Zoom>(&request))
        outcome = co_await screenshot(zoom->region, stop);
    else if (std::holds_alternative<TellPointer>(request))
        outcome = co_await tellPointer(stop);
    else if (const auto *wait = std::get_if<WaitAndLook>(&request))
        outcome = co_await waitAndLook(*wait, look, stop);
    else if (const auto *action = std::get_if<Act>(&request))
        outcome = co_await act(*action, look, stop);
    else
        outcome = co_await screenshot(QRect(), stop);
    if (!outcome)
        co_return toolError(outcome.error());
    co_return std::move(*outcome);
}

QCoro::Task<Result<ToolOutcome>> ComputerTool::screenshot(QRect region, std::stop_token stop)
{
    // No wait for a still screen here: the action before has waited.
    const Result<QImage> screen = co_await m_display.capture(true, stop);
    if (!screen)
        co_return fail(screen.error());
    // The screen may have been resized since the region was read.
    const QRect part = region.isNull() ? region : region.intersected(screen->rect());
    if (!region.isNull() && part.isEmpty())
        co_return fail(Errc::InvalidArgument, u"The region is not on the screen any more."_s);
    Result<ToolOutcome> outcome = co_await attach(ToolOutcome(), *screen, part, stop);
    co_return outcome;
}

QCoro::Task<Result<ToolOutcome>> ComputerTool::tellPointer(std::stop_token stop)
{
    const Result<QPoint> pointer = co_await m_display.pointerPosition(stop);
    if (!pointer)
        co_return fail(pointer.error());
    const QPoint at = ScreenScale(m_frame, m_display.size()).toPicture(*pointer);
    QString told = m_frame.told(at);
    co_return ToolOutcome{.text = u"X="_s + told.replace(u","_s, u",Y="_s)};
}

QCoro::Task<Result<ToolOutcome>> ComputerTool::waitAndLook(WaitAndLook wait, bool look,
                                                           std::stop_token stop)
{
    const Woken woken = co_await sleepFor(m_clock, wait.duration, stop);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped before the wait was over."_s);
    ToolOutcome outcome{.text = wait.done};
    if (!look)
        co_return outcome;
    const Result<QImage> screen = co_await m_display.capture(true, stop);
    if (!screen)
        co_return fail(screen.error());
    Result<ToolOutcome> answer = co_await attach(std::move(outcome), *screen, QRect(), stop);
    co_return answer;
}

QCoro::Task<Result<ToolOutcome>> ComputerTool::act(Act act, bool look, std::stop_token stop)
{
    const Result<Look> seen = co_await perform(act.action, stop);
    if (!seen)
        co_return fail(seen.error());
    ToolOutcome outcome{.text = act.done};
    outcome.text += doubt(*seen, act.action);
    outcome.details = QJsonObject{{u"settled"_s, seen->settled},
                                  {u"waited_ms"_s, static_cast<qint64>(seen->waited.count())}};
    if (!look)
        co_return outcome;
    Result<ToolOutcome> answer = co_await attach(std::move(outcome), seen->picture, QRect(), stop);
    co_return answer;
}

QCoro::Task<Result<Look>> ComputerTool::perform(InputAction action, std::stop_token stop)
{
    if (const auto *text = std::get_if<TypeText>(&action)) {
        Result<Look> typed = co_await m_typing.type(*text, m_settle, stop);
        co_return typed;
    }
    Result<Look> seen = co_await m_display.performAndLook(std::move(action), m_settle, stop);
    co_return seen;
}

QCoro::Task<Result<ToolOutcome>> ComputerTool::attach(ToolOutcome outcome, QImage screen,
                                                      QRect region, std::stop_token stop)
{
    const CoveredScreen covered = co_await m_typing.covered(screen, stop);
    if (covered.hides)
        outcome.text = withNote(outcome.text, u"[Where a secret shows, the picture is covered.]"_s);
    Result<ToolPicture> encoded =
        co_await encodePicture(covered.picture, region, pictureSize(), m_clock, stop);
    if (!encoded)
        co_return fail(encoded.error());
    outcome.picture = std::move(*encoded);
    co_return outcome;
}

} // namespace pilothouse
