#include "screen/settle_detector.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace std::chrono_literals;
using Verdict = SettleDetector::Verdict;
using Time = SettleDetector::Time;

namespace {

constexpr QSize kScreen(640, 400);

/// Something drawn at one time, or again and again until the end.
struct Drawing
{
    Time from{0};
    Time every{0}; ///< 0: once
    QRect area;
    Time until{10s};
};

struct Outcome
{
    Verdict verdict;
    Time after;
};

/// A screen that plays drawings to a detector as ScreenWatch would: a look each 10 ms, a frame at
/// most each 25 ms.
class Replay
{
public:
    Replay() : m_pixels(static_cast<size_t>(kScreen.width() * kScreen.height()), 0) {}

    Outcome play(std::vector<Drawing> drawings, SettlePolicy policy = {})
    {
        SettleDetector detector(policy, frame());
        detector.actionDone(Time{0});
        Time lastFrame{-25};
        bool drawn = false;
        for (Time now{0}; now < 10s; now += 10ms) {
            for (Drawing &drawing : drawings)
                drawn |= draw(drawing, now);
            if (drawn && now - lastFrame >= 25ms) {
                drawn = false;
                lastFrame = now;
                detector.feed(frame(), now);
            }
            if (const Verdict verdict = detector.verdict(now, drawn); verdict != Verdict::Waiting)
                return {verdict, now};
        }
        return {Verdict::Waiting, 10s};
    }

private:
    Frame frame() const { return {kScreen, m_pixels}; }

    bool draw(Drawing &drawing, Time now)
    {
        if (drawing.from < 0ms || now < drawing.from)
            return false;
        ++m_colour;
        const QRect area = drawing.area & QRect(QPoint(), kScreen);
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x)
                m_pixels[static_cast<size_t>(y * kScreen.width() + x)] = m_colour;
        }
        drawing.from = drawing.every > 0ms ? drawing.from + drawing.every : Time{-1};
        if (drawing.from > drawing.until)
            drawing.from = Time{-1};
        return true;
    }

    std::vector<uint32_t> m_pixels;
    uint32_t m_colour = 0;
};

const QRect kWindow(40, 40, 300, 200);
const QRect kCaret(500, 300, 2, 16);
const QRect kSpinner(64, 64, 24, 24);
const QRect kEverything(QPoint(), kScreen);

} // namespace

class TestSettleDetector : public QObject
{
    Q_OBJECT
private slots:
    void decidesByTheRule_data()
    {
        QTest::addColumn<std::vector<Drawing>>("drawings");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("earliest");
        QTest::addColumn<int>("latest");
        const auto row = [](const char *name, const std::vector<Drawing> &drawings, Verdict verdict,
                            int earliest, int latest) {
            QTest::newRow(name) << drawings << static_cast<int>(verdict) << earliest << latest;
        };
        row("nothing happens", {}, Verdict::Settled, 150, 150);
        row("a menu opens", {{40ms, 0ms, kWindow}}, Verdict::Settled, 190, 200);
        row("a dialog comes in parts",
            {{40ms, 0ms, kWindow}, {170ms, 0ms, kWindow}, {300ms, 0ms, kWindow}}, Verdict::Settled,
            450, 460);
        row("an answer that comes too late is missed", {{200ms, 0ms, kWindow}}, Verdict::Settled,
            150, 150);
        row("a small answer at once counts", {{60ms, 0ms, kCaret}}, Verdict::Settled, 210, 220);
        row("a caret does not hold",
            {{40ms, 0ms, kWindow}, {180ms, 0ms, kWindow}, {300ms, 500ms, kCaret}}, Verdict::Settled,
            330, 340);
        row("a spinner holds to the soft cap", {{20ms, 50ms, kSpinner}}, Verdict::SoftCapped, 1200,
            1230);
        row("a spinner that ends lets go", {{20ms, 50ms, kSpinner, 620ms}}, Verdict::Settled, 770,
            790);
        row("a large animation holds to the hard cap", {{20ms, 50ms, kEverything}},
            Verdict::HardCapped, 2000, 2000);
        row("a page after a spinner is waited for",
            {{20ms, 50ms, kSpinner}, {1150ms, 0ms, kWindow.translated(100, 100)}},
            Verdict::SoftCapped, 1300, 1330);
    }
    void decidesByTheRule()
    {
        QFETCH(std::vector<Drawing>, drawings);
        QFETCH(int, verdict);
        QFETCH(int, earliest);
        QFETCH(int, latest);
        const Outcome outcome = Replay().play(drawings);
        const auto after = static_cast<int>(outcome.after.count());
        QCOMPARE(static_cast<int>(outcome.verdict), verdict);
        QVERIFY2(after >= earliest && after <= latest, qPrintable(QString::number(after)));
    }

    void takesAnotherScreenSizeForABigChange()
    {
        const std::vector<uint32_t> pixels(640 * 400, 7);
        SettleDetector detector({}, Frame{QSize(320, 200), std::span(pixels).first(320 * 200)});
        detector.actionDone(0ms);
        detector.feed(Frame{QSize(640, 400), pixels}, 100ms);
        QCOMPARE(detector.verdict(200ms, false), Verdict::Waiting);
        detector.feed(Frame{QSize(640, 400), pixels}, 210ms);
        QCOMPARE(detector.verdict(250ms, false), Verdict::Settled);
    }

    void waitsForWhatWasDrawnButNotSeen()
    {
        const std::vector<uint32_t> pixels(64 * 64, 7);
        SettleDetector detector({}, Frame{QSize(64, 64), pixels});
        detector.actionDone(0ms);
        QCOMPARE(detector.verdict(160ms, true), Verdict::Waiting);
        QCOMPARE(detector.verdict(160ms, false), Verdict::Settled);
    }

    void alwaysEnds()
    {
        QVERIFY(rc::check("any drawing ends between the minimum and the hard cap", [] {
            const SettlePolicy policy;
            std::vector<Drawing> drawings;
            const int count = *rc::gen::inRange(0, 6);
            for (int i = 0; i < count; ++i) {
                drawings.push_back({Time{*rc::gen::inRange(0, 2500)},
                                    Time{*rc::gen::inRange(0, 400)},
                                    QRect(*rc::gen::inRange(0, 600), *rc::gen::inRange(0, 380),
                                          *rc::gen::inRange(1, 400), *rc::gen::inRange(1, 300))});
            }
            const Outcome outcome = Replay().play(drawings, policy);
            RC_ASSERT(outcome.verdict != Verdict::Waiting);
            RC_ASSERT(outcome.after >= policy.minimum);
            RC_ASSERT(outcome.after <= policy.hardCap);
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestSettleDetector)
#include "tst_settle_detector.moc"
