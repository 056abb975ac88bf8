#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QtEndian>

/// What Bedrock streams, written for tests of its reader, with a check sum of their own.
namespace pilothouse::frames {

inline quint32 checkSum(const QByteArray &bytes)
{
    quint32 sum = 0xFFFFFFFF;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

inline QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

inline QByteArray field(const QByteArray &name, const QByteArray &value)
{
    QByteArray length(2, '\0');
    qToBigEndian(quint16(value.size()), length.data());
    return char(name.size()) + name + '\x07' + length + value;
}

inline QByteArray message(const QByteArray &fields, const QByteArray &payload)
{
    QByteArray whole =
        bigEndian(quint32(16 + fields.size() + payload.size())) + bigEndian(quint32(fields.size()));
    whole += bigEndian(checkSum(whole));
    whole += fields + payload;
    return whole + bigEndian(checkSum(whole));
}

inline QByteArray chunk(const QByteArray &event)
{
    return message(field(":event-type", "chunk") + field(":content-type", "application/json") +
                       field(":message-type", "event"),
                   R"({"bytes":")" + event.toBase64() + R"(","p":"abcdef"})");
}

inline QByteArray exception(const QByteArray &type, const QByteArray &words)
{
    return message(field(":exception-type", type) + field(":content-type", "application/json") +
                       field(":message-type", "exception"),
                   R"({"message":")" + words + "\"}");
}

/// Each event of a stream of text as a chunk.
inline QByteArray chunks(const QByteArray &events)
{
    QByteArray frames;
    for (const QByteArray &line : events.split('\n'))
        if (line.startsWith("data: "))
            frames += chunk(line.mid(6));
    return frames;
}

} // namespace pilothouse::frames
