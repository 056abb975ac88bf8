#pragma once

#include "core/places/coordinates.h"
#include "screen/display.h"
#include "tools/elements/element_ids.h"
#include "tools/tool.h"

#include <functional>

namespace pilothouse {

/// What is on the screen now: Desktop::elements() with secrets masked.
using ElementSight = std::function<QCoro::Task<Result<ScreenElements>>(std::stop_token)>;

/// Tells the model what there is to use and read on the screen: see parseElementsCall(), listed().
/// Coordinates are those of `frame`. `display` and `ids` outlive it. Main
/// thread.
class ElementsTool final : public Tool
{
public:
    ElementsTool(const Display &display, PictureFrame frame, ElementIds &ids, ElementSight sight)
        : m_display(display), m_frame(frame), m_ids(ids), m_sight(std::move(sight))
    {
    }

    QString name() const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    const Display &m_display;
    PictureFrame m_frame;
    ElementIds &m_ids;
    ElementSight m_sight;
};

} // namespace pilothouse
