#pragma once

#include "screen/display.h"
#include "screen/screen_grabber.h"

#include <vector>

namespace pilothouse {

/// Decides from frames, times and open requests whether a screen is still after an action. Pure: it
/// knows neither X nor a clock. Times count from any one start; frames are fed when something was
/// drawn, at most forty a second.
///
/// The rule (measured; see docs/decisions on settling): still means that nothing *big* changed for
/// policy.quiet. Sizes are those of changed pixels, since toolkits redraw far more than they
/// change.
/// - tiny changes (a caret, a clock) never count, except right after the action;
/// - a tile that keeps changing is animated; small animations do not count, but fast ones usually
///   mean "loading" and hold until policy.softCap, or policy.spinsOn after a later change;
/// - large animations hold until policy.hardCap;
/// - where little changed of an action that leads on, policy.patience is what quiet is else;
/// - a command that the action gave to a terminal holds until policy.hardCap;
/// - something that was asked since the action and not answered yet holds until policy.loadingCap,
///   its answer for policy.afterAnswer, or until it shows and nothing spins any more.
class SettleDetector
{
public:
    using Time = std::chrono::milliseconds;
    enum class Verdict { Waiting, Settled, SoftCapped, HardCapped, LoadingCapped, CommandCapped };

    /// `before`: the screen before the action.
    SettleDetector(SettlePolicy policy, const Frame &before);

    /// The action was done at `now`; the wait begins. `leadsOn`: see there. `isClick`: what the
    /// pointer draws by being there counts less, see changedPart().
    void actionDone(Time now, bool leadsOn = false, bool isClick = false);
    /// The screen at `now`. A frame of another size is one big change.
    void feed(const Frame &frame, Time now);
    /// It has turned out that the action does not lead on.
    void endPatience() { m_leadsOn = false; }
    /// So many requests of the session wait for an answer at `now`.
    void requestsOpen(int count, Time now);
    /// At `now` a command runs that the action gave to a terminal.
    void commandRuns(Time now) { m_lastCommand = now; }
    /// `pending`: something was drawn that was not fed yet.
    Verdict verdict(Time now, bool pending) const;
    /// The part of the screen, 0 to 1, that is not as before the action. After a click strips as
    /// high as lines of text count a fifth: where links lead, and tips, tell of the pointer only.
    double changedPart() const;

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
    /// How long the last answer holds at `now`, as nothing big moves any more.
    Time answerHolds(Time now) const;
    void reset(const Frame &frame);
    void changedAt(Time now);
    Changes compare(const Frame &frame, Time now);
    QRect compareTile(const Frame &frame, QRect area);
    void count(Tile &tile, QRect changed, Time now, Changes &changes) const;
    bool animatedAreaIsBig() const;

    SettlePolicy m_policy;
    QSize m_size;
    std::vector<uint32_t> m_before; ///< the action
    std::vector<uint32_t> m_previous;
    std::vector<Tile> m_tiles;
    bool m_leadsOn = false;
    bool m_isClick = false;
    double m_changed = 0; ///< changedPart() at the last frame
    Time m_done{0};       ///< when the action was done
    Time m_lastBig{0};
    Time m_movesSince{0}; ///< without a pause
    Time m_lastFast{-1'000'000};
    Time m_lastOpen{-1'000'000};
    Time m_lastCommand{-1'000'000};
};

} // namespace pilothouse
