#pragma once

#include "exchange/chunk_decoder.h"
#include "exchange/http_head.h"

#include <deque>

class QTcpSocket;

namespace pilothouse {

/// Gathers the body of one request from a socket, within a limit.
class RequestBody
{
public:
    enum class Result { More, Done, Bad, TooLarge };

    RequestBody() = default;
    RequestBody(const HttpHead &head, qint64 limit);

    /// Takes what is there of the body, and nothing behind it.
    Result read(QTcpSocket &socket);

    /// The body in parts, in order.
    std::deque<QByteArray> take() { return std::move(m_parts); }

private:
    Result readChunks(QTcpSocket &socket, QByteArray &part);
    void append(QByteArray part);

    qint64 m_announced = 0;
    bool m_isChunked = false;
    qint64 m_limit = 0;
    qint64 m_size = 0;
    ChunkDecoder m_chunks;
    std::deque<QByteArray> m_parts;
};

} // namespace pilothouse
