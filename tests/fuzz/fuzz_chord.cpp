#include "screen/chord.h"

#include <cstdint>
#include <cstdlib>

// Any bytes in a key field end in keys or in a message that names the fault.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace pilothouse;
    const QString keys =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<QList<Chord>> chords = parseChords(keys);
    if (!chords) {
        if (chords.error().code != Errc::InvalidArgument || chords.error().message.isEmpty())
            abort();
        return 0;
    }
    for (const Chord &chord : *chords) {
        if (chord.isEmpty() || chord.contains(XKB_KEY_NoSymbol))
            abort();
    }
    return 0;
}
