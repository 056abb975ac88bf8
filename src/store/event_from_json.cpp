// Long: a reader for each kind of event.
#include "store/event_json.h"

#include "core/json.h"

#include <QJsonArray>
#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Reads fields of one object, remembers the first that is missing or of a wrong type. `Optional`
// ones are those with a default in event.h: rows of older versions may lack them.
class Reader
{
public:
    explicit Reader(const QJsonObject &json) : m_json(json) {}

    QString text(const QString &key) { return take(key, QJsonValue::String, true).toString(); }
    QString textOr(const QString &key) { return take(key, QJsonValue::String, false).toString(); }
    RunId run() { return {text(u"run"_s)}; }
    qint64 integer(const QString &key) { return take(key, QJsonValue::Double, false).toInteger(); }
    double number(const QString &key) { return take(key, QJsonValue::Double, false).toDouble(); }
    bool has(const QString &key) const { return m_json.contains(key); }
    bool flag(const QString &key) { return take(key, QJsonValue::Bool, false).toBool(); }
    QJsonArray array(const QString &key) { return take(key, QJsonValue::Array, false).toArray(); }
    QJsonObject object(const QString &key)
    {
        return take(key, QJsonValue::Object, false).toObject();
    }
    Usage usage() { return usageFromJson(object(u"usage"_s)); }

    // The value whose name is stored.
    template <typename Enum>
    Enum named(const QString &key, std::optional<Enum> (*from)(const QString &))
    {
        const std::optional<Enum> value = from(text(key));
        if (!value)
            note(key);
        return value.value_or(Enum());
    }
    void note(const QString &key)
    {
        if (m_wrong.isEmpty())
            m_wrong = key;
    }
    const QString &wrong() const { return m_wrong; }

private:
    QJsonValue take(const QString &key, QJsonValue::Type type, bool required)
    {
        const QJsonValue value = m_json.value(key);
        if (value.type() != type && (required || !value.isUndefined()))
            note(key);
        return value;
    }
    QJsonObject m_json;
    QString m_wrong;
};

RunStarted runStarted(Reader &r)
{
    return {.run = r.run(),
            .provider = r.text(u"provider"_s),
            .model = r.text(u"model"_s),
            .dialect = r.text(u"dialect"_s)};
}

TurnEnded turnEnded(Reader &r)
{
    return {.run = r.run(),
            .model = r.text(u"model"_s),
            .messageId = r.text(u"message_id"_s),
            .requestId = r.text(u"request_id"_s),
            .stopReason = r.text(u"stop_reason"_s),
            .usage = r.usage(),
            .costUsd = r.number(u"cost_usd"_s),
            .durationMs = r.integer(u"duration_ms"_s)};
}

ToolStarted toolStarted(Reader &r)
{
    return {.run = r.run(),
            .toolUseId = r.text(u"tool_use_id"_s),
            .tool = r.text(u"tool"_s),
            .summary = r.text(u"summary"_s),
            .action = callActionFromJson(r.object(u"action"_s))};
}

QList<ImageRef> images(Reader &r)
{
    QList<ImageRef> result;
    for (const QJsonValue &value : r.array(u"images"_s)) {
        Reader image(value.toObject());
        const QSize size(int(image.integer(u"width"_s)), int(image.integer(u"height"_s)));
        result.append({.blob = {image.text(u"blob"_s)},
                       .mediaType = image.text(u"media_type"_s),
                       .size = size});
        if (!image.wrong().isEmpty())
            r.note(u"images."_s + image.wrong());
    }
    return result;
}

UserMessage userMessage(Reader &r)
{
    return {.text = r.text(u"text"_s), .note = r.textOr(u"note"_s), .images = images(r)};
}

ToolResult toolResult(Reader &r)
{
    return {.run = r.run(),
            .toolUseId = r.text(u"tool_use_id"_s),
            .toolset = r.textOr(u"toolset"_s),
            .text = r.textOr(u"text"_s),
            .images = images(r),
            .isError = r.flag(u"is_error"_s),
            .durationMs = r.integer(u"duration_ms"_s),
            .details = r.object(u"details"_s),
            .stopped = r.flag(u"stopped"_s)};
}

ApprovalRequested approvalRequested(Reader &r)
{
    return {.run = r.run(),
            .toolUseId = r.text(u"tool_use_id"_s),
            .tool = r.text(u"tool"_s),
            .summary = r.text(u"summary"_s),
            .input = r.object(u"input"_s),
            .reason = r.text(u"reason"_s),
            .action = callActionFromJson(r.object(u"action"_s)),
            .timeoutMs = r.integer(u"timeout_ms"_s),
            .checks = safetyChecksFromJson(r.array(u"safety_checks"_s))};
}

ApprovalDecided approvalDecided(Reader &r)
{
    return {.toolUseId = r.text(u"tool_use_id"_s),
            .decision = r.named(u"decision"_s, decisionFrom),
            .by = r.text(u"by"_s),
            .note = r.textOr(u"note"_s),
            .input = r.object(u"input"_s),
            .remember = r.flag(u"remember"_s)};
}

StatusChanged statusChanged(Reader &r)
{
    return {.status = r.named(u"status"_s, sessionStatusFrom), .reason = r.textOr(u"reason"_s)};
}

ControlChanged controlChanged(Reader &r)
{
    return {.holder = r.text(u"holder"_s),
            .reason = r.textOr(u"reason"_s),
            .seconds = r.number(u"seconds"_s),
            .name = r.textOr(u"name"_s)};
}

TitleChanged titleChanged(Reader &r)
{
    return {.title = r.text(u"title"_s)};
}

ConversationSummarised conversationSummarised(Reader &r)
{
    return {.run = r.run(), .text = r.text(u"text"_s), .upTo = r.integer(u"up_to"_s)};
}

ReplyStopped replyStopped(Reader &r)
{
    return {.run = r.run(), .text = r.text(u"text"_s), .thinking = r.textOr(u"thinking"_s)};
}

RunEnded runEnded(Reader &r)
{
    return {.run = r.run(),
            .outcome = r.named(u"outcome"_s, runOutcomeFrom),
            .message = r.textOr(u"message"_s),
            .steps = int(r.integer(u"steps"_s)),
            .usage = r.usage(),
            .costUsd = r.number(u"cost_usd"_s),
            .durationMs = r.integer(u"duration_ms"_s),
            .budget = r.textOr(u"budget"_s)};
}

EgressDenied egressDenied(Reader &r)
{
    return {.host = r.text(u"host"_s),
            .port = int(r.integer(u"port"_s)),
            .reason = r.text(u"reason"_s),
            .line = r.text(u"line"_s),
            .entry = r.textOr(u"entry"_s)};
}

EgressAllowed egressAllowed(Reader &r)
{
    return {.host = r.text(u"host"_s), .by = r.text(u"by"_s)};
}

SettingsChanged settingsChanged(Reader &r)
{
    SettingsChanged change{.by = r.textOr(u"by"_s)};
    if (r.has(u"model"_s))
        change.model = r.text(u"model"_s);
    if (r.has(u"thinking"_s))
        change.thinking = r.text(u"thinking"_s);
    if (r.has(u"effort"_s))
        change.effort = r.text(u"effort"_s);
    if (r.has(u"approval"_s)) // never guess how much a person wanted to be asked
        change.approval = r.named(u"approval"_s, approvalPolicyFrom);
    if (r.has(u"max_steps"_s))
        change.maxSteps = int(r.integer(u"max_steps"_s));
    if (r.has(u"max_cost_usd"_s))
        change.maxCostUsd = r.number(u"max_cost_usd"_s);
    if (r.has(u"max_tokens_total"_s))
        change.maxTokensTotal = r.integer(u"max_tokens_total"_s);
    if (r.has(u"max_time"_s))
        change.maxTime = std::chrono::seconds(r.integer(u"max_time"_s));
    return change;
}

GrantChanged grantChanged(Reader &r)
{
    Grant grant{.tool = r.text(u"tool"_s), .action = r.text(u"action"_s)};
    for (const QJsonValue &name : r.array(u"secrets"_s))
        grant.secrets.append(name.toString());
    return {.grant = grant, .by = r.text(u"by"_s), .isGranted = r.flag(u"granted"_s)};
}

DesktopGivenUp desktopGivenUp(Reader &r)
{
    return {.reason = r.text(u"reason"_s)};
}

Forked forked(Reader &r)
{
    return {
        {r.text(u"session"_s)}, r.integer(u"seq"_s), r.textOr(u"title"_s), r.textOr(u"files"_s)};
}

FilesRestored filesRestored(Reader &r)
{
    return {.snapshot = r.text(u"snapshot"_s),
            .seq = r.integer(u"seq"_s),
            .savedAt = QDateTime::fromString(r.text(u"saved_at"_s), Qt::ISODateWithMs),
            .by = r.text(u"by"_s)};
}

// Never parses the block: what the model said goes back byte for byte.
Result<EventBody> modelBlock(const QByteArray &json)
{
    const QByteArray key = ",\"block\":";
    const qsizetype at = json.indexOf(key);
    if (at < 0 || !json.endsWith('}'))
        return fail(Errc::Corrupt, u"A stored model_block has no block."_s);
    const Result<QJsonObject> head = parseJsonObject(json.left(at) + '}');
    if (!head || !head->value("run"_L1).isString())
        return fail(Errc::Corrupt, u"A stored model_block has no run."_s);
    const qsizetype from = at + key.size();
    return ModelBlock{.run = {head->value("run"_L1).toString()},
                      .raw = json.sliced(from, json.size() - 1 - from)};
}

template <auto function> EventBody read(Reader &reader)
{
    return function(reader);
}

} // namespace

Result<EventBody> bodyFromJson(const QString &kind, const QByteArray &json)
{
    if (kind == "model_block"_L1)
        return modelBlock(json);
    static const std::map<QString, EventBody (*)(Reader &)> readers = {
        {u"user_message"_s, read<userMessage>},
        {u"run_started"_s, read<runStarted>},
        {u"turn_ended"_s, read<turnEnded>},
        {u"tool_started"_s, read<toolStarted>},
        {u"tool_result"_s, read<toolResult>},
        {u"approval_requested"_s, read<approvalRequested>},
        {u"approval_decided"_s, read<approvalDecided>},
        {u"status_changed"_s, read<statusChanged>},
        {u"control_changed"_s, read<controlChanged>},
        {u"title_changed"_s, read<titleChanged>},
        {u"conversation_summarised"_s, read<conversationSummarised>},
        {u"reply_stopped"_s, read<replyStopped>},
        {u"run_ended"_s, read<runEnded>},
        {u"egress_denied"_s, read<egressDenied>},
        {u"egress_allowed"_s, read<egressAllowed>},
        {u"settings_changed"_s, read<settingsChanged>},
        {u"grant_changed"_s, read<grantChanged>},
        {u"desktop_given_up"_s, read<desktopGivenUp>},
        {u"forked"_s, read<forked>},
        {u"files_restored"_s, read<filesRestored>}};
    const auto found = readers.find(kind);
    if (found == readers.end())
        return fail(Errc::Corrupt, u"Events of the kind \"%1\" are unknown."_s.arg(kind));
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    Reader reader(*object);
    EventBody body = found->second(reader);
    if (!reader.wrong().isEmpty())
        return fail(Errc::Corrupt, u"A stored %1 has no valid \"%2\"."_s.arg(kind, reader.wrong()));
    return body;
}

} // namespace pilothouse
