#pragma once

#include "core/wait.h"
#include "support/fake_clock.h"
#include "support/fake_display.h"
#include "tools/waiting/wait_for_tool.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A screen on which nothing is, and time that stands still.
struct WaitingDesk
{
    /// Begins a wait; what comes of it is in `outcome`.
    void begin(const QString &action, const QJsonObject &input)
    {
        const ToolCall call{.id = u"1"_s, .tool = u"wait_for"_s, .action = action, .input = input};
        tool.run(call, stop.get_token()).then([this](ToolOutcome told) { outcome = told; });
    }
    QString told() const { return outcome ? outcome->text : u"(still waits)"_s; }

    QCoro::Task<Result<ScreenElements>> elements()
    {
        ++looks;
        if (lookTakes > 0ms)
            co_await sleepFor(clock, lookTakes, std::stop_token());
        if (trouble)
            co_return fail(*trouble);
        const Result<ScreenElements> copy = shown; // g++ 12 would move the member
        co_return copy;
    }

    FakeDisplay display;
    FakeClock clock;
    Secrets secrets{{Secret{.name = u"PASS"_s, .value = u"hunter2-long"_s}}};
    ElementIds elementIds;
    WindowIds windowIds;
    ScreenElements shown;
    std::optional<Error> trouble;
    std::chrono::milliseconds lookTakes{0};
    int looks = 0;
    Result<std::optional<qint64>> file = std::optional<qint64>();
    std::stop_source stop;
    std::optional<ToolOutcome> outcome;
    WaitForTool tool{{.display = display,
                      .elements = [this](std::stop_token) { return elements(); },
                      .file = [this](const QString &) { return file; }},
                     QSize(1280, 800),
                     elementIds,
                     windowIds,
                     secrets,
                     clock};
};

inline ScreenElement button(const QString &name)
{
    return {.key = name,
            .role = u"button"_s,
            .name = name,
            .place = {100, 100, 81, 31},
            .window = u"Shop"_s};
}

inline ScreenWindow awaitedWindow(const QString &title)
{
    return {
        .id = 7, .title = title, .names = {u"mousepad"_s, u"Mousepad"_s}, .place = {1, 2, 30, 40}};
}

/// Waits for what is not so for 2 s, then comes by `happen`.
inline void waitsUntil(WaitingDesk &desk, const QString &action, const QJsonObject &input,
                       const std::function<void()> &happen, const QString &told)
{
    desk.begin(action, input);
    desk.clock.advance(2s);
    QVERIFY2(!desk.outcome, qPrintable(desk.told()));
    happen();
    desk.clock.advance(1s);
    QVERIFY(desk.outcome);
    QCOMPARE(desk.told(), told);
    QVERIFY(!desk.outcome->isError);
}

} // namespace pilothouse
