#pragma once

#include "screen/settle_detector.h"

namespace pilothouse {

/// Watches the screen from before an action until it is still: XDamage says when to look, the
/// SettleDetector decides. One for the connection; used on the X thread.
class ScreenWatch
{
    Q_DISABLE_COPY_MOVE(ScreenWatch)
public:
    ScreenWatch(XConnection &connection, ScreenGrabber &grabber);

    /// Does `action`, waits by `policy`, takes the picture. Unavailable: the server is gone.
    Result<Look> look(const SettlePolicy &policy, const std::function<Result<>()> &action,
                      const std::stop_token &stop);

private:
    void start();
    void finish();
    Result<Look> settle(SettleDetector &detector, const std::stop_token &stop);

    XConnection &m_connection;
    ScreenGrabber &m_grabber;
    bool m_available = false; ///< the server has XDamage
    uint32_t m_damage = 0;    ///< 0: not watching
    bool m_drawn = false;     ///< since the last look
};

} // namespace pilothouse
