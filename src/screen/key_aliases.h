#pragma once

#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <xkbcommon/xkbcommon.h>

namespace pilothouse {

/// The names of keys that X does not know, or knows as something else: those of JavaScript
/// (KeyboardEvent.key and .code, W3C UI Events), macOS, Windows (VK_), Linux (KEY_), pyautogui,
/// pynput, Selenium and of people. Pure; any thread.

/// "Page_Down", "page-down", "Page Down" and "PageDown" are one name: lower case, without blanks,
/// '_' and '-'. One character stays as it is but for its case.
QString foldedKeyName(const QString &name);

/// The key of a folded name, or XKB_KEY_NoSymbol.
xkb_keysym_t keysymFromAlias(const QString &folded);

/// A key drawn as one character ("⏎", "⌫", "→"), as menus and manuals do; else XKB_KEY_NoSymbol.
xkb_keysym_t keysymFromGlyph(char32_t character);

/// The name of a modifier drawn as one character ("⌘": super), or nothing.
QLatin1StringView modifierFromGlyph(QChar character);

/// The names in the table, to suggest.
QList<QLatin1StringView> aliasNames();

} // namespace pilothouse
