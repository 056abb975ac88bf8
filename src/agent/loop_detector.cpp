#include "agent/loop_detector.h"

#include "core/json.h"

namespace pilothouse {

bool LoopDetector::isLoop(const ToolCall &call)
{
    if (m_limit <= 0)
        return false;
    const QByteArray key = call.tool.toUtf8() + '\n' + call.action.toUtf8() + '\n' +
                           compactJson(call.input) + '\n' + m_picture.toUtf8();
    m_repeats = key == m_last ? m_repeats + 1 : 1;
    m_last = key;
    return m_repeats >= m_limit;
}

} // namespace pilothouse
