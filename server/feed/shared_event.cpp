#include "feed/shared_event.h"

#include "core/json.h"
#include "store/masked_event.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Shown = std::optional<EventBody>;

/// The members of `object` with these names.
QJsonObject onlyOf(const QJsonObject &object, const QStringList &names)
{
    QJsonObject kept;
    for (const QString &name : names)
        if (const auto value = object.constFind(name); value != object.constEnd())
            kept.insert(name, *value);
    return kept;
}

/// Who answers by itself is no person, and said.
QString withoutName(const QString &by)
{
    static const QStringList known{u"timeout"_s, u"policy"_s, u"interrupt"_s};
    return known.contains(by) ? by : u"person"_s;
}

Shown shown(UserMessage message)
{
    message.note.clear();
    return message;
}

/// What of a block the conversation shows; signatures and kinds that it does not know stay out.
Shown shown(const ModelBlock &block, const Secrets &mask)
{
    static const QHash<QString, QStringList> parts{
        {u"text"_s, {u"type"_s, u"text"_s}},
        {u"thinking"_s, {u"type"_s, u"thinking"_s}},
        {u"tool_use"_s,
         {u"type"_s, u"id"_s, u"name"_s, u"input"_s, u"toolset"_s, u"toolset_name"_s}}};
    const Result<QJsonObject> json = parseJsonObject(block.raw);
    if (!json)
        return std::nullopt;
    const auto names = parts.constFind(json->value("type"_L1).toString());
    if (names == parts.constEnd())
        return std::nullopt;
    return ModelBlock{.run = {}, .raw = compactJson(mask.masked(onlyOf(*json, *names)))};
}

Shown shown(const ModelBlock &block)
{
    return shown(block, Secrets());
}

Shown shown(ReplyStopped reply)
{
    reply.run = {};
    return reply;
}

Shown shown(ToolStarted started)
{
    started.run = {};
    return started;
}

Shown shown(ToolResult result)
{
    result.run = {};
    result.details = onlyOf(result.details, {u"silent"_s});
    return result;
}

Shown shown(ApprovalRequested question)
{
    question.run = {};
    question.input = {}; // that of the call, which was told
    return question;
}

Shown shown(ApprovalDecided decision)
{
    decision.by = withoutName(decision.by);
    return decision;
}

Shown shown(ControlChanged change)
{
    change.name.clear();
    return change;
}

Shown shown(ConversationSummarised summary)
{
    summary.run = {};
    summary.text.clear();
    return summary;
}

/// Why a run failed may name servers and keys.
Shown shown(RunEnded ended)
{
    ended.run = {};
    ended.usage = {};
    ended.costUsd = 0;
    if (ended.outcome == RunOutcome::Error)
        ended.message.clear();
    return ended;
}

Shown shown(const RunStarted &)
{
    return std::nullopt;
}
Shown shown(const TurnEnded &)
{
    return std::nullopt;
}
Shown shown(const StatusChanged &)
{
    return std::nullopt;
}
Shown shown(const TitleChanged &)
{
    return std::nullopt;
}
Shown shown(const EgressDenied &)
{
    return std::nullopt;
}
Shown shown(const EgressAllowed &)
{
    return std::nullopt;
}
Shown shown(const SettingsChanged &)
{
    return std::nullopt;
}
Shown shown(const GrantChanged &)
{
    return std::nullopt;
}
Shown shown(const DesktopGivenUp &)
{
    return std::nullopt;
}
Shown shown(const Forked &)
{
    return std::nullopt;
}
Shown shown(const FilesRestored &)
{
    return std::nullopt;
}

} // namespace

std::optional<QByteArray> sharedJson(Event event, const Secrets &mask)
{
    const auto *block = std::get_if<ModelBlock>(&event.body);
    Shown body = block ? shown(*block, mask)
                       : std::visit([](auto &each) { return shown(std::move(each)); }, event.body);
    if (!body)
        return std::nullopt;
    event.session = {};
    event.body = masked(*std::move(body), mask);
    return wireJson(event);
}

} // namespace pilothouse
