#include "screen/display.h"

namespace pilothouse {

Screen::~Screen() = default;

Display::~Display() = default;

} // namespace pilothouse

#include "moc_display.cpp"
#include "moc_screen.cpp"
