#include "screen/display.h"

namespace pilothouse {

Display::~Display() = default;

} // namespace pilothouse

#include "moc_display.cpp"
