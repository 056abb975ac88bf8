#pragma once

#include "core/json.h"
#include "store/event.h"

#include <rapidcheck.h>

/// Arbitrary events for properties: any text (lone surrogates and NUL, too), any number.
namespace pilothouse {

inline QString anyText()
{
    const auto units = *rc::gen::arbitrary<std::vector<char16_t>>();
    return QString::fromUtf16(units.data(), qsizetype(units.size()));
}

inline double anyDouble()
{
    return *rc::gen::arbitrary<double>();
}

inline QJsonObject anyObject()
{
    return {
        {anyText(), anyText()}, {QStringLiteral("n"), anyDouble()}, {QStringLiteral("b"), true}};
}

inline Usage anyUsage()
{
    // Sums of these must fit, as those of any real session do.
    const auto count = [] { return *rc::gen::inRange<qint64>(0, 1'000'000'000'000); };
    return {.input = count(),
            .output = count(),
            .cacheRead = count(),
            .cacheWrite5m = count(),
            .cacheWrite1h = count()};
}

inline QList<ImageRef> anyImages()
{
    QList<ImageRef> images;
    const int count = *rc::gen::inRange(0, 3);
    for (int i = 0; i < count; ++i)
        images.append({.blob = {anyText()},
                       .mediaType = anyText(),
                       .size = {*rc::gen::arbitrary<int>(), *rc::gen::arbitrary<int>()}});
    return images;
}

template <typename T> T oneOf(std::initializer_list<T> values)
{
    return *rc::gen::elementOf(std::vector<T>(values));
}

inline RunOutcome anyOutcome()
{
    return oneOf({RunOutcome::Completed, RunOutcome::Error, RunOutcome::Interrupted,
                  RunOutcome::Budget, RunOutcome::Paused, RunOutcome::Cancelled});
}

inline CallAction anyAction()
{
    const auto number = [] { return *rc::gen::inRange(-1'000'000, 1'000'000); };
    CallAction action{.kind = anyText(),
                      .role = anyText(),
                      .name = anyText(),
                      .keys = anyText(),
                      .keyCount = number(),
                      .direction = anyText(),
                      .amount = number() / 4.0,
                      .seconds = number() / 8.0,
                      .repeat = number(),
                      .command = anyText(),
                      .path = anyText()};
    if (*rc::gen::arbitrary<bool>())
        action.coordinate = QPoint(number(), number());
    if (*rc::gen::arbitrary<bool>())
        action.startCoordinate = QPoint(number(), number());
    if (*rc::gen::arbitrary<bool>())
        action.textLength = *rc::gen::inRange<qint64>(0, 1'000'000);
    const auto edge = [] { return *rc::gen::inRange(0, 100'000); };
    if (*rc::gen::arbitrary<bool>())
        action.region = QRect(edge(), edge(), edge(), edge());
    return action;
}

inline ToolResult anyToolResult()
{
    return {.run = {anyText()},
            .toolUseId = anyText(),
            .toolset = anyText(),
            .text = anyText(),
            .images = anyImages(),
            .isError = *rc::gen::arbitrary<bool>(),
            .durationMs = *rc::gen::arbitrary<qint64>(),
            .details = anyObject(),
            .stopped = *rc::gen::arbitrary<bool>()};
}

inline TurnEnded anyTurnEnded()
{
    return {.run = {anyText()},
            .model = anyText(),
            .messageId = anyText(),
            .requestId = anyText(),
            .stopReason = anyText(),
            .usage = anyUsage(),
            .costUsd = anyDouble(),
            .durationMs = *rc::gen::arbitrary<qint64>()};
}

inline RunEnded anyRunEnded()
{
    const RunOutcome outcome = anyOutcome();
    return {.run = {anyText()},
            .outcome = outcome,
            .message = anyText(),
            .steps = *rc::gen::arbitrary<int>(),
            .usage = anyUsage(),
            .costUsd = anyDouble(),
            .durationMs = *rc::gen::arbitrary<qint64>(),
            .budget = outcome == RunOutcome::Budget ? anyText() : QString()};
}

/// Any event but a ModelBlock, of all kinds alike. Long: one case for each kind.
inline EventBody anyBody()
{
    switch (*rc::gen::inRange(0, 20)) {
    case 0:
        return UserMessage{.text = anyText(), .note = anyText(), .images = anyImages()};
    case 1:
        return RunStarted{
            .run = {anyText()}, .provider = anyText(), .model = anyText(), .dialect = anyText()};
    case 2:
        return anyTurnEnded();
    case 3:
        return ToolStarted{.run = {anyText()},
                           .toolUseId = anyText(),
                           .tool = anyText(),
                           .summary = anyText(),
                           .action = anyAction()};
    case 4:
        return anyToolResult();
    case 5:
        return ApprovalRequested{.run = {anyText()},
                                 .toolUseId = anyText(),
                                 .tool = anyText(),
                                 .summary = anyText(),
                                 .input = anyObject(),
                                 .reason = anyText(),
                                 .action = anyAction()};
    case 6:
        return ApprovalDecided{.toolUseId = anyText(),
                               .decision = oneOf({Decision::Allow, Decision::Deny, Decision::Edit}),
                               .by = anyText(),
                               .note = anyText(),
                               .input = anyObject(),
                               .remember = *rc::gen::arbitrary<bool>()};
    case 7:
        return StatusChanged{.status =
                                 oneOf({SessionStatus::Active, SessionStatus::AwaitingApproval,
                                        SessionStatus::Paused, SessionStatus::Finished}),
                             .reason = anyText()};
    case 8:
        return ControlChanged{
            .holder = anyText(), .reason = anyText(), .seconds = anyDouble(), .name = anyText()};
    case 9:
        return ConversationSummarised{.run = {anyText()}, .text = anyText(), .upTo = 7};
    case 10:
        return TitleChanged{.title = anyText()};
    case 11:
        return EgressDenied{.host = anyText(),
                            .port = *rc::gen::inRange(0, 65536),
                            .reason = anyText(),
                            .line = anyText(),
                            .entry = anyText()};
    case 12:
        return EgressAllowed{.host = anyText(), .by = anyText()};
    case 13:
        return ReplyStopped{.run = {anyText()}, .text = anyText(), .thinking = anyText()};
    case 14:
        return SettingsChanged{.by = anyText(),
                               .model = anyText(),
                               .approval = oneOf({ApprovalPolicy::Auto, ApprovalPolicy::All}),
                               .maxCostUsd = anyDouble(),
                               .maxTime = std::chrono::seconds(*rc::gen::inRange(0, 9000))};
    case 15:
        return GrantChanged{.grant = {anyText(), anyText(), {anyText()}},
                            .by = anyText(),
                            .isGranted = *rc::gen::arbitrary<bool>()};
    case 16:
        return DesktopGivenUp{.reason = anyText()};
    case 17:
        return Forked{.session = {anyText()}, .seq = 7, .title = anyText(), .files = anyText()};
    case 18:
        return FilesRestored{.snapshot = anyText(), .seq = 7, .savedAt = {}, .by = anyText()};
    default:
        return anyRunEnded();
    }
}

} // namespace pilothouse
