#include "model/http/unpack.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kFirstGuess = 64 * 1024;

bool isGzip(const QByteArray &start)
{
    return start.startsWith("\x1F\x8B"); // RFC 1952
}

bool isZlib(const QByteArray &start)
{
    return start.startsWith('\x78'); // RFC 1950, with the usual window
}

QByteArray nameOf(const QByteArray &encoding)
{
    return encoding.trimmed().toLower();
}

} // namespace

bool looksPacked(const QByteArray &start, const QByteArray &encoding)
{
    if (isGzip(start))
        return true;
    const QByteArray name = nameOf(encoding);
    if (name.isEmpty() || name == "identity")
        return false;
    if (isZlib(start) && name == "deflate")
        return true;
    const QByteArray head = start.left(8);
    return std::any_of(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte >= 0x7F;
    });
}

Result<QByteArray> unpacked(const QByteArray &body, const QByteArray &encoding, qsizetype most)
{
    const QByteArray name = nameOf(encoding);
    if (!isGzip(body) && name != "deflate" && name != "gzip" && name != "x-gzip")
        return fail(Errc::Unsupported,
                    u"The model server compressed its answer (%1), which it was not asked to: "
                    "switch that off there."_s.arg(QString::fromLatin1(name.left(40))));
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> tool(
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    const auto inflate = isGzip(body)   ? &libdeflate_gzip_decompress
                         : isZlib(body) ? &libdeflate_zlib_decompress
                                        : &libdeflate_deflate_decompress;
    for (qsizetype size = std::max(kFirstGuess, body.size() * 8); tool; size *= 4) {
        QByteArray text(std::min(size, most), Qt::Uninitialized);
        std::size_t written = 0;
        const auto done = inflate(tool.get(), body.constData(), std::size_t(body.size()),
                                  text.data(), std::size_t(text.size()), &written);
        if (done == LIBDEFLATE_SUCCESS) {
            text.truncate(qsizetype(written));
            return text;
        }
        if (done != LIBDEFLATE_INSUFFICIENT_SPACE)
            break;
        if (size >= most)
            return fail(Errc::TooLarge, u"The compressed answer is too large."_s);
    }
    return fail(Errc::Corrupt, u"The model server's compressed answer is broken"_s);
}

} // namespace pilothouse
