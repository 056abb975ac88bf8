#pragma once

#include <QKeyEvent>

namespace pilothouse {

/// What keys and characters are called in X, whatever layout they come from. Pure.
/// Sources: X11/keysymdef.h, and its rule that a character U+ABCD without a name of its own is
/// 0x0100ABCD.
namespace keysyms {

inline constexpr quint32 kReturn = 0xff0d;
inline constexpr quint32 kTab = 0xff09;
inline constexpr quint32 kBackspace = 0xff08;
inline constexpr quint32 kBack = 0x1008ff26; ///< the keys of a browser
inline constexpr quint32 kForward = 0x1008ff27;

/// Of a key that is pressed. `isNative`: the window system's own number is a keysym, as on X11 and
/// Wayland. 0: a key that has no meaning there.
quint32 of(const QKeyEvent &event, bool isNative);

/// Of a character that is typed.
quint32 ofCharacter(char32_t character);

/// The place of a key in the numbers of the first PC keyboards, which QEMU's key events have, from
/// one of Linux (what X11 and Wayland say, less 8). 0: none.
quint32 placeOf(quint32 linuxKey);

} // namespace keysyms

} // namespace pilothouse
