#pragma once

#include <QSize>

#include <cstdint>
#include <span>

namespace pilothouse {

/// Whether a pointer's picture (ARGB) is the beam that stands over text: narrow, as a straight line
/// with serifs at both ends. For programs that draw their pointers without a name (Chromium). Pure.
bool isTextBeam(QSize size, std::span<const uint32_t> pixels);

} // namespace pilothouse
