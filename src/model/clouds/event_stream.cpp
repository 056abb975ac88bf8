#include "model/clouds/event_stream.h"

#include <libdeflate.h>

#include <QtEndian>

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPrelude = 12; // two lengths and their check sum
constexpr qsizetype kCheckSum = 4;
constexpr quint32 kMostOfFields = 128 * 1024;
constexpr quint32 kLargest = 16 * 1024 * 1024 + kMostOfFields + kPrelude + kCheckSum;
constexpr quint8 kText = 7;

quint32 bigEndian(QByteArrayView bytes)
{
    return qFromBigEndian<quint32>(bytes.data());
}

bool hasCheckSum(QByteArrayView text, QByteArrayView sum)
{
    return libdeflate_crc32(0, text.data(), std::size_t(text.size())) == bigEndian(sum);
}

/// How long the value of a field is: of a type with a length of its own, that is told in `bytes`.
std::optional<qsizetype> valueLength(quint8 type, QByteArrayView bytes, qsizetype &at)
{
    constexpr qsizetype fixed[] = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16}; // yes, no, numbers, bytes …
    if (type >= std::size(fixed))
        return std::nullopt;
    if (fixed[type] >= 0)
        return fixed[type];
    if (bytes.size() - at < 2)
        return std::nullopt;
    const auto length = qFromBigEndian<quint16>(bytes.data() + at);
    at += 2;
    return length;
}

std::optional<QHash<QByteArray, QByteArray>> fieldsIn(QByteArrayView bytes)
{
    QHash<QByteArray, QByteArray> fields;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto nameLength = qsizetype(quint8(bytes.at(at++)));
        if (nameLength == 0 || bytes.size() - at < nameLength + 1)
            return std::nullopt;
        const QByteArray name = bytes.sliced(at, nameLength).toByteArray();
        at += nameLength;
        const auto type = quint8(bytes.at(at++));
        const auto length = valueLength(type, bytes, at);
        if (!length || bytes.size() - at < *length)
            return std::nullopt;
        if (type == kText)
            fields.insert(name, bytes.sliced(at, *length).toByteArray());
        at += *length;
    }
    return fields;
}

Error brokenFraming(const QString &what)
{
    return {Errc::Corrupt, u"The event stream is broken: "_s + what};
}

/// The first message of `bytes`; none while it is not whole.
Result<std::optional<EventStreamMessage>> firstMessage(QByteArrayView bytes, qsizetype &length)
{
    if (bytes.size() < kPrelude)
        return std::nullopt;
    const quint32 total = bigEndian(bytes);
    const quint32 ofFields = bigEndian(bytes.sliced(4));
    if (!hasCheckSum(bytes.first(8), bytes.sliced(8)))
        return fail(brokenFraming(u"the check sum of a length is wrong"_s));
    if (ofFields > kMostOfFields || total > kLargest)
        return fail(Errc::TooLarge, u"A message of the event stream is too large"_s);
    if (qsizetype(total) < kPrelude + kCheckSum + qsizetype(ofFields))
        return fail(brokenFraming(u"a length cannot be"_s));
    if (bytes.size() < qsizetype(total))
        return std::nullopt;
    length = qsizetype(total);
    const QByteArrayView whole = bytes.first(length);
    if (!hasCheckSum(whole.chopped(kCheckSum), whole.last(kCheckSum)))
        return fail(brokenFraming(u"the check sum of a message is wrong"_s));
    const auto fields = fieldsIn(whole.sliced(kPrelude, qsizetype(ofFields)));
    if (!fields)
        return fail(brokenFraming(u"its fields cannot be read"_s));
    return EventStreamMessage{
        .fields = *fields,
        .payload = whole.sliced(kPrelude + qsizetype(ofFields)).chopped(kCheckSum).toByteArray()};
}

} // namespace

Result<QList<EventStreamMessage>> EventStreamParser::feed(QByteArrayView bytes)
{
    if (!m_trouble.message.isEmpty())
        return fail(m_trouble);
    m_rest += bytes;
    QList<EventStreamMessage> messages;
    qsizetype done = 0;
    for (;;) {
        qsizetype length = 0;
        auto message = firstMessage(QByteArrayView(m_rest).sliced(done), length);
        if (!message) {
            m_trouble = message.error();
            return fail(m_trouble);
        }
        if (!*message)
            break;
        messages += std::move(**message);
        done += length;
    }
    m_rest.remove(0, done);
    return messages;
}

} // namespace pilothouse
