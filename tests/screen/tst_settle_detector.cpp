#include "screen/settle/settle_detector.h"

#include "support/unit_test.h"

#include <QTest>

#include <algorithm>

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

/// A request that waits for its answer meanwhile, or a command that runs.
struct Request
{
    Time from{0};
    Time until{0};
    bool isCommand = false;
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
    explicit Replay(bool leadsOn = false, bool placesCaret = false)
        : m_leadsOn(leadsOn), m_placesCaret(placesCaret),
          m_pixels(static_cast<size_t>(kScreen.width() * kScreen.height()), 0)
    {
    }

    Outcome play(std::vector<Drawing> drawings, const std::vector<Request> &requests = {},
                 SettlePolicy policy = {})
    {
        SettleDetector detector(policy, frame());
        detector.actionDone(Time{0}, m_leadsOn);
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

    bool m_leadsOn;
    bool m_placesCaret; ///< as it turns out
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

    void waitsForAnswers_data()
    {
        QTest::addColumn<std::vector<Drawing>>("drawings");
        QTest::addColumn<std::vector<Request>>("requests");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("earliest");
        QTest::addColumn<int>("latest");
        const auto row = [](const char *name, const std::vector<Drawing> &drawings,
                            const std::vector<Request> &requests, Verdict verdict, int earliest,
                            int latest) {
            QTest::newRow(name) << drawings << requests << static_cast<int>(verdict) << earliest
                                << latest;
        };
        row("a page that comes late", {{1540ms, 0ms, kWindow}}, {{20ms, 1500ms}}, Verdict::Settled,
            1740, 1750);
        row("an answer that takes its time to show", {{900ms, 0ms, kWindow}}, {{20ms, 400ms}},
            Verdict::Settled, 1050, 1060);
        row("an answer for what is there already", {{40ms, 0ms, kWindow}}, {{20ms, 400ms}},
            Verdict::Settled, 640, 650);
        row("one request after another", {{940ms, 0ms, kWindow}},
            {{20ms, 400ms}, {500ms, 900ms}, {600ms, 700ms}}, Verdict::Settled, 1140, 1150);
        row("an answer that shows nothing", {}, {{20ms, 400ms}}, Verdict::Settled, 990, 1000);
        row("an answer that never comes", {}, {{20ms, 10s}}, Verdict::LoadingCapped, 5000, 5000);
        row("a slow spinner, then the page",
            {{20ms, 300ms, kSpinner, 3s}, {3040ms, 0ms, kWindow.translated(100, 100)}},
            {{20ms, 3s}}, Verdict::Settled, 3240, 3250);
        row("a film that is loaded meanwhile", {{20ms, 50ms, kEverything}}, {{20ms, 10s}},
            Verdict::HardCapped, 2000, 2000);
        row("a command that is silent at first", {{1040ms, 0ms, kWindow}}, {{0ms, 1s, true}},
            Verdict::Settled, 1240, 1250);
        row("a command that goes on", {{40ms, 0ms, kWindow}}, {{0ms, 10s, true}},
            Verdict::CommandCapped, 2000, 2000);
        row("what is asked after the end", {}, {{200ms, 900ms}}, Verdict::Settled, 150, 150);
    }
    void waitsForAnswers()
    {
        QFETCH(std::vector<Drawing>, drawings);
        QFETCH(std::vector<Request>, requests);
        QFETCH(int, verdict);
        QFETCH(int, earliest);
        QFETCH(int, latest);
        const Outcome outcome = Replay().play(drawings, requests);
        const auto after = static_cast<int>(outcome.after.count());
        QCOMPARE(static_cast<int>(outcome.verdict), verdict);
        QVERIFY2(after >= earliest && after <= latest, qPrintable(QString::number(after)));
    }

    void hasPatienceWhereLittleChangedOfAClick_data()
    {
        QTest::addColumn<std::vector<Drawing>>("drawings");
        QTest::addColumn<int>("after");
        QTest::newRow("nothing") << std::vector<Drawing>() << 150;
        QTest::newRow("a button") << std::vector<Drawing>{{20ms, 0ms, kSpinner}} << 770;
        QTest::newRow("a button, then a page")
            << std::vector<Drawing>{{20ms, 0ms, kSpinner}, {700ms, 0ms, kWindow}} << 850;
        QTest::newRow("a page") << std::vector<Drawing>{{20ms, 0ms, kWindow}} << 170;
    }
    void hasPatienceWhereLittleChangedOfAClick()
    {
        QFETCH(std::vector<Drawing>, drawings);
        QFETCH(int, after);
        const Outcome outcome = Replay(true).play(drawings);
        QCOMPARE(outcome.verdict, Verdict::Settled);
        QVERIFY(std::abs(static_cast<int>(outcome.after.count()) - after) <= 10);
    }

    void hasNoneWhereTheClickPlacesTheCaret()
    {
        const Outcome outcome = Replay(true, true).play({{20ms, 0ms, kSpinner}});
        QCOMPARE(outcome.verdict, Verdict::Settled);
        QVERIFY(std::abs(static_cast<int>(outcome.after.count()) - 170) <= 10);
    }

    void tellsHowMuchIsAnother()
    {
        std::vector<uint32_t> pixels(100 * 100, 7);
        SettleDetector detector({}, Frame{QSize(100, 100), pixels});
        detector.actionDone(0ms);
        QCOMPARE(detector.changedPart(), 0.0);
        std::fill_n(pixels.begin(), 2500, 8U);
        detector.feed(Frame{QSize(100, 100), pixels}, 100ms);
        QCOMPARE(detector.changedPart(), 0.25);
        std::fill_n(pixels.begin(), 2500, 7U);
        detector.feed(Frame{QSize(100, 100), pixels}, 200ms);
        QCOMPARE(detector.changedPart(), 0.0);
        detector.feed(Frame{QSize(50, 50), std::span(pixels).first(2500)}, 300ms);
        QCOMPARE(detector.changedPart(), 1.0);
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
        QVERIFY(rc::check("anything ends between the minimum and the caps", [] {
            const SettlePolicy policy;
            std::vector<Drawing> drawings;
            const int count = *rc::gen::inRange(0, 6);
            for (int i = 0; i < count; ++i) {
                drawings.push_back({Time{*rc::gen::inRange(0, 2500)},
                                    Time{*rc::gen::inRange(0, 400)},
                                    QRect(*rc::gen::inRange(0, 600), *rc::gen::inRange(0, 380),
                                          *rc::gen::inRange(1, 400), *rc::gen::inRange(1, 300))});
            }
            std::vector<Request> requests(*rc::gen::inRange<size_t>(0, 3));
            for (Request &request : requests) {
                request.from = Time{*rc::gen::inRange(0, 2500)};
                request.until = request.from + Time{*rc::gen::inRange(0, 9000)};
            }
            const Outcome outcome = Replay().play(drawings, requests, policy);
            RC_ASSERT(outcome.verdict != Verdict::Waiting);
            RC_ASSERT(outcome.after >= policy.minimum);
            RC_ASSERT(outcome.after <= policy.loadingCap); // what comes late is drawn whole
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestSettleDetector)
#include "tst_settle_detector.moc"
