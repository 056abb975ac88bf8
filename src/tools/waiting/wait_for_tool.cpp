#include "tools/waiting/wait_for_tool.h"

#include "core/wait.h"
#include "sandbox/confined_file.h"
#include "tools/told_text.h"
#include "tools/windows/window_list.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype kMostFound = 5;
constexpr auto kShortestPause = 300ms;
constexpr auto kLongestPause = 2000ms;
constexpr int kPausePerLook = 4;       // times what the look took
constexpr auto kStillFor = 500ms;      // a person would call it still
constexpr auto kLongestWatch = 2000ms; // others use the screen's connection, too

SettlePolicy policyFor(std::chrono::milliseconds left)
{
    const auto cap = std::clamp<std::chrono::milliseconds>(left, 2 * kStillFor, kLongestWatch);
    return {.minimum = kStillFor,
            .quiet = kStillFor,
            .patience = kStillFor,
            .softCap = cap,
            .hardCap = cap,
            .loadingCap = cap};
}

std::chrono::milliseconds pauseAfter(std::chrono::milliseconds look)
{
    return std::clamp<std::chrono::milliseconds>(look * kPausePerLook, kShortestPause,
                                                 kLongestPause);
}

QString whatGoesOn(Busy busy)
{
    if (busy == Busy::Loading)
        return u"something still loads."_s;
    return busy == Busy::Command ? u"a command still runs."_s : u"the screen still changes."_s;
}

} // namespace

Result<std::optional<qint64>> fileSize(const Sandbox &sandbox, const QString &path)
{
    const QString home = sandbox.homeInside();
    const QString whole = path.startsWith("~/"_L1) ? home + path.sliced(1)
                          : path.startsWith(u'/')  ? path
                                                   : home + u'/' + path;
    const Result<QString> onHost = sandbox.hostPath(whole, false);
    if (!onHost && onHost.error().code == Errc::NotFound)
        return std::optional<qint64>();
    if (!onHost)
        return fail(onHost.error());
    if (const std::optional<qint64> size = confinedSize(*onHost))
        return size;
    if (fileKind(*onHost) == FileKind::Missing)
        return std::optional<qint64>();
    return fail(Errc::InvalidArgument, u"%1 is no file."_s.arg(quoted(path)));
}

QString WaitForTool::name() const
{
    return u"wait_for"_s;
}

QCoro::Task<ToolOutcome> WaitForTool::run(ToolCall call, std::stop_token stop)
{
    const Result<Awaited> awaited = parseWaitForCall(call);
    if (!awaited)
        co_return toolError(awaited.error());
    const Deadline deadline(m_clock, awaited->timeout);
    const auto begin = m_clock.elapsed();
    Sighting last;
    Woken woken = Woken::Timeout;
    while (woken != Woken::Stopped) {
        const auto before = m_clock.elapsed();
        const Seen seen = co_await look(*awaited, last, deadline, stop);
        if (!seen)
            co_return toolError(seen.error());
        last = *seen;
        const auto now = m_clock.elapsed();
        if (last.found)
            co_return ToolOutcome{.text =
                                      u"After %1: %2"_s.arg(inSeconds(now - begin), *last.found)};
        if (deadline.hasPassed())
            co_return toolError(
                u"Time is up after %1: %2"_s.arg(inSeconds(now - begin), last.instead));
        const auto pause = std::min(pauseAfter(now - before), deadline.left());
        woken = co_await sleepFor(m_clock, pause, stop);
    }
    co_return toolError(Error{Errc::Stopped, u"Stopped while waiting."_s});
}

QCoro::Task<WaitForTool::Seen> WaitForTool::look(Awaited awaited, Sighting last, Deadline deadline,
                                                 std::stop_token stop)
{
    Seen seen;
    if (awaited.action == "file"_L1)
        seen = lookForFile(awaited, last);
    else if (awaited.action == "window"_L1)
        seen = co_await lookForWindow(awaited, stop);
    else if (awaited.action == "gone"_L1)
        seen = co_await lookWhetherGone(awaited, last, stop);
    else if (awaited.action == "still"_L1)
        seen = co_await lookWhetherStill(deadline, stop);
    else
        seen = co_await lookForElement(awaited, stop);
    co_return seen;
}

QCoro::Task<WaitForTool::Seen> WaitForTool::lookForElement(Awaited awaited, std::stop_token stop)
{
    const Result<ScreenElements> seen = co_await m_sight.elements(stop);
    if (!seen && seen.error().code == Errc::Stopped)
        co_return fail(seen.error());
    const QString none = u"no %1 on the screen."_s.arg(inWords(awaited));
    // A program that starts or is busy does not answer, and may do so next time.
    if (!seen)
        co_return Sighting{.instead = none + u' ' + seen.error().message};
    QStringList rows;
    qsizetype count = 0;
    for (const ScreenElement &each : seen->all)
        if (isListed(each, awaited.filter, scale()) && count++ < kMostFound)
            rows << rowOf(each, m_elementIds.idOf(each), scale());
    if (count > kMostFound)
        rows << u"%1 more"_s.arg(count - kMostFound);
    if (rows.isEmpty())
        co_return Sighting{.instead = none};
    co_return Sighting{.found = rows.join(u'\n')};
}

QCoro::Task<WaitForTool::Seen> WaitForTool::lookForWindow(Awaited awaited, std::stop_token stop)
{
    const Result<QList<ScreenWindow>> seen = co_await m_sight.display.windows(stop);
    if (!seen)
        co_return fail(seen.error());
    const QList<ScreenWindow> windows = masked(*seen, m_secrets);
    m_windowIds.keepOnly(windows);
    for (const ScreenWindow &each : windows)
        if (each.title.contains(awaited.filter.text, Qt::CaseInsensitive))
            co_return Sighting{.found = rowOf(each, m_windowIds.idOf(each), scale())};
    co_return Sighting{.instead = u"no %1."_s.arg(inWords(awaited))};
}

/// A list that is drawn anew is away for a moment: it is gone when two looks do not find it. A
/// program that does not answer may still show it.
QCoro::Task<WaitForTool::Seen> WaitForTool::lookWhetherGone(Awaited awaited, Sighting last,
                                                            std::stop_token stop)
{
    const Result<ScreenElements> seen = co_await m_sight.elements(stop);
    if (!seen && seen.error().code == Errc::Stopped)
        co_return fail(seen.error());
    if (!seen)
        co_return Sighting{.instead = seen.error().message};
    if (seen->silentPrograms > 0)
        co_return Sighting{.instead = u"a program does not say what it shows."_s};
    for (const ScreenElement &each : seen->all)
        if (isListed(each, awaited.filter, scale()))
            co_return Sighting{.instead = u"still there is "_s +
                                          rowOf(each, m_elementIds.idOf(each), scale())};
    if (awaited.filter.role.isEmpty()) {
        const Seen window = co_await lookForWindow(awaited, stop);
        if (!window)
            co_return fail(window.error());
        if (window->found)
            co_return Sighting{.instead = u"still there is "_s + *window->found};
    }
    if (!last.isMissing)
        co_return Sighting{.instead = inWords(awaited) + u" has just gone."_s, .isMissing = true};
    co_return Sighting{.found = inWords(awaited) + u" is not there."_s};
}

QCoro::Task<WaitForTool::Seen> WaitForTool::lookWhetherStill(Deadline deadline,
                                                             std::stop_token stop)
{
    const InputAction nothing = DoNothing();
    const SettlePolicy policy = policyFor(deadline.left());
    const Result<Look> seen = co_await m_sight.display.performAndLook(nothing, policy, stop);
    if (!seen)
        co_return fail(seen.error());
    if (seen->settled)
        co_return Sighting{.found = u"the screen is still."_s};
    co_return Sighting{.instead = whatGoesOn(seen->busy)};
}

/// It is there once it has stopped growing.
WaitForTool::Seen WaitForTool::lookForFile(const Awaited &awaited, const Sighting &last) const
{
    const auto size = m_sight.file(awaited.path);
    if (!size)
        return fail(size.error());
    const QString words = inWords(awaited);
    if (!*size)
        return Sighting{.instead = u"no %1."_s.arg(words)};
    const QString told = u"%1 has %2 bytes"_s.arg(words).arg(**size);
    if (last.size == *size)
        return Sighting{.found = told + u'.', .size = *size};
    return Sighting{.instead = told + u" and may grow."_s, .size = *size};
}

} // namespace pilothouse
