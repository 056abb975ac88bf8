#include "door/request_body.h"

#include <QTcpSocket>

namespace pilothouse {

namespace {

constexpr qsizetype kPartBytes = 64 * 1024;

} // namespace

RequestBody::RequestBody(const HttpHead &head, qint64 limit)
    : m_announced(head.contentLength), m_isChunked(head.chunked), m_limit(limit)
{
}

RequestBody::Result RequestBody::read(QTcpSocket &socket)
{
    QByteArray part;
    Result result = Result::More;
    if (m_isChunked) {
        result = readChunks(socket, part);
    } else {
        part = socket.read(m_announced - m_size);
        result = m_size + part.size() == m_announced ? Result::Done : Result::More;
    }
    m_size += part.size();
    append(std::move(part));
    return m_size > m_limit ? Result::TooLarge : result;
}

RequestBody::Result RequestBody::readChunks(QTcpSocket &socket, QByteArray &part)
{
    const QByteArray raw = socket.peek(socket.bytesAvailable());
    QByteArrayView rest(raw);
    const ChunkDecoder::Result result = m_chunks.feed(rest, part);
    socket.skip(raw.size() - rest.size());
    switch (result) {
    case ChunkDecoder::Result::More:
        return Result::More;
    case ChunkDecoder::Result::Done:
        return Result::Done;
    default:
        return Result::Bad;
    }
}

void RequestBody::append(QByteArray part)
{
    if (part.isEmpty())
        return;
    if (!m_parts.empty() && m_parts.back().size() + part.size() <= kPartBytes)
        m_parts.back() += part; // many tiny chunks must not become many tiny blocks
    else
        m_parts.push_back(std::move(part));
}

} // namespace pilothouse
