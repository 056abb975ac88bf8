#pragma once

#include "screen/display.h"
#include "screen/screen_grabber.h"

#include <vector>

namespace pilothouse {

/// Decides from frames and times whether a screen is still after an action. Pure: it knows neither
/// X nor a clock. Times count from any one start; frames are fed when something was drawn, at most
/// forty a second.
///
/// The rule (measured; see docs/decisions on settling): still means that nothing *big* changed for
/// policy.quiet. Sizes are those of changed pixels, since toolkits redraw far more than they
/// change.
/// - tiny changes (a caret, a clock) never count, except right after the action;
/// - a tile that keeps changing is animated; small animations do not count, but fast ones usually
///   mean "loading" and hold until policy.softCap;
/// - large animations hold until policy.hardCap.
class SettleDetector
{
public:
    using Time = std::chrono::milliseconds;
    enum class Verdict { Waiting, Settled, SoftCapped, HardCapped };

    /// `before`: the screen before the action.
    SettleDetector(SettlePolicy policy, const Frame &before);

    /// The action was done at `now`; the wait begins.
    void actionDone(Time now);
    /// The screen at `now`. A frame of another size is one big change.
    void feed(const Frame &frame, Time now);
    /// `pending`: something was drawn that was not fed yet.
    Verdict verdict(Time now, bool pending) const;

private:
    struct Tile
    {
        int changes = 0;
        Time last{-1'000'000};
    };
    /// What one frame did, outside of animated tiles.
    struct Changes
    {
        int big = 0;       ///< tiles
        int animated = 0;  ///< tiles
        bool fast = false; ///< a tile changed again at once
        QRect box;         ///< of the changed pixels in the big ones
    };
    void reset(const Frame &frame);
    Changes compare(const Frame &frame, Time now);
    QRect compareTile(const Frame &frame, QRect area);
    void count(Tile &tile, QRect changed, Time now, Changes &changes) const;
    bool animatedAreaIsBig() const;

    SettlePolicy m_policy;
    QSize m_size;
    std::vector<uint32_t> m_previous;
    std::vector<Tile> m_tiles;
    Time m_done{0}; ///< when the action was done
    Time m_lastBig{0};
    Time m_lastFast{-1'000'000};
};

} // namespace pilothouse
