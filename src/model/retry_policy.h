#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

namespace pilothouse {

/// How long to wait before a request is sent again. Source: the SDK's rule, 0.5 s · 2ⁿ up to 8 s,
/// up to a quarter of it taken off by chance so that many clients do not come back at once.
struct RetryPolicy
{
    std::chrono::milliseconds first{500};
    std::chrono::milliseconds longest{8000};

    /// `retriesDone` counts from 0; `chance` is in [0, 1); what the server asks for wins.
    std::chrono::milliseconds delay(int retriesDone, double chance,
                                    std::optional<std::chrono::milliseconds> asked) const
    {
        if (asked)
            return *asked;
        const double full = std::min(double(first.count()) * std::exp2(std::min(retriesDone, 30)),
                                     double(longest.count()));
        return std::chrono::milliseconds(static_cast<long>(full * (1 - chance * 0.25)));
    }
};

} // namespace pilothouse
