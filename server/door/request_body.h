#pragma once

#include "exchange/chunk_decoder.h"
#include "exchange/http_head.h"

#include <deque>

namespace pilothouse {

/// Gathers the body of one request, within a limit. Pure.
class RequestBody
{
public:
    enum class Result {
        More, ///< all input is used, the body goes on
        Done, ///< the body is whole; what is left of the input follows it
        Bad,
        TooLarge,
    };

    RequestBody() = default;
    RequestBody(const HttpHead &head, qint64 limit);

    /// Takes what is there of the body and shortens `input` by it.
    Result feed(QByteArrayView &input);

    /// The body in parts, in order.
    std::deque<QByteArray> take() { return std::move(m_parts); }

private:
    Result takePlain(QByteArrayView &input, QByteArray &part);
    Result takeChunks(QByteArrayView &input, QByteArray &part);

    qint64 m_left = 0; ///< announced bytes still to come, of a body that is not chunked
    bool m_isChunked = false;
    qint64 m_limit = 0;
    qint64 m_size = 0;
    ChunkDecoder m_chunks;
    std::deque<QByteArray> m_parts;
};

} // namespace pilothouse
