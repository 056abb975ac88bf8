#include "qml/vnc/rfb_clipboard.h"

#include "qml/vnc/rfb_bytes.h"

#include <zlib.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 kText = 1;
constexpr quint32 kCaps = 1U << 24;
constexpr quint32 kRequest = 1U << 25;
constexpr quint32 kPeek = 1U << 26;
constexpr quint32 kNotify = 1U << 27;
constexpr quint32 kProvide = 1U << 28;
constexpr quint32 kActions = 0xff000000;

QByteArray cutText(quint32 flags, const QByteArray &content = {})
{
    QByteArray message("\6\0\0\0", 4);
    appendNumber(message, -qint32(sizeof flags + size_t(content.size()))); // negative: extended
    appendNumber(message, flags);
    return message + content;
}

// The stream is flushed and need not end. Empty: broken, or more than we take.
QByteArray unpacked(QByteArrayView packed)
{
    QByteArray out(RfbClipboard::kLongest + 5, Qt::Uninitialized);
    z_stream stream = {};
    if (inflateInit(&stream) != Z_OK)
        return {};
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = uInt(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const int done = inflate(&stream, Z_SYNC_FLUSH);
    out.truncate(done == Z_OK || done == Z_STREAM_END ? out.size() - qsizetype(stream.avail_out)
                                                      : 0);
    inflateEnd(&stream);
    return out;
}

std::optional<QString> provided(QByteArrayView packed)
{
    const QByteArray content = unpacked(packed);
    RfbBytes bytes(content);
    const QByteArrayView utf8 = bytes.take(bytes.number<quint32>());
    if (bytes.isShort())
        return {};
    const QByteArrayView text = utf8.endsWith('\0') ? utf8.chopped(1) : utf8;
    return QString::fromUtf8(text).replace("\r\n"_L1, "\n"_L1);
}

} // namespace

RfbClipboard::Said RfbClipboard::read(QByteArrayView message)
{
    RfbBytes bytes(message);
    const auto flags = bytes.number<quint32>();
    const quint32 actions = flags & kActions;
    if (bytes.isShort())
        return {};
    if ((actions & kCaps) != 0) { // ours: nothing comes that we have not asked for
        QByteArray size;
        appendNumber(size, quint32(0));
        return {.answer = cutText(kCaps | kRequest | kPeek | kNotify | kProvide | kText, size)};
    }
    if (actions == kRequest)
        return {.isRequest = true};
    if (actions == kNotify && (flags & kText) != 0)
        return {.answer = cutText(kRequest | kText), .isOffer = true};
    if (actions == kProvide && (flags & kText) != 0)
        return {.text = provided(message.sliced(bytes.taken()))};
    return {};
}

QByteArray RfbClipboard::provide(const QString &text)
{
    QString lines = text;
    lines.replace("\r\n"_L1, "\n"_L1).replace("\n"_L1, "\r\n"_L1);
    const QByteArray utf8 = lines.toUtf8() + '\0';
    if (utf8.size() > kLongest)
        return {};
    QByteArray content;
    appendNumber(content, quint32(utf8.size()));
    constexpr qsizetype ownHead = 4; // the size that qCompress() writes before the stream
    return cutText(kProvide | kText, qCompress(content + utf8).sliced(ownHead));
}

} // namespace pilothouse
