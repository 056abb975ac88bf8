#include "desktop/png.h"

#include <QtEndian>

#include <libdeflate.h>

#include <memory>

namespace pilothouse {

namespace {

constexpr int kLevel = 3; // the knee: 6 takes a quarter longer for 6 % fewer bytes

/// Rows as PNG wants them: a filter byte (0, none), then R G B.
QByteArray packRows(const QImage &picture)
{
    const qsizetype stride = 1 + qsizetype(picture.width()) * 3;
    QByteArray rows(stride * picture.height(), Qt::Uninitialized);
    auto *out = reinterpret_cast<uchar *>(rows.data());
    for (int y = 0; y < picture.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        *out++ = 0;
        for (int x = 0; x < picture.width(); ++x) {
            const QRgb pixel = line[x];
            *out++ = static_cast<uchar>(pixel >> 16);
            *out++ = static_cast<uchar>(pixel >> 8);
            *out++ = static_cast<uchar>(pixel);
        }
    }
    return rows;
}

QByteArray compress(const QByteArray &rows)
{
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(kLevel), &libdeflate_free_compressor);
    const auto size = static_cast<size_t>(rows.size());
    const size_t bound = libdeflate_zlib_compress_bound(compressor.get(), size);
    QByteArray packed(static_cast<qsizetype>(bound), Qt::Uninitialized);
    const size_t used =
        libdeflate_zlib_compress(compressor.get(), rows.constData(), size, packed.data(), bound);
    packed.truncate(static_cast<qsizetype>(used));
    return packed;
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
    const QByteArray packed = compress(packRows(rgb));
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
