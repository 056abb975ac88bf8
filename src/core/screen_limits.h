#pragma once

#include <QSize>

namespace pilothouse {

/// The sizes that a desktop's screen may have, in pixels, wherever one is asked for: in settings,
/// at the API and on the page. tests/http/tst_screen_limits.cpp holds openapi.json and the page to
/// them.
inline constexpr QSize kLeastScreen{320, 240};
inline constexpr QSize kLargestScreen{7680, 4320};

} // namespace pilothouse
