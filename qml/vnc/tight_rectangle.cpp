#include "qml/vnc/tight_rectangle.h"

#include "qml/vnc/rfb_words.h"

#include <zlib.h>

namespace pilothouse {

namespace {

constexpr int kFill = 8; // the upper half of the first byte
constexpr int kJpeg = 9;
constexpr int kHasFilter = 4;
constexpr int kStreams = 3;
constexpr quint8 kPalette = 1;
constexpr qsizetype kPixelSize = 3;
constexpr qsizetype kLeastPacked = 12; // what is shorter comes as it is, without its length

QRgb colourAt(const char *bytes)
{
    return qRgb(quint8(bytes[0]), quint8(bytes[1]), quint8(bytes[2]));
}

// One to three bytes of seven bits, the lowest first; all eight of the third.
qsizetype length(RfbBytes &bytes)
{
    qsizetype all = 0;
    for (int i = 0; i < 3; ++i) {
        const auto part = bytes.number<quint8>();
        all |= qsizetype(i < 2 ? part & 0x7f : part) << (7 * i);
        if (part < 0x80)
            break;
    }
    return all;
}

void drawColours(const QByteArray &pixels, const QRect &where, QImage &picture)
{
    const char *at = pixels.constData();
    for (int y = 0; y < where.height(); ++y) {
        QRgb *line = lineOf(picture, where, y);
        for (int x = 0; x < where.width(); ++x, at += kPixelSize)
            line[x] = colourAt(at);
    }
}

// Of two colours each has one bit, and each line begins with a byte; of more, each has a byte.
void drawIndexes(const QByteArray &indexes, const QRgb *palette, qsizetype colours,
                 const QRect &where, QImage &picture)
{
    const qsizetype stride = indexes.size() / where.height();
    for (int y = 0; y < where.height(); ++y) {
        const auto *from = reinterpret_cast<const quint8 *>(indexes.constData()) + y * stride;
        QRgb *line = lineOf(picture, where, y);
        for (int x = 0; x < where.width(); ++x)
            line[x] = palette[colours > 2 ? from[x] : (from[x / 8] >> (7 - x % 8)) & 1];
    }
}

Result<> drawJpeg(RfbBytes &bytes, const QRect &where, QImage &picture)
{
    const QByteArrayView packed = bytes.take(length(bytes));
    if (bytes.isShort())
        return {};
    const QImage image = QImage::fromData(packed.toByteArray(), "JPEG");
    if (image.size() != where.size())
        return rfbwords::lost("JPEG");
    putPixels(image.convertToFormat(QImage::Format_RGB32).constBits(), where, picture);
    return {};
}

} // namespace

struct TightRectangles::Inflater
{
    Inflater() { inflateInit(&stream); }
    ~Inflater() { inflateEnd(&stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    z_stream stream = {};
};

TightRectangles::TightRectangles()
{
    for (auto &stream : m_streams)
        stream = std::make_unique<Inflater>();
}

TightRectangles::~TightRectangles() = default;

Result<> TightRectangles::draw(RfbBytes &bytes, const QRect &where, QImage &picture)
{
    const auto control = bytes.number<quint8>();
    const int kind = control >> 4;
    if (kind == kJpeg)
        return drawJpeg(bytes, where, picture);
    if (kind > kJpeg)
        return rfbwords::lost("kind");
    if (kind != kFill)
        return drawBasic(bytes, control, where, picture);
    const QByteArrayView colour = bytes.take(kPixelSize);
    for (int y = 0; !bytes.isShort() && y < where.height(); ++y)
        std::fill_n(lineOf(picture, where, y), where.width(), colourAt(colour.data()));
    return {};
}

Result<> TightRectangles::drawBasic(RfbBytes &bytes, int control, const QRect &where,
                                    QImage &picture)
{
    Filter filter;
    if ((control >> 4) & kHasFilter) {
        const auto kind = bytes.number<quint8>();
        if (kind > kPalette)
            return rfbwords::lost("filter");
        filter.colours = kind == kPalette ? 1 + bytes.number<quint8>() : 0;
        const QByteArrayView palette = bytes.take(filter.colours * kPixelSize);
        for (qsizetype i = 0; !bytes.isShort() && i < filter.colours; ++i)
            filter.palette[size_t(i)] = colourAt(palette.data() + i * kPixelSize);
    }
    const qsizetype lineSize = filter.colours == 0   ? where.width() * kPixelSize
                               : filter.colours <= 2 ? (where.width() + 7) / 8
                                                     : where.width();
    const qsizetype size = lineSize * where.height();
    const bool isPacked = size >= kLeastPacked;
    const QByteArrayView data = bytes.take(isPacked ? length(bytes) : size);
    if (bytes.isShort())
        return {};
    for (size_t i = 0; i < m_streams.size(); ++i)
        if (control & (1 << i))
            inflateReset(&m_streams[i]->stream);
    const auto content = isPacked ? inflated((control >> 4) & kStreams, data, size)
                                  : Result<QByteArray>(data.toByteArray());
    if (!content)
        return fail(content.error());
    if (filter.colours == 0)
        drawColours(*content, where, picture);
    else
        drawIndexes(*content, filter.palette.data(), filter.colours, where, picture);
    return {};
}

Result<QByteArray> TightRectangles::inflated(int stream, QByteArrayView packed, qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    z_stream &from = m_streams[size_t(stream)]->stream;
    from.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    from.avail_in = uInt(packed.size());
    from.next_out = reinterpret_cast<Bytef *>(out.data());
    from.avail_out = uInt(size);
    const int done = inflate(&from, Z_SYNC_FLUSH);
    if ((done != Z_OK && done != Z_STREAM_END) || from.avail_out != 0)
        return rfbwords::lost("zlib");
    return out;
}

} // namespace pilothouse
