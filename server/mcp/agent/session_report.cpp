#include "mcp/agent/session_report.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLooksBack = 400;            // events
constexpr qsizetype kLongestWords = 8'000; // characters; the last ones count

/// What the latest run said and came to.
struct LatestRun
{
    QStringList words; ///< of its latest reply
    QString ended;
    QString doing; ///< its latest call
    int steps = 0;
};

void take(LatestRun &run, const ModelBlock &block)
{
    const auto json = parseJsonObject(block.raw);
    if (json && json->value("type"_L1) == "text"_L1)
        run.words.append(json->value("text"_L1).toString());
}

LatestRun latestRun(const QList<Event> &events)
{
    LatestRun run;
    bool isNewReply = true;
    for (const Event &event : events) {
        if (std::holds_alternative<RunStarted>(event.body)) {
            run = {};
        } else if (const auto *block = std::get_if<ModelBlock>(&event.body)) {
            if (std::exchange(isNewReply, false))
                run.words.clear();
            take(run, *block);
        } else if (std::holds_alternative<TurnEnded>(event.body)) {
            isNewReply = true;
            ++run.steps;
        } else if (const auto *started = std::get_if<ToolStarted>(&event.body)) {
            run.doing = started->summary;
        } else if (const auto *ended = std::get_if<RunEnded>(&event.body)) {
            run.ended = ended->message;
            run.doing.clear();
        }
    }
    return run;
}

} // namespace

QString watchAddress(const QString &address, const SessionId &session)
{
    return address.isEmpty() ? QString() : address + u"/ui/#"_s + session.value;
}

QJsonArray openQuestions(const McpParts &parts, const SessionRecord &session)
{
    const auto snapshot = parseJsonObject(parts.feed.snapshot(session).json);
    if (!snapshot)
        return {};
    const QJsonArray pending =
        snapshot->value("content"_L1).toObject().value("pending_approvals"_L1).toArray();
    QJsonArray questions;
    for (const QJsonValue &each : pending)
        questions.append(QJsonObject{{u"call_id"_s, each["tool_use_id"_L1]},
                                     {u"tool"_s, each["tool"_L1]},
                                     {u"summary"_s, each["summary"_L1]},
                                     {u"reason"_s, each["reason"_L1]},
                                     {u"input"_s, each["input"_L1]}});
    return questions;
}

QJsonObject sessionReport(const McpParts &parts, const SessionRecord &session,
                          const QString &address)
{
    const EventSeq after = std::max<EventSeq>(0, session.lastSeq - kLooksBack);
    const auto events = parts.journal.events(session.id, after);
    const LatestRun run = latestRun(events.value_or(QList<Event>()));
    QJsonObject report{{u"session_id"_s, session.id.value},
                       {u"status"_s, name(session.status)},
                       {u"cost_usd"_s, session.costUsd}};
    const auto add = [&report](const QString &key, const QString &text) {
        if (!text.isEmpty())
            report.insert(key, wellFormed(text));
    };
    add(u"title"_s, session.options.title);
    add(u"last_words"_s, run.words.join(u"\n\n"_s).right(kLongestWords));
    add(u"doing"_s, run.doing);
    add(u"ended"_s, run.ended);
    if (parts.registry.personSteers(session.id))
        report.insert(u"control"_s, u"A person has the wheel; the agent waits."_s);
    if (const QJsonArray questions = openQuestions(parts, session); !questions.isEmpty())
        report.insert(u"questions"_s, questions);
    add(u"watch_url"_s, watchAddress(address, session.id));
    return report;
}

} // namespace pilothouse
