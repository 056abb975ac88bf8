#pragma once

#include "screen/settle/settle_detector.h"

#include <vector>

namespace pilothouse {

using namespace std::chrono_literals;

inline constexpr QSize kScreen(640, 400);

/// Something drawn at one time, or again and again until the end.
struct Drawing
{
    SettleDetector::Time from{0};
    SettleDetector::Time every{0}; ///< 0: once
    QRect area;
    SettleDetector::Time until{10s};
};

/// A request that waits for its answer meanwhile, or a command that runs.
struct Request
{
    SettleDetector::Time from{0};
    SettleDetector::Time until{0};
    bool isCommand = false;
};

struct Outcome
{
    SettleDetector::Verdict verdict;
    SettleDetector::Time after;
};

/// A screen that plays drawings to a detector as ScreenWatch would: a look each 10 ms, a frame at
/// most each 25 ms.
class Replay
{
public:
    explicit Replay(bool leadsOn = false, bool placesCaret = false)
        : m_leadsOn(leadsOn), m_placesCaret(placesCaret),
          m_pixels(static_cast<size_t>(kScreen.width() * kScreen.height()), 0)
    {
    }

    Outcome play(std::vector<Drawing> drawings, const std::vector<Request> &requests = {},
                 SettlePolicy policy = {})
    {
        SettleDetector detector(policy, frame());
        detector.actionDone(SettleDetector::Time{0}, m_leadsOn, m_leadsOn);
        SettleDetector::Time lastFrame{-25};
        bool drawn = false;
        for (SettleDetector::Time now{0}; now < 10s; now += 10ms) {
            for (Drawing &drawing : drawings)
                drawn |= draw(drawing, now);
            if (drawn && now - lastFrame >= 25ms) {
                drawn = false;
                lastFrame = now;
                detector.feed(frame(), now);
            }
            for (const Request &one : requests) {
                if (now < one.from || now >= one.until)
                    continue;
                if (one.isCommand)
                    detector.commandRuns(now);
                else
                    detector.requestsOpen(1, now);
            }
            if (m_placesCaret && now >= 100ms)
                detector.endPatience();
            if (const auto verdict = detector.verdict(now, drawn);
                verdict != SettleDetector::Verdict::Waiting)
                return {verdict, now};
        }
        return {SettleDetector::Verdict::Waiting, 10s};
    }

private:
    Frame frame() const { return {kScreen, m_pixels}; }

    bool draw(Drawing &drawing, SettleDetector::Time now)
    {
        if (drawing.from < 0ms || now < drawing.from)
            return false;
        ++m_colour;
        const QRect area = drawing.area & QRect(QPoint(), kScreen);
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x)
                m_pixels[static_cast<size_t>(y * kScreen.width() + x)] = m_colour;
        }
        drawing.from =
            drawing.every > 0ms ? drawing.from + drawing.every : SettleDetector::Time{-1};
        if (drawing.from > drawing.until)
            drawing.from = SettleDetector::Time{-1};
        return true;
    }

    bool m_leadsOn;
    bool m_placesCaret; ///< as it turns out
    std::vector<uint32_t> m_pixels;
    uint32_t m_colour = 0;
};

} // namespace pilothouse
