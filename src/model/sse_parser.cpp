#include "model/sse_parser.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<QList<SseFrame>> SseParser::feed(QByteArrayView bytes)
{
    QList<SseFrame> frames;
    while (!bytes.isEmpty() && m_place != Place::TooLarge) {
        if (m_place == Place::AfterCr) {
            m_place = Place::Line;
            if (bytes.front() == '\n')
                bytes = bytes.sliced(1);
            continue;
        }
        const auto end =
            std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
        const qsizetype length = end - bytes.begin();
        m_line.append(bytes.first(length));
        if (m_line.size() + m_frame.data.size() > m_maxFrame)
            m_place = Place::TooLarge;
        if (end == bytes.end() || m_place == Place::TooLarge)
            break;
        endLine(frames);
        m_place = *end == '\r' ? Place::AfterCr : Place::Line;
        bytes = bytes.sliced(length + 1);
    }
    if (m_place == Place::TooLarge)
        return fail(Errc::TooLarge,
                    u"The server sent an event larger than %1 bytes."_s.arg(m_maxFrame));
    return frames;
}

void SseParser::endLine(QList<SseFrame> &frames)
{
    QByteArrayView line(m_line);
    if (m_place == Place::FirstLine && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (!line.isEmpty()) {
        const qsizetype colon = line.indexOf(':');
        QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
        if (value.startsWith(' '))
            value = value.sliced(1);
        field(colon < 0 ? line : line.first(colon), value);
    } else {
        SseFrame frame = std::exchange(m_frame, {});
        if (std::exchange(m_hasData, false))
            frames += std::move(frame);
    }
    m_line.clear();
}

void SseParser::field(QByteArrayView name, QByteArrayView value)
{
    if (name == "event") {
        m_frame.event = value.toByteArray();
    } else if (name == "data" || name == "error") { // llama.cpp calls the data of an error so
        if (name == "error")
            m_frame.event = "error";
        if (std::exchange(m_hasData, true))
            m_frame.data.append('\n');
        m_frame.data.append(value);
    }
}

} // namespace pilothouse
