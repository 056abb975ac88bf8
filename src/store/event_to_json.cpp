#include "store/event_json.h"

#include "core/clock.h"
#include "core/json.h"
#include "core/json_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray imageText(const ImageRef &image, BodyForm form)
{
    JsonText text;
    text.add("blob", image.blob.value)
        .add("height", image.size.height())
        .add("media_type", image.mediaType);
    if (form == BodyForm::Wire)
        text.add("url", QString(u"/blobs/"_s + image.blob.value));
    return text.add("width", image.size.width()).end();
}

QByteArray imagesText(const QList<ImageRef> &images, BodyForm form)
{
    QByteArrayList texts;
    for (const ImageRef &image : images)
        texts.append(imageText(image, form));
    return '[' + texts.join(',') + ']';
}

// One overload for each event: its fields under the names they are stored by, in their order.
struct Fields
{
    BodyForm form;

    QByteArray operator()(const UserMessage &e) const
    {
        JsonText text;
        if (!e.images.isEmpty())
            text.addRaw("images", imagesText(e.images, form));
        return text.add("note", e.note).add("text", e.text).end();
    }
    QByteArray operator()(const RunStarted &e) const
    {
        JsonText text;
        text.add("dialect", e.dialect)
            .add("model", e.model)
            .add("provider", e.provider)
            .add("run", e.run.value);
        if (form == BodyForm::Wire)
            text.add("status", name(SessionStatus::Running));
        return text.end();
    }
    // bodyFromJson() relies on this exact form: the block last, under a key that cannot occur in
    // the quoted run before it.
    QByteArray operator()(const ModelBlock &e) const
    {
        return "{\"run\":" + jsonString(e.run.value) + ",\"block\":" + e.raw + '}';
    }
    QByteArray operator()(const TurnEnded &e) const
    {
        return JsonText()
            .add("cost_usd", e.costUsd)
            .add("duration_ms", e.durationMs)
            .add("message_id", e.messageId)
            .add("model", e.model)
            .add("request_id", e.requestId)
            .add("run", e.run.value)
            .add("stop_reason", e.stopReason)
            .addRaw("usage", compactJson(toJson(e.usage)))
            .end();
    }
    QByteArray operator()(const ToolStarted &e) const
    {
        return JsonText()
            .addRaw("action", compactJson(toJson(e.action)))
            .add("run", e.run.value)
            .add("summary", e.summary)
            .add("tool", e.tool)
            .add("tool_use_id", e.toolUseId)
            .end();
    }
    // On the wire "tool_id", "output" and "error" are what clients of the original server know.
    QByteArray operator()(const ToolResult &e) const
    {
        const bool isWire = form == BodyForm::Wire;
        const QByteArray shown = isWire ? jsonString(e.text) : QByteArray();
        JsonText text;
        text.addRaw("details", compactJson(e.details)).add("duration_ms", e.durationMs);
        if (isWire)
            text.addRaw("error", e.isError ? shown : "null");
        text.addRaw("images", imagesText(e.images, form)).add("is_error", e.isError);
        if (isWire)
            text.addRaw("output", e.isError ? "null" : shown);
        text.add("run", e.run.value).add("stopped", e.stopped).add("text", e.text);
        if (isWire)
            text.add("tool_id", e.toolUseId);
        return text.add("tool_use_id", e.toolUseId).add("toolset", e.toolset).end();
    }
    QByteArray operator()(const ApprovalRequested &e) const
    {
        JsonText text;
        text.addRaw("action", compactJson(toJson(e.action)))
            .addRaw("input", compactJson(e.input))
            .add("reason", e.reason)
            .add("run", e.run.value);
        if (!e.checks.isEmpty())
            text.addRaw("safety_checks", compactJson(toJson(e.checks)));
        return text.add("summary", e.summary)
            .add("timeout_ms", e.timeoutMs)
            .add("tool", e.tool)
            .add("tool_use_id", e.toolUseId)
            .end();
    }
    QByteArray operator()(const ApprovalDecided &e) const
    {
        return JsonText()
            .add("by", e.by)
            .add("decision", name(e.decision))
            .addRaw("input", compactJson(e.input))
            .add("note", e.note)
            .add("remember", e.remember)
            .add("tool_use_id", e.toolUseId)
            .end();
    }
    QByteArray operator()(const StatusChanged &e) const
    {
        return JsonText().add("reason", e.reason).add("status", name(e.status)).end();
    }
    QByteArray operator()(const ControlChanged &e) const
    {
        return JsonText()
            .add("holder", e.holder)
            .add("name", e.name)
            .add("reason", e.reason)
            .add("seconds", e.seconds)
            .end();
    }
    QByteArray operator()(const TitleChanged &e) const
    {
        return JsonText().add("title", e.title).end();
    }
    QByteArray operator()(const ConversationSummarised &e) const
    {
        return JsonText().add("run", e.run.value).add("text", e.text).add("up_to", e.upTo).end();
    }
    QByteArray operator()(const ReplyStopped &e) const
    {
        return JsonText()
            .add("run", e.run.value)
            .add("text", e.text)
            .add("thinking", e.thinking)
            .end();
    }
    QByteArray operator()(const RunEnded &e) const
    {
        JsonText text;
        if (e.outcome == RunOutcome::Budget)
            text.add("budget", e.budget);
        text.add("cost_usd", e.costUsd).add("duration_ms", e.durationMs);
        if (form == BodyForm::Wire && e.outcome == RunOutcome::Error)
            text.add("error", e.message);
        return text.add("message", e.message)
            .add("outcome", name(e.outcome))
            .add("run", e.run.value)
            .add("steps", e.steps)
            .addRaw("usage", compactJson(toJson(e.usage)))
            .end();
    }
    QByteArray operator()(const EgressDenied &e) const
    {
        return JsonText()
            .add("entry", e.entry)
            .add("host", e.host)
            .add("line", e.line)
            .add("port", e.port)
            .add("reason", e.reason)
            .end();
    }
    QByteArray operator()(const EgressAllowed &e) const
    {
        return JsonText().add("by", e.by).add("host", e.host).end();
    }
    QByteArray operator()(const GrantChanged &e) const
    {
        return JsonText()
            .add("action", e.grant.action)
            .add("by", e.by)
            .add("granted", e.isGranted)
            .add("id", e.grant.id())
            .addRaw("secrets", jsonStrings(e.grant.secrets))
            .add("tool", e.grant.tool)
            .end();
    }
    QByteArray operator()(const SettingsChanged &e) const
    {
        JsonText text;
        if (e.approval)
            text.add("approval", name(*e.approval));
        text.add("by", e.by);
        if (e.effort)
            text.add("effort", *e.effort);
        if (e.maxCostUsd)
            text.add("max_cost_usd", *e.maxCostUsd);
        if (e.maxSteps)
            text.add("max_steps", *e.maxSteps);
        if (e.maxTime)
            text.add("max_time", e.maxTime->count());
        if (e.maxTokensTotal)
            text.add("max_tokens_total", *e.maxTokensTotal);
        if (e.model)
            text.add("model", *e.model);
        if (e.thinking)
            text.add("thinking", *e.thinking);
        return text.end();
    }
    QByteArray operator()(const Forked &e) const
    {
        return JsonText()
            .add("files", e.files)
            .add("seq", e.seq)
            .add("session", e.session.value)
            .add("title", e.title)
            .end();
    }
    QByteArray operator()(const FilesRestored &e) const
    {
        return JsonText()
            .add("by", e.by)
            .add("saved_at", isoTime(e.savedAt))
            .add("seq", e.seq)
            .add("snapshot", e.snapshot)
            .end();
    }
    QByteArray operator()(const DesktopGivenUp &e) const
    {
        return JsonText().add("reason", e.reason).end();
    }
};

} // namespace

QByteArray bodyText(const EventBody &body, BodyForm form)
{
    return std::visit(Fields{form}, body);
}

QByteArray bodyToJson(const EventBody &body)
{
    return bodyText(body, BodyForm::Stored);
}

} // namespace pilothouse
