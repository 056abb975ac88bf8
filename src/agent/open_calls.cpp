#include "agent/context.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

std::optional<OpenCall> callOf(const ModelBlock &block)
{
    const auto json = parseJsonObject(block.raw);
    if (!json || json->value("type"_L1) != "tool_use"_L1)
        return std::nullopt;
    return OpenCall{json->value("id"_L1).toString(), json->value("toolset_name"_L1).toString()};
}

} // namespace

QList<OpenCall> callsIn(const QList<Event> &events)
{
    QList<OpenCall> calls;
    for (const Event &event : events)
        if (const auto *block = std::get_if<ModelBlock>(&event.body))
            if (const auto call = callOf(*block))
                calls.append(*call);
    return calls;
}

QList<OpenCall> openCalls(const QList<Event> &events)
{
    QList<OpenCall> open;
    for (const Event &event : events) {
        if (const auto *block = std::get_if<ModelBlock>(&event.body)) {
            if (const auto call = callOf(*block))
                open.append(*call);
        } else if (const auto *result = std::get_if<ToolResult>(&event.body)) {
            open.removeIf(
                [result](const OpenCall &call) { return call.toolUseId == result->toolUseId; });
        }
    }
    return open;
}

QList<EventBody> closingOf(const QList<Event> &events, RunEnded ended, const QString &answer)
{
    for (const Event &event : events) {
        if (const auto *started = std::get_if<RunStarted>(&event.body))
            ended.run = started->run;
        else if (std::holds_alternative<UserMessage>(event.body)) // its run has not begun yet
            ended.run = {};
    }
    QList<EventBody> bodies;
    for (const OpenCall &call : openCalls(events))
        bodies.append(ToolResult{.run = ended.run,
                                 .toolUseId = call.toolUseId,
                                 .toolset = call.toolset,
                                 .text = answer,
                                 .isError = true,
                                 .stopped = true});
    bodies.append(std::move(ended));
    return bodies;
}

} // namespace pilothouse
