#include "door/request_transcript.h"
#include "exchange/chunk_decoder.h"
#include "exchange/http_head.h"
#include "exchange/request_target.h"

#include <cstdlib>

using namespace pilothouse;

// Any bytes as a request: no crash, how they are cut does not matter, and a head that is taken says
// the same when it is written down again.
namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

qsizetype sizeInPieces(QByteArrayView bytes, qsizetype length)
{
    qsizetype searched = 0;
    for (qsizetype have = 0; have < bytes.size(); have += length)
        if (const qsizetype size = headSize(bytes.first(have), searched))
            return size;
    return headSize(bytes, searched);
}

QByteArray rewritten(const HttpHead &head)
{
    QByteArray text = head.method + ' ' + head.path;
    if (!head.query.isNull())
        text += '?' + head.query;
    text += " HTTP/1.1\r\nHost: " + head.host + "\r\n";
    for (const auto &[name, value] : head.fields)
        text += name + ": " + value + "\r\n";
    return text + "\r\n";
}

void checkHead(QByteArrayView text)
{
    const HttpLimits limits{.headBytes = 2'000'000, .targetBytes = 1'000'000, .fields = 2'000};
    const auto head = parseHead(text, limits);
    if (!head) {
        check(head.error() >= 400 && head.error() < 600);
        return;
    }
    check(isHost(head->host) && head->path.startsWith('/') && head->contentLength >= 0);
    check(!(head->chunked && head->contentLength > 0));
    head->queryValue("a");
    const auto again = parseHead(rewritten(*head), limits);
    check(again && again->path == head->path && again->query == head->query);
    check(again->fields == head->fields && again->host == head->host && !again->hasBody());
}

struct Body
{
    ChunkDecoder::Result result = ChunkDecoder::Result::More;
    QByteArray bytes;
    qsizetype used = 0;

    bool operator==(const Body &) const = default;
};

Body decoded(QByteArrayView wire, qsizetype length)
{
    ChunkDecoder decoder;
    Body body;
    while (body.used < wire.size() && body.result == ChunkDecoder::Result::More) {
        const QByteArrayView piece =
            wire.sliced(body.used, std::min(length, wire.size() - body.used));
        QByteArrayView rest = piece;
        body.result = decoder.feed(rest, body.bytes);
        body.used += piece.size() - rest.size();
    }
    return body;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView bytes(data + 1, qsizetype(size) - 1);
    const qsizetype length = 1 + data[0];
    qsizetype searched = 0;
    const qsizetype headEnd = headSize(bytes, searched);
    check(sizeInPieces(bytes, length) == headEnd);
    if (headEnd > 0)
        checkHead(bytes.first(headEnd));
    const QByteArrayView wire = bytes.sliced(std::max<qsizetype>(headEnd, 0));
    const Body body = decoded(wire, length);
    check(body == decoded(wire, std::max<qsizetype>(wire.size(), 1)));
    check(body.bytes.size() <= wire.size());
    const HttpLimits limits{.headBytes = 2'000'000, .bodyBytes = 1'000};
    check(transcript(bytes, limits, length) == transcript(bytes, limits, bytes.size() + 1));
    return 0;
}
