#pragma once

#include <QByteArray>

namespace pilothouse {

/// Takes a body in "chunked" coding apart (RFC 9112, section 7.1), in pieces of any size. Chunk
/// extensions and trailers are dropped.
class ChunkDecoder
{
public:
    enum class Result {
        More, ///< all input is used, the body goes on
        Done, ///< the body is complete; what is left of the input follows it
        Bad,  ///< not chunked coding; nothing after this can be trusted
    };

    /// Appends to `body` and shortens `input` by what it used. To be called until Done or Bad.
    Result feed(QByteArrayView &input, QByteArray &body);

private:
    enum class Expecting { Size, Data, DataEnd, Trailer };

    void takeData(QByteArrayView &input, QByteArray &body);
    Result takeLine(const QByteArray &line);
    Result takeSize(const QByteArray &line);

    Expecting m_expecting = Expecting::Size;
    QByteArray m_line;
    qint64 m_left = 0; ///< of this chunk
    int m_trailers = 0;
};

} // namespace pilothouse
