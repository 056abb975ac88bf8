#pragma once

#include "desktop/screen_elements.h"
#include "tools/elements/act_on_arguments.h"

namespace pilothouse {

/// Whether text can be typed in `element`. Pure, as all here.
bool takesText(const ScreenElement &element);

/// Whether there is nothing left to do for `action`, one of toolActions().
bool isAlready(const QString &action, const ScreenElement &element);

/// Whether `element` says all that `asked` typed in it, as far as it says what it holds at all: it
/// tells the beginning of long texts, and nothing of passwords.
bool saysAllTyped(const ActOn &asked, const ScreenElement &element);

} // namespace pilothouse
