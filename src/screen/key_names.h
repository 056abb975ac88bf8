#pragma once

#include <QString>
#include <QStringList>

#include <xkbcommon/xkbcommon.h>

namespace pilothouse {

/// The keysym of one key as models write it: an alias in any case ("cmd", "enter", "KeyA",
/// "Numpad5"; key_aliases.h), an X name in any case ("Page_Down", "XF86AudioPlay", "F5"), or one
/// character ("é", "⏎"). XKB_KEY_NoSymbol when it is none of these. Pure; any thread.
xkb_keysym_t keysymFromName(const QString &name);

/// The keysym that types one Unicode character; newline is Return. XKB_KEY_NoSymbol for control
/// characters that no key stands for.
/// Source: "keysyms for Unicode", X11 protocol appendix A (0x01000000 + code point).
xkb_keysym_t keysymFromCharacter(char32_t character);

/// Up to three known names that look like `name`, best first.
QStringList similarKeyNames(const QString &name);

bool isModifier(xkb_keysym_t keysym);
bool isShift(xkb_keysym_t keysym);

} // namespace pilothouse
