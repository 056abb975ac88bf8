#pragma once

#include "core/result.h"

/// What the decoder understands of RFC 6143 and of the RFB community's registry.
namespace pilothouse::rfbwords {

enum Encoding : qint32 {
    Raw = 0,
    CopyRect = 1,
    Tight = 7,
    Quality8 = -24,
    LastRect = -224,
    Compression1 = -255,
    Compression3 = -253,
    QemuKeyEvent = -258,
    ExtendedDesktopSize = -308,
    Fence = -312,
    ContinuousUpdates = -313,
    VmwareCursor = 0x574d5664,
    ExtendedClipboard = static_cast<qint32>(0xc0a1e5ce),
};

/// The stream cannot be followed; `where` is for the log.
inline Failure lost(const char *where)
{
    return fail(Errc::Corrupt, QStringLiteral("The picture of the desktop cannot be read."),
                QString::fromLatin1(where));
}

} // namespace pilothouse::rfbwords
