#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace pilothouse {

/// One event of a text/event-stream.
struct SseFrame
{
    QByteArray event; ///< empty when the stream names none
    QByteArray data;  ///< its data lines, joined by LF

    bool operator==(const SseFrame &) const = default;
};

/// Bytes in, frames out; no I/O. The bytes may be cut anywhere, also inside a code point or a CRLF.
/// Lines end with LF, CR or CRLF; a leading BOM, comments, `id` and `retry` are skipped; a frame
/// ends at a blank line, and one without data is no frame. What follows the last blank line when
/// the stream ends was cut off and is no frame either. Source: HTML standard 9.2.6; the size bound
/// is ours.
class SseParser
{
public:
    explicit SseParser(qsizetype maxFrame = 16 * 1024 * 1024) : m_maxFrame(maxFrame) {}

    /// The frames that `bytes` completed. TooLarge: a line or frame is above the bound; the parser
    /// stays in that state.
    Result<QList<SseFrame>> feed(QByteArrayView bytes);

private:
    void endLine(QList<SseFrame> &frames);
    void field(QByteArrayView name, QByteArrayView value);

    qsizetype m_maxFrame;
    QByteArray m_line;
    SseFrame m_frame;
    bool m_hasData = false; ///< of the frame: perhaps an empty line of it
    enum class Place {
        FirstLine, ///< of the stream: it may begin with a BOM
        Line,
        AfterCr, ///< an LF that comes next belongs to the line end before
        TooLarge,
    } m_place = Place::FirstLine;
};

} // namespace pilothouse
