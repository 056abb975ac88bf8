#pragma once

#include "demo/demo_tools.h"

#include <QJsonObject>

namespace pilothouse {

/// One block of a reply, before it is written as JSON or as a stream of events.
struct DemoBlock
{
    enum class Kind { Thinking, Text, ToolUse };
    Kind kind = Kind::Text;
    QString text = {};         ///< of Thinking (empty when its display is omitted) and Text
    QByteArray signature = {}; ///< of Thinking
    DemoToolUse call = {};     ///< of ToolUse
};

struct DemoReply
{
    QList<DemoBlock> blocks;
    QByteArray stopReason; ///< end_turn, tool_use or max_tokens
};

/// The demo model itself: a request body in, the next reply out. Pure and without memory: the same
/// request gives the same reply, in any process. Expects a request that keeps the API's rules.
/// How a message is read: demo_script.h. One reply carries one call, or with a toolset all computer
/// actions up to the next other step. After a tool error it says so and stops, unless the step that
/// failed was a mere look. Asked for a summary (summary.h) it gives the steps that are left.
DemoReply demoReply(const QJsonObject &request);

} // namespace pilothouse
