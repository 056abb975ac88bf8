#pragma once

#include "screen/settle/settle_detector.h"
#include "screen/windows/startup_notices.h"

#include <atomic>

namespace pilothouse {

/// What the session's programs are about besides drawing.
struct UnderWay
{
    std::atomic<int> requestsOpen = 0; ///< requests that wait for an answer
    /// Whether a command runs in a terminal that is younger than this. Called on the X thread.
    std::function<bool(std::chrono::milliseconds)> runsCommand = {};
};

/// Watches the screen from before an action until it is still: XDamage says when to look, the
/// SettleDetector decides. One for the connection; used on the X thread.
class ScreenWatch
{
    Q_DISABLE_COPY_MOVE(ScreenWatch)
public:
    /// `underWay` is filled by others.
    ScreenWatch(XConnection &connection, ScreenGrabber &grabber, const UnderWay &underWay);

    /// Does `action`, waits by `policy`, takes the picture. Unavailable: the server is gone.
    Result<Look> look(const SettlePolicy &policy, const InputAction &action,
                      const std::function<Result<>()> &perform, const std::stop_token &stop);

private:
    void start();
    void finish();
    void hearOfPrograms();
    /// Requests and programs that are on their way.
    int comingSoon() const { return m_underWay.requestsOpen + m_startups.starting(); }
    Result<> feed(SettleDetector &detector, SettleDetector::Time now);
    /// One wait and what was asked in it.
    struct Wait
    {
        SettleDetector::Time begun;
        std::chrono::milliseconds minimum; ///< then the pointer has its shape
        bool mayStart = false;             ///< a command
        bool mayPlaceCaret = false;
        SettleDetector::Time lastScan;
        SettleDetector::Time lastFrame;
    };
    Result<> observe(SettleDetector &detector, Wait &wait, SettleDetector::Time now);
    Result<Look> settle(SettleDetector &detector, Wait wait, const std::stop_token &stop);

    XConnection &m_connection;
    ScreenGrabber &m_grabber;
    const UnderWay &m_underWay;
    StartupNotices m_startups;
    bool m_available = false; ///< the server has XDamage
    uint32_t m_damage = 0;    ///< 0: not watching
    bool m_drawn = false;     ///< since the last look
};

} // namespace pilothouse
