#include "agent/conversation.h"

#include "agent/context.h"

namespace pilothouse {

QList<Turn> Conversation::turns()
{
    if (auto more = m_journal.events(m_session, lastRead())) {
        for (Event &event : *more)
            m_pictures.forgetGone(event);
        const QList<OpenCall> calls = callsIn(*more);
        for (const OpenCall &call : calls)
            m_callIds.insert(call.toolUseId);
        m_events += *more;
    }
    return buildTurns(m_events, [this](const ImageRef &image) { return m_pictures.load(image); });
}

bool Conversation::canBeSummarised() const
{
    return pilothouse::canBeSummarised(m_events);
}

} // namespace pilothouse
