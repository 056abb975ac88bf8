#include "settle_replay.h"

#include "support/unit_test.h"

#include <QTest>

#include <algorithm>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace std::chrono_literals;
using Verdict = SettleDetector::Verdict;
using Time = SettleDetector::Time;

namespace {

const QRect kWindow(40, 40, 300, 200);
const QRect kCaret(500, 300, 2, 16);
const QRect kSpinner(64, 64, 24, 24);
const QRect kLeadsTo(0, 380, 120, 20); // at the bottom of a browser
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
            Verdict::SoftCapped, 1550, 1580);
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
            1690, 1700);
        row("an answer that takes its time to show", {{900ms, 0ms, kWindow}}, {{20ms, 400ms}},
            Verdict::Settled, 1050, 1060);
        row("an answer for what is there already", {{40ms, 0ms, kWindow}}, {{20ms, 400ms}},
            Verdict::Settled, 640, 650);
        row("one request after another", {{940ms, 0ms, kWindow}},
            {{20ms, 400ms}, {500ms, 900ms}, {600ms, 700ms}}, Verdict::Settled, 1090, 1100);
        row("an answer that shows nothing", {}, {{20ms, 400ms}}, Verdict::Settled, 990, 1000);
        row("an answer that never comes", {}, {{20ms, 10s}}, Verdict::LoadingCapped, 5000, 5000);
        row("a slow spinner, then the page",
            {{20ms, 300ms, kSpinner, 3s}, {3040ms, 0ms, kWindow.translated(100, 100)}},
            {{20ms, 3s}}, Verdict::Settled, 3190, 3200);
        row("a film that is loaded meanwhile", {{20ms, 50ms, kEverything}}, {{20ms, 10s}},
            Verdict::HardCapped, 2000, 2000);
        row("a command that is silent at first", {{1040ms, 0ms, kWindow}}, {{0ms, 1s, true}},
            Verdict::Settled, 1240, 1250);
        row("a command that goes on", {{40ms, 0ms, kWindow}}, {{0ms, 10s, true}},
            Verdict::CommandCapped, 2000, 2000);
        row("a spinner all the time, and a page that comes late",
            {{20ms, 10ms, kSpinner, 3s}, {3040ms, 0ms, kWindow.translated(100, 100)}}, {{20ms, 3s}},
            Verdict::Settled, 3190, 3200);
        row("a spinner that goes on after the page",
            {{20ms, 50ms, kSpinner, 1800ms}, {1540ms, 0ms, kWindow.translated(100, 100)}},
            {{20ms, 1500ms}}, Verdict::Settled, 1920, 1950);
        row("a spinner that does not end with the page",
            {{20ms, 50ms, kSpinner}, {1540ms, 0ms, kWindow.translated(100, 100)}}, {{20ms, 1500ms}},
            Verdict::SoftCapped, 1940, 1970);
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
        QTest::newRow("a link that tells where it leads")
            << std::vector<Drawing>{{20ms, 0ms, kSpinner}, {100ms, 0ms, kLeadsTo}} << 850;
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
        std::fill_n(pixels.begin(), 7500, 8U);
        detector.feed(Frame{QSize(100, 100), pixels}, 100ms);
        QCOMPARE(detector.changedPart(), 0.75);
        std::fill_n(pixels.begin(), 7500, 7U);
        detector.feed(Frame{QSize(100, 100), pixels}, 200ms);
        QCOMPARE(detector.changedPart(), 0.0);
        detector.feed(Frame{QSize(50, 50), std::span(pixels).first(2500)}, 300ms);
        QCOMPARE(detector.changedPart(), 1.0);
    }

    void countsLessOfWhatIsFlatAfterAClick()
    {
        std::vector<uint32_t> pixels(100 * 100, 7);
        SettleDetector detector({}, Frame{QSize(100, 100), pixels});
        std::fill_n(pixels.begin() + 9000, 1000, 8U); // ten rows
        detector.actionDone(0ms);
        detector.feed(Frame{QSize(100, 100), pixels}, 100ms);
        QCOMPARE(detector.changedPart(), 0.1); // a line in a terminal
        detector.actionDone(0ms, true, true);
        QCOMPARE(detector.changedPart(), 0.02);
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
