#pragma once

#include <QByteArray>
#include <QtEndian>

/// The words of the RFB protocol (RFC 6143, and the community's registry of its extensions) that
/// more than one file here needs. All numbers on the wire are big endian.
namespace pilothouse::rfb {

inline constexpr qsizetype kVersionSize = 12; ///< "RFB 003.008\n"
inline constexpr char kNoSecurity = 1;
inline constexpr char kVncPassword = 2;
inline constexpr qsizetype kChallengeSize = 16;

enum ClientMessageType : quint8 {
    SetPixelFormat = 0,
    SetEncodings = 2,
    UpdateRequest = 3,
    KeyEvent = 4,
    PointerEvent = 5,
    ClientCutText = 6,
    ContinuousUpdates = 150,
    ClientFence = 248,
    Xvp = 250,
    SetDesktopSize = 251,
    QemuMessage = 255,
};

enum Encoding : qint32 {
    Raw = 0,
    CopyRect = 1,
    Tight = 7,
    Zrle = 16,
    DesktopSize = -223,
    LastRect = -224,
    Cursor = -239,
    XCursor = -240,
    QemuKeyEvent = -258,
    LedState = -261,
    DesktopName = -307,
    ExtendedDesktopSize = -308,
    Fence = -312,
    ContinuousUpdatesAllowed = -313,
    VmwareCursor = 0x574d5664,
    VmwareCursorPosition = 0x574d5666,
    VmwareLedState = 0x574d5668,
    ExtendedClipboard = static_cast<qint32>(0xc0a1e5ce),
};

/// The extended clipboard: formats and actions.
enum ClipboardFlag : quint32 {
    ClipboardText = 1,
    ClipboardActions = 0xff000000,
    ClipboardCaps = 1U << 24,
    ClipboardRequest = 1U << 25,
    ClipboardPeek = 1U << 26,
    ClipboardNotify = 1U << 27,
    ClipboardProvide = 1U << 28,
};

/// The number at `at`, which must be there.
template <typename Number> Number read(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<Number>(bytes.data() + at);
}

template <typename Number> void append(QByteArray &bytes, Number number)
{
    const Number wire = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&wire), sizeof wire);
}

} // namespace pilothouse::rfb
