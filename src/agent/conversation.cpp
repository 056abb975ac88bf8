#include "agent/conversation.h"

#include "agent/context.h"

namespace pilothouse {

QList<Turn> Conversation::turns()
{
    if (auto more = m_journal.events(m_session, lastRead())) {
        for (Event &event : *more)
            m_pictures.forgetGone(event);
        m_events += *more;
    }
    return buildTurns(m_events, [this](const ImageRef &image) { return m_pictures.load(image); });
}

bool Conversation::canBeSummarised() const
{
    return pilothouse::canBeSummarised(m_events);
}

} // namespace pilothouse
