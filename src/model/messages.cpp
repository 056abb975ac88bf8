#include "model/messages.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

bool isTheModelsOwn(const QString &blockType)
{
    return blockType == "text"_L1 || blockType == "thinking"_L1 ||
           blockType == "redacted_thinking"_L1 || blockType == "tool_use"_L1;
}

QList<ToolCall> ModelReply::toolCalls() const
{
    QList<ToolCall> calls;
    for (const ReplyBlock &block : blocks)
        if (block.call)
            calls += *block.call;
    return calls;
}

} // namespace pilothouse
