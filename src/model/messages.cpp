#include "model/messages.h"

namespace pilothouse {

QList<ToolCall> ModelReply::toolCalls() const
{
    QList<ToolCall> calls;
    for (const ReplyBlock &block : blocks)
        if (block.call)
            calls += *block.call;
    return calls;
}

} // namespace pilothouse
