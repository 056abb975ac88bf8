#pragma once

#include "door/request_reader.h"

#include <QStringList>

#include <algorithm>

namespace pilothouse {

/// Reads all of `bytes` in pieces, as a connection does, and tells in words what it finds.
inline QString transcript(QByteArrayView bytes, const HttpLimits &limits, qsizetype piece)
{
    RequestReader reader(limits);
    QStringList words;
    const auto note = [&](RequestReader::Found found) {
        if (found == RequestReader::Found::Fault) {
            words << QString::number(reader.fault());
        } else if (found == RequestReader::Found::Request) {
            QByteArray body;
            for (const QByteArray &part : reader.takeBody())
                body += part;
            words << QString::fromLatin1(reader.head().path + '(' + body + ')');
            reader.next();
        }
    };
    for (qsizetype have = piece; !bytes.isEmpty();) {
        QByteArrayView input = bytes.first(std::min(have, bytes.size()));
        const qsizetype given = input.size();
        const auto found = reader.read(input);
        const qsizetype used = given - input.size();
        bytes = bytes.sliced(used);
        if (found == RequestReader::Found::Head)
            note(reader.expectBody(limits.bodyBytes));
        else
            note(found);
        if (reader.fault() != 0)
            break;
        if (used == 0 && given == bytes.size() && found == RequestReader::Found::Nothing)
            break;
        have = used == 0 ? have + piece : piece;
    }
    return words.join(u' ');
}

} // namespace pilothouse
