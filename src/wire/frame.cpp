#include "wire/frame.h"

#include "core/json.h"

#include <QtEndian>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLengthBytes = 4;

Failure tooLong()
{
    return fail(Errc::TooLarge, u"The message is too long."_s);
}

} // namespace

QByteArray textOf(const WireFrame &frame)
{
    return compactJson(frame.json);
}

QByteArray binaryOf(const WireFrame &frame)
{
    const QByteArray json = compactJson(frame.json);
    QByteArray message(kLengthBytes, Qt::Uninitialized);
    qToBigEndian(static_cast<quint32>(json.size()), message.data());
    return message + json + frame.bytes;
}

Result<WireFrame> frameFromText(const QByteArray &text)
{
    if (text.size() > kLongestLinkJson)
        return tooLong();
    auto json = parseJsonObject(text);
    if (!json)
        return fail(Errc::Corrupt, u"The message is no JSON object."_s);
    return WireFrame{*std::move(json), {}};
}

Result<WireFrame> frameFromBinary(const QByteArray &message)
{
    if (message.size() > kLongestLinkFrame)
        return tooLong();
    if (message.size() < kLengthBytes)
        return fail(Errc::Corrupt, u"The message ends in its length."_s);
    const qsizetype length = qFromBigEndian<quint32>(message.constData());
    if (length > message.size() - kLengthBytes)
        return fail(Errc::Corrupt, u"The message is shorter than it says."_s);
    auto frame = frameFromText(message.sliced(kLengthBytes, length));
    if (frame)
        frame->bytes = message.sliced(kLengthBytes + length);
    return frame;
}

} // namespace pilothouse
