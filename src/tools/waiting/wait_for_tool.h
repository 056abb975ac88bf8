#pragma once

#include "core/places/coordinates.h"
#include "core/deadline.h"
#include "core/secrets.h"
#include "sandbox/sandbox.h"
#include "screen/display.h"
#include "tools/elements/elements_tool.h"
#include "tools/waiting/wait_arguments.h"
#include "tools/windows/window_ids.h"

namespace pilothouse {

/// How many bytes a file of the session has, by the path that its programs have for it. Nothing:
/// there is none yet.
using FileSight = std::function<Result<std::optional<qint64>>(const QString &path)>;

/// As FileSight, of what lies in `sandbox`; a path without "/" at its front is in the home. Denied:
/// it is not open to the session. Blocks as long as one look at a disk does. Main thread.
Result<std::optional<qint64>> fileSize(const Sandbox &sandbox, const QString &path);

/// Waits until something is so, or no longer so, and says after how long; or that it is not, when
/// time is up. Looks again and again, seldom enough that looking takes a fifth of the time at most.
/// All that is given outlives it; coordinates are those of `frame`. Main thread.
class WaitForTool final : public Tool
{
public:
    /// Where it looks. Texts of elements are masked already.
    struct Sight
    {
        Display &display;
        ElementSight elements;
        FileSight file;
    };
    WaitForTool(Sight sight, PictureFrame frame, ElementIds &elementIds, WindowIds &windowIds,
                const Secrets &secrets, const Clock &clock)
        : m_sight(std::move(sight)), m_frame(frame), m_elementIds(elementIds),
          m_windowIds(windowIds), m_secrets(secrets), m_clock(clock)
    {
    }

    QString name() const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    /// What one look tells.
    struct Sighting
    {
        std::optional<QString> found = {}; ///< for the model
        QString instead = {};              ///< what to say if there is no time for another look
        std::optional<qint64> size = {};   ///< of the file
        bool isMissing = false;            ///< what shall go away was not there
    };
    using Seen = Result<Sighting>;

    QCoro::Task<Seen> look(Awaited awaited, Sighting last, Deadline deadline, std::stop_token stop);
    QCoro::Task<Seen> lookForElement(Awaited awaited, std::stop_token stop);
    QCoro::Task<Seen> lookWhetherGone(Awaited awaited, Sighting last, std::stop_token stop);
    QCoro::Task<Seen> lookForWindow(Awaited awaited, std::stop_token stop);
    QCoro::Task<Seen> lookWhetherStill(Deadline deadline, std::stop_token stop);
    Seen lookForFile(const Awaited &awaited, const Sighting &last) const;
    ScreenScale scale() const { return {m_frame, m_sight.display.size()}; }

    Sight m_sight;
    PictureFrame m_frame;
    ElementIds &m_elementIds;
    WindowIds &m_windowIds;
    const Secrets &m_secrets;
    const Clock &m_clock;
};

} // namespace pilothouse
