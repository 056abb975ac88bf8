#include "door/request_body.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kPartBytes = 64 * 1024; // about: one block of memory, however it comes

} // namespace

RequestBody::RequestBody(const HttpHead &head, qint64 limit)
    : m_left(head.contentLength), m_isChunked(head.chunked), m_limit(limit)
{
}

RequestBody::Result RequestBody::feed(QByteArrayView &input)
{
    if (m_parts.empty() || m_parts.back().size() >= kPartBytes)
        m_parts.emplace_back();
    QByteArray &part = m_parts.back();
    const qsizetype before = part.size();
    const Result result = m_isChunked ? takeChunks(input, part) : takePlain(input, part);
    m_size += part.size() - before;
    return m_size > m_limit ? Result::TooLarge : result;
}

RequestBody::Result RequestBody::takePlain(QByteArrayView &input, QByteArray &part)
{
    const auto size = std::min<qint64>(m_left, input.size());
    part.append(input.first(size));
    input = input.sliced(size);
    m_left -= size;
    return m_left == 0 ? Result::Done : Result::More;
}

RequestBody::Result RequestBody::takeChunks(QByteArrayView &input, QByteArray &part)
{
    switch (m_chunks.feed(input, part)) {
    case ChunkDecoder::Result::More:
        return Result::More;
    case ChunkDecoder::Result::Done:
        return Result::Done;
    case ChunkDecoder::Result::Bad:
        break;
    }
    return Result::Bad;
}

} // namespace pilothouse
