#pragma once

#include "core/secrets.h"
#include "screen/display.h"
#include "tools/tool.h"

namespace pilothouse {

/// What a call of the clipboard tool asks for.
struct ClipboardCall
{
    std::optional<QString> text = {}; ///< to be written; none: it is read
};

/// InvalidArgument: the message is for the model; also for a text that names a secret: whatever is
/// copied can be pasted where it may not go.
Result<ClipboardCall> parseClipboardCall(const ToolCall &call);

/// Reads and writes what programs copy and paste. Of a long text the beginning is read, and the
/// answer says so. `display` and `secrets`, which are masked, outlive it. Main thread.
class ClipboardTool final : public Tool
{
public:
    ClipboardTool(Display &display, const Secrets &secrets) : m_display(display), m_secrets(secrets)
    {
    }

    QString name() const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    QString told(const QString &text) const;

    Display &m_display;
    const Secrets &m_secrets;
};

} // namespace pilothouse
