#pragma once

#include "core/places/coordinates.h"
#include "core/clock.h"
#include "screen/display.h"
#include "tools/computer_arguments.h"
#include "tools/secret_typing.h"
#include "tools/tool.h"

namespace pilothouse {

/// The hands and eyes of the model: the 17 actions of computer_toolset_20260801, of which the older
/// computer tools know a part. Each action acts, waits until the screen is still and, where
/// `call.look` asks for it, attaches the picture; the answer says when the screen had not settled.
/// screenshot and zoom always have their picture. Secrets that `type` names are typed where they
/// may go, and covered in all pictures. Coordinates are pixels of pictures of
/// `frame`, which must not change within a conversation.
/// Stopped, it releases every key and button. `display` and `clock` outlive the tool. Main thread.
class ComputerTool final : public Tool
{
public:
    /// `sight` says where secrets would go and where they show. `secrets` outlives the tool.
    ComputerTool(Display &display, PictureFrame frame, const Clock &clock, const Secrets &secrets,
                 SecretSight sight, SettlePolicy settle = {});

    QString name() const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;
    /// One action of the hand, as run() does it, but for what to do when it is stopped: see
    /// release().
    QCoro::Task<Result<ToolOutcome>> act(Act act, bool look, std::stop_token stop);
    /// Lets go of every key and button, if it was stopped.
    QCoro::Task<> release(std::stop_token stop);
    QSize pictureSize() const { return m_frame.size(); }
    const PictureFrame &frame() const { return m_frame; }
    QSize screenSize() const { return m_display.size(); }

private:
    QCoro::Task<ToolOutcome> carryOut(ComputerRequest request, bool look, std::stop_token stop);
    QCoro::Task<Result<ToolOutcome>> screenshot(QRect region, std::stop_token stop);
    QCoro::Task<Result<ToolOutcome>> tellPointer(std::stop_token stop);
    QCoro::Task<Result<ToolOutcome>> waitAndLook(WaitAndLook wait, bool look, std::stop_token stop);
    QCoro::Task<Result<Look>> perform(InputAction action, std::stop_token stop);
    QCoro::Task<Result<ToolOutcome>> attach(ToolOutcome outcome, QImage screen, QRect region,
                                            std::stop_token stop);

    Display &m_display;
    PictureFrame m_frame;
    const Clock &m_clock;
    SettlePolicy m_settle;
    SecretTyping m_typing;
};

} // namespace pilothouse
