#include "screen/settle/settle_detector.h"

#include <QRect>

#include <algorithm>
#include <cstring>

namespace pilothouse {

using namespace std::chrono_literals;

namespace {

constexpr int kTile = 32;              // pixels
constexpr int kAnimatedAfter = 6;      // changes in one wait
constexpr auto kFastRepeat = 300ms;    // a spinner comes again within this, a caret does not
constexpr auto kSameFrame = 20ms;      // two changes closer than this are one
constexpr int kTinyArea = 1500;        // square pixels: a caret, the minutes of a clock
constexpr auto kLateWord = 60ms;       // an answer may show before we know that it came
constexpr auto kTinyAfter = 250ms;     // before that a tiny change may be the answer
constexpr double kBigAnimation = 0.06; // of the screen
constexpr int kFlat = 2;               // tiles: no higher than lines of text
constexpr double kFlatWeight = 0.2;

int tilesAlong(int length)
{
    return (length + kTile - 1) / kTile;
}

/// The changed pixels of all tiles, of which those in flat strips count so much.
double weighed(const std::vector<int> &changed, size_t columns, double flatWeight)
{
    double sum = 0;
    const size_t rows = columns > 0 ? changed.size() / columns : 0;
    for (size_t column = 0; column < columns; ++column) {
        int run = 0;
        int inRun = 0; // pixels
        for (size_t row = 0; row <= rows; ++row) {
            const int pixels = row < rows ? changed[row * columns + column] : 0;
            if (pixels > 0) {
                ++run;
                inRun += pixels;
                continue;
            }
            sum += run > kFlat ? inRun : inRun * flatWeight;
            run = inRun = 0;
        }
    }
    return sum;
}

} // namespace

SettleDetector::SettleDetector(SettlePolicy policy, const Frame &before) : m_policy(policy)
{
    reset(before);
    m_before = m_previous;
}

void SettleDetector::reset(const Frame &frame)
{
    m_size = frame.size;
    m_previous.assign(frame.pixels.begin(), frame.pixels.end());
    m_tiles.assign(static_cast<size_t>(tilesAlong(m_size.width()) * tilesAlong(m_size.height())),
                   Tile{});
}

void SettleDetector::actionDone(Time now, bool leadsOn, bool isClick)
{
    m_leadsOn = leadsOn;
    m_isClick = isClick;
    m_done = now;
    m_lastBig = now;
    m_movesSince = now;
}

void SettleDetector::feed(const Frame &frame, Time now)
{
    if (frame.size != m_size) {
        reset(frame);
        changedAt(now);
        return;
    }
    const Changes changes = compare(frame, now);
    m_changed = changedPart();
    const bool tiny =
        changes.box.width() * changes.box.height() < kTinyArea && now - m_done > kTinyAfter;
    if ((changes.big > 0 && !tiny) || (changes.animated > 0 && animatedAreaIsBig()))
        changedAt(now);
    else if (changes.fast)
        m_lastFast = now;
}

void SettleDetector::changedAt(Time now)
{
    if (now - m_lastBig >= m_policy.quiet)
        m_movesSince = now;
    m_lastBig = now;
}

void SettleDetector::requestsOpen(int count, Time now)
{
    if (count > 0)
        m_lastOpen = now;
}

SettleDetector::Verdict SettleDetector::verdict(Time now, bool pending) const
{
    const Time waited = now - m_done;
    const bool hasPatience = m_leadsOn && m_changed > 0 && m_changed < kLittleChange;
    const Time quiet = hasPatience ? m_policy.patience : m_policy.quiet;
    const bool still = waited >= m_policy.minimum && now - m_lastBig >= quiet && !pending;
    if (!still) {
        // What comes late is still drawn whole; what is drawn all the time may be nothing big.
        const bool tooLong = now - m_lastBig < m_policy.quiet &&
                             now - m_movesSince >= m_policy.hardCap - m_policy.softCap;
        const Time cap = tooLong ? m_policy.hardCap : m_policy.loadingCap;
        return waited >= cap ? Verdict::HardCapped : Verdict::Waiting;
    }
    if (now - m_lastOpen < answerHolds(now))
        return waited >= m_policy.loadingCap ? Verdict::LoadingCapped : Verdict::Waiting;
    if (now - m_lastCommand < m_policy.afterAnswer)
        return waited >= m_policy.hardCap ? Verdict::CommandCapped : Verdict::Waiting;
    if (now - m_lastFast >= m_policy.quiet)
        return Verdict::Settled;
    const bool mayEnd = now - m_lastBig < m_policy.spinsOn; // with what came just now
    return waited >= m_policy.softCap && !mayEnd ? Verdict::SoftCapped : Verdict::Waiting;
}

SettleDetector::Time SettleDetector::answerHolds(Time now) const
{
    if (m_changed < kLittleChange)
        return m_policy.untilAnswerShows;
    const bool hasShown = m_lastBig > m_lastOpen - kLateWord;
    return hasShown && now - m_lastFast >= m_policy.quiet ? m_policy.quiet : m_policy.afterAnswer;
}

double SettleDetector::changedPart() const
{
    if (m_before.size() != m_previous.size())
        return 1;
    const auto width = static_cast<size_t>(m_size.width());
    const auto columns = static_cast<size_t>(tilesAlong(m_size.width()));
    std::vector<int> changed(m_tiles.size(), 0); // pixels
    for (size_t at = 0; at < m_before.size();) {
        const size_t x = at % width;
        const size_t length = std::min<size_t>(kTile, width - x);
        int &count = changed[at / width / kTile * columns + x / kTile];
        if (std::memcmp(&m_before[at], &m_previous[at], length * sizeof(uint32_t)) != 0) {
            for (size_t i = at; i < at + length; ++i)
                count += m_before[i] != m_previous[i] ? 1 : 0;
        }
        at += length;
    }
    return weighed(changed, columns, m_isClick ? kFlatWeight : 1) /
           static_cast<double>(m_before.size());
}

SettleDetector::Changes SettleDetector::compare(const Frame &frame, Time now)
{
    Changes changes;
    const int columns = tilesAlong(m_size.width());
    const QRect screen(QPoint(), m_size);
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        const int row = static_cast<int>(i) / columns;
        const int column = static_cast<int>(i) % columns;
        const QRect area = QRect(column * kTile, row * kTile, kTile, kTile) & screen;
        const QRect changed = compareTile(frame, area);
        if (!changed.isEmpty())
            count(m_tiles[i], changed, now, changes);
    }
    return changes;
}

void SettleDetector::count(Tile &tile, QRect changed, Time now, Changes &changes) const
{
    if (now - tile.last < kFastRepeat)
        changes.fast = true;
    if (now - tile.last > kSameFrame) {
        ++tile.changes;
        tile.last = now;
    }
    if (tile.changes > kAnimatedAfter) {
        ++changes.animated;
    } else {
        ++changes.big;
        changes.box |= changed;
    }
}

/// The box of pixels that differ in `area`; the new ones are remembered.
QRect SettleDetector::compareTile(const Frame &frame, QRect area)
{
    QRect box;
    const auto width = static_cast<size_t>(area.width());
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const size_t at = static_cast<size_t>(y) * static_cast<size_t>(m_size.width()) +
                          static_cast<size_t>(area.left());
        const uint32_t *now = frame.pixels.data() + at;
        uint32_t *before = m_previous.data() + at;
        if (std::memcmp(now, before, width * sizeof(uint32_t)) == 0)
            continue;
        size_t first = 0;
        while (now[first] == before[first])
            ++first;
        size_t last = width - 1;
        while (now[last] == before[last])
            --last;
        box |=
            QRect(area.left() + static_cast<int>(first), y, static_cast<int>(last - first) + 1, 1);
        std::memcpy(before, now, width * sizeof(uint32_t));
    }
    return box;
}

bool SettleDetector::animatedAreaIsBig() const
{
    const auto animated = std::count_if(m_tiles.cbegin(), m_tiles.cend(), [](const Tile &tile) {
        return tile.changes > kAnimatedAfter;
    });
    const double area = static_cast<double>(animated) * kTile * kTile;
    return area > kBigAnimation * m_size.width() * m_size.height();
}

} // namespace pilothouse
