#pragma once

#include <chrono>

namespace pilothouse {

/// How long to wait before the next try to reach a server: longer each time, with up to a quarter
/// more by chance, so that all who lost it do not come back at the same moment.
class BackOff
{
public:
    static constexpr std::chrono::milliseconds kFirst{400};
    static constexpr std::chrono::milliseconds kLongest{8000};

    std::chrono::milliseconds next();
    void reset() { m_tries = 0; }

private:
    int m_tries = 0;
};

} // namespace pilothouse
