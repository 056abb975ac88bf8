// The picture of a desktop, as the window reads it.
#include "qml/vnc/rfb_clipboard.h"
#include "qml/vnc/rfb_decoder.h"

#include <cstdint>
#include <cstdlib>

using namespace pilothouse;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

/// All that a stream leads to.
struct Outcome
{
    bool isFine = true;
    QByteArray answers;
    QImage picture;
    QList<QByteArray> clipboard;

    bool operator==(const Outcome &) const = default;
};

Outcome outcome(QByteArrayView bytes, qsizetype part)
{
    RfbDecoder decoder(RfbDistance::Far);
    const QByteArray greeting =
        QByteArray("RFB 003.008\n\1\1\0\0\0\0\0\x40\0\x30", 22) + QByteArray(20, '\0');
    demand(bool(decoder.feed(greeting)));
    Outcome all;
    for (qsizetype at = 0; all.isFine && at < bytes.size(); at += part)
        all.isFine = bool(decoder.feed(bytes.sliced(at, std::min(part, bytes.size() - at))));
    const QRect damage = decoder.takeDamage().boundingRect();
    demand(damage.isEmpty() || decoder.picture().rect().contains(damage));
    all.answers = decoder.takeAnswers();
    all.picture = decoder.picture();
    all.clipboard = decoder.takeClipboard();
    return all;
}

} // namespace

// The same in one part or in many.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const Outcome whole = outcome(bytes, qsizetype(size) + 1);
    demand(whole == outcome(bytes, 5));
    for (const QByteArray &message : whole.clipboard)
        RfbClipboard::read(message);
    return 0;
}
