#include "vnc/input_queue.h"

#include <algorithm>

namespace pilothouse {

namespace {

using Kind = ClientMessage::Kind;

/// Whether `later` is the same but for the place.
bool isMotion(const ClientMessage &earlier, const ClientMessage &later)
{
    constexpr qsizetype buttonsAt = 1;
    return earlier.kind == Kind::Pointer && later.kind == Kind::Pointer &&
           earlier.bytes.at(buttonsAt) == later.bytes.at(buttonsAt);
}

} // namespace

bool InputQueue::add(const ClientMessage &message)
{
    if (message.kind == Kind::CutText) {
        m_messages.removeIf([](const ClientMessage &each) { return each.kind == Kind::CutText; });
        m_messages.append(message);
        return true;
    }
    if (!m_messages.isEmpty() && isMotion(m_messages.last(), message)) {
        m_messages.last() = message;
        return true;
    }
    if (m_bytes + message.bytes.size() > kMost)
        return false;
    m_bytes += message.bytes.size();
    m_messages.append(message);
    return true;
}

ClientMessage InputQueue::takeFirst()
{
    const ClientMessage first = m_messages.takeFirst();
    if (first.kind != Kind::CutText)
        m_bytes -= first.bytes.size();
    return first;
}

void InputQueue::drop()
{
    m_messages.clear();
    m_bytes = 0;
}

} // namespace pilothouse
