#include "exchange/chunk_decoder.h"

#include <QByteArrayList>

#include <algorithm>
#include <cctype>

namespace pilothouse {

namespace {

constexpr qsizetype kMaxLine = 256;
constexpr qsizetype kMaxSizeDigits = 8;
constexpr int kMaxTrailers = 20;

} // namespace

ChunkDecoder::Result ChunkDecoder::feed(QByteArrayView &input, QByteArray &body)
{
    while (!input.isEmpty()) {
        if (m_expecting == Expecting::Data) {
            takeData(input, body);
            continue;
        }
        const char character = input.front();
        input = input.sliced(1);
        if (character != '\n') {
            if (m_line.size() >= kMaxLine || m_line.endsWith('\r'))
                return Result::Bad;
            m_line += character;
            continue;
        }
        if (!m_line.endsWith('\r'))
            return Result::Bad;
        const Result result = takeLine(m_line.chopped(1));
        m_line.clear();
        if (result != Result::More)
            return result;
    }
    return Result::More;
}

void ChunkDecoder::takeData(QByteArrayView &input, QByteArray &body)
{
    const qsizetype size = std::min<qsizetype>(m_left, input.size());
    body.append(input.first(size));
    input = input.sliced(size);
    m_left -= size;
    if (m_left == 0)
        m_expecting = Expecting::DataEnd;
}

ChunkDecoder::Result ChunkDecoder::takeLine(const QByteArray &line)
{
    switch (m_expecting) {
    case Expecting::Size:
        return takeSize(line);
    case Expecting::Trailer:
        if (line.isEmpty())
            return Result::Done;
        return ++m_trailers > kMaxTrailers ? Result::Bad : Result::More;
    default: // the line that ends a chunk's data
        m_expecting = Expecting::Size;
        return line.isEmpty() ? Result::More : Result::Bad;
    }
}

ChunkDecoder::Result ChunkDecoder::takeSize(const QByteArray &line)
{
    QByteArray digits = line.split(';').constFirst();     // drops extensions
    while (digits.endsWith(' ') || digits.endsWith('\t')) // only there blanks are allowed
        digits.chop(1);
    const bool isHex = std::all_of(digits.begin(), digits.end(), [](char each) {
        return std::isxdigit(static_cast<unsigned char>(each)) != 0;
    });
    if (digits.isEmpty() || digits.size() > kMaxSizeDigits || !isHex)
        return Result::Bad;
    m_left = digits.toLongLong(nullptr, 16);
    m_expecting = m_left > 0 ? Expecting::Data : Expecting::Trailer;
    return Result::More;
}

} // namespace pilothouse
