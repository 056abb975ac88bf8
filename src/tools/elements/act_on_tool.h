#pragma once

#include "tools/computer_tool.h"
#include "tools/elements/act_on_arguments.h"
#include "tools/elements/element_ids.h"

#include <functional>

namespace pilothouse {

/// elementNow() with secrets masked.
using ElementTouch = std::function<QCoro::Task<Result<std::optional<ElementNow>>>(
    QString key, ElementDeed deed, QString text, std::stop_token stop)>;

/// Uses an element that the model was told of, where it is at that moment: with mouse and keyboard
/// if it has a place that nothing covers, else by what its program offers. What is gone, or has
/// become another thing, is refused. The answer says how the element is then, what was typed in it
/// whole as far as its program tells so in time, and, where `pictures` and `call.look` ask for it,
/// has the picture of the screen. `computer`, whose secrets hold for what is typed, `ids` and
/// `clock` outlive it. Main thread.
class ActOnTool final : public Tool
{
public:
    ActOnTool(ComputerTool &computer, bool pictures, ElementIds &ids, ElementTouch touch,
              const Clock &clock)
        : m_computer(computer), m_pictures(pictures), m_ids(ids), m_touch(std::move(touch)),
          m_clock(clock)
    {
    }

    QString name() const override;
    std::optional<CallTarget> target(const ToolCall &call) const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    using Seen = Result<std::optional<ElementNow>>;

    /// One call on its way.
    struct Job
    {
        ActOn asked;
        ScreenElement told; ///< to the model, when it was told last
        bool look = false;
        std::stop_token stop;
    };

    QCoro::Task<Result<ToolOutcome>> carryOut(Job job);
    QCoro::Task<Result<ElementNow>> touch(Job job, ElementDeed deed);
    QCoro::Task<Result<ElementNow>> broughtIntoSight(Job job, ElementNow now);
    QCoro::Task<Result<ToolOutcome>> byHand(Job job, ElementNow now);
    QCoro::Task<Result<ToolOutcome>> typed(Job job, ElementNow now);
    QCoro::Task<Result<>> giveKeyboard(Job job, ElementNow now);
    QCoro::Task<Result<ToolOutcome>> byProgram(Job job, ElementNow now);
    QCoro::Task<Result<ToolOutcome>> answer(Job job, ToolOutcome outcome);
    QCoro::Task<Seen> lookAfter(Job job);
    QCoro::Task<Result<ToolOutcome>> hand(InputAction action, bool look, std::stop_token stop);
    ScreenScale scale() const { return {m_computer.frame(), m_computer.screenSize()}; }
    bool isInSight(const ElementNow &now) const;

    ComputerTool &m_computer;
    bool m_pictures;
    ElementIds &m_ids;
    ElementTouch m_touch;
    const Clock &m_clock;
};

} // namespace pilothouse
