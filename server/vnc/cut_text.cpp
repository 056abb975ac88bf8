#include "vnc/cut_text.h"

#include "vnc/rfb.h"

#include <libdeflate.h>

#include <memory>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// The start of what was packed with zlib: a size and a text. Empty: there is none, or too much.
/// Viewers flush their stream and do not end it, so an empty last block is added: of a stream that
/// has ended it is not read.
QByteArray unpacked(QByteArrayView packed)
{
    constexpr qsizetype zlibHead = 2;
    if (packed.size() < zlibHead)
        return {};
    const QByteArray stream =
        packed.sliced(zlibHead).toByteArray() + QByteArray("\x01\0\0\xff\xff", 5);
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> tool(
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    QByteArray out(CutText::kLongest, Qt::Uninitialized);
    std::size_t size = 0;
    const auto done =
        libdeflate_deflate_decompress(tool.get(), stream.constData(), std::size_t(stream.size()),
                                      out.data(), std::size_t(out.size()), &size);
    if (done != LIBDEFLATE_SUCCESS)
        return {};
    out.truncate(qsizetype(size));
    return out;
}

CutText provided(QByteArrayView packed)
{
    const QByteArray content = unpacked(packed);
    constexpr qsizetype sizeAt = 4;
    if (content.size() < sizeAt)
        return {};
    const auto size = qsizetype(rfb::read<quint32>(content, 0));
    if (size > content.size() - sizeAt)
        return {};
    QByteArray utf8 = content.mid(sizeAt, size);
    if (utf8.endsWith('\0'))
        utf8.chop(1);
    return {.kind = CutText::Kind::Answer,
            .text = QString::fromUtf8(utf8).replace("\r\n"_L1, "\n"_L1)};
}

} // namespace

CutText CutText::of(QByteArrayView message)
{
    const QByteArrayView body = message.sliced(8);
    if (rfb::read<qint32>(message, 4) >= 0)
        return {.kind = CutText::Kind::Text, .text = QString::fromLatin1(body)};
    if (body.size() < 4)
        return {};
    const auto flags = rfb::read<quint32>(body, 0);
    const quint32 actions = flags & rfb::ClipboardActions;
    if ((actions & rfb::ClipboardCaps) != 0 || actions == rfb::ClipboardRequest ||
        actions == rfb::ClipboardPeek)
        return {.kind = CutText::Kind::Asks};
    if ((flags & rfb::ClipboardText) == 0)
        return {};
    if (actions == rfb::ClipboardNotify)
        return {.kind = CutText::Kind::Offer};
    return actions == rfb::ClipboardProvide ? provided(body.sliced(4)) : CutText();
}

QByteArray CutText::request()
{
    QByteArray message;
    constexpr quint8 serverCutText = 3;
    rfb::append(message, serverCutText);
    message += QByteArray(3, '\0');
    rfb::append<qint32>(message, -4);
    rfb::append(message, quint32{rfb::ClipboardRequest} | rfb::ClipboardText);
    return message;
}

} // namespace pilothouse
