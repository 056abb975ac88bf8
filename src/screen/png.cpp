#include "screen/png.h"

#include <QtEndian>

#include <libdeflate.h>

#include <memory>
#include <vector>

namespace pilothouse {

namespace {

constexpr int kLevel = 1; // 3 takes up to half as long again for 6 % fewer bytes

/// What encoding needs besides the picture, kept by each thread for the next one: a page fault for
/// every 4 KiB of fresh memory would take as long as the compression on a virtual machine.
struct Scratch
{
    std::vector<uchar> rows;
    std::vector<uchar> packed;
    std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor{
        libdeflate_alloc_compressor(kLevel), &libdeflate_free_compressor};
};

/// Rows as PNG wants them: a filter byte (0, none), then R G B.
void packRows(const QImage &picture, std::vector<uchar> &rows)
{
    const int width = picture.width(); // a call for each pixel would double the time
    const int height = picture.height();
    rows.resize((1 + static_cast<size_t>(width) * 3) * static_cast<size_t>(height));
    uchar *out = rows.data();
    for (int y = 0; y < height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        *out++ = 0;
        for (int x = 0; x < width; ++x) {
            const QRgb pixel = line[x];
            *out++ = static_cast<uchar>(pixel >> 16);
            *out++ = static_cast<uchar>(pixel >> 8);
            *out++ = static_cast<uchar>(pixel);
        }
    }
}

QByteArray compress(const QImage &picture)
{
    thread_local Scratch scratch;
    packRows(picture, scratch.rows);
    const size_t size = scratch.rows.size();
    libdeflate_compressor *compressor = scratch.compressor.get();
    scratch.packed.resize(libdeflate_zlib_compress_bound(compressor, size));
    const size_t used = libdeflate_zlib_compress(compressor, scratch.rows.data(), size,
                                                 scratch.packed.data(), scratch.packed.size());
    return {reinterpret_cast<const char *>(scratch.packed.data()), static_cast<qsizetype>(used)};
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

void appendChunk(QByteArray &file, const QByteArray &type, const QByteArray &data)
{
    file += bigEndian(static_cast<quint32>(data.size()));
    const qsizetype checked = file.size(); // the checksum covers type and data
    file += type;
    file += data;
    file += bigEndian(libdeflate_crc32(0, file.constData() + checked,
                                       static_cast<size_t>(file.size() - checked)));
}

} // namespace

QByteArray encodePng(const QImage &picture)
{
    if (picture.isNull())
        return {};
    const QImage rgb = picture.format() == QImage::Format_RGB32
                           ? picture
                           : picture.convertToFormat(QImage::Format_RGB32);
    const QByteArray packed = compress(rgb);
    QByteArray file;
    file.reserve(packed.size() + 64);
    file += QByteArray("\x89PNG\r\n\x1a\n", 8);
    // Eight bits a channel, colour type 2 (RGB), deflate, no filter method, not interlaced.
    appendChunk(file, QByteArrayLiteral("IHDR"),
                bigEndian(static_cast<quint32>(rgb.width())) +
                    bigEndian(static_cast<quint32>(rgb.height())) +
                    QByteArray("\x08\x02\x00\x00\x00", 5));
    appendChunk(file, QByteArrayLiteral("IDAT"), packed);
    appendChunk(file, QByteArrayLiteral("IEND"), {});
    return file;
}

} // namespace pilothouse
