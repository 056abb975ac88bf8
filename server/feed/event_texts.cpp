#include "feed/event_texts.h"

namespace pilothouse {

QByteArray EventTexts::text(const WireEvent &event)
{
    if (!m_text.isNull() && m_json.constData() == event.json.constData())
        return m_text;
    m_json = event.json;
    m_text.clear();
    m_text.reserve(event.json.size() + 64);
    if (event.seq > 0)
        m_text += "id: " + QByteArray::number(event.seq) + '\n';
    m_text += "event: " + event.type.toUtf8() + "\ndata: " + event.json + "\n\n";
    return m_text;
}

} // namespace pilothouse
