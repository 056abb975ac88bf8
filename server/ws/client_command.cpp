#include "ws/client_command.h"

#include "agent/pictures/sent_picture.h"
#include "core/egress.h"
#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Failure wrong(const QString &message)
{
    return fail(Errc::InvalidArgument, message);
}

Result<QString> textIn(const QJsonObject &frame, const QString &name)
{
    const QJsonValue value = frame.value(name);
    if (value.isUndefined() || value.isNull())
        return QString();
    if (!value.isString())
        return wrong(u"\"%1\" must be a string."_s.arg(name));
    return value.toString();
}

Result<ClientCommand> messageIn(const QJsonObject &frame)
{
    const Result<QString> text = textIn(frame, u"message"_s);
    if (!text)
        return fail(text.error());
    const Result<QString> key = textIn(frame, u"api_key"_s);
    if (!key)
        return fail(key.error());
    const auto pictures = sentFiles(frame.value("images"_L1));
    if (!pictures)
        return wrong(u"\"images\": "_s + pictures.error().message + u'.');
    if (text->trimmed().isEmpty() && pictures->isEmpty())
        return wrong(u"The message is empty."_s);
    return SendMessage{.text = *text, .apiKey = *key, .pictures = *pictures};
}

Result<ClientCommand> approvalIn(const QJsonObject &frame)
{
    Approve approve;
    const Result<QString> id = textIn(frame, u"tool_use_id"_s);
    const Result<QString> note = textIn(frame, u"note"_s);
    if (!id || id->isEmpty())
        return wrong(u"\"tool_use_id\" is missing."_s);
    if (!note)
        return fail(note.error());
    const auto decision = decisionFrom(frame.value("decision"_L1).toString());
    if (!decision)
        return wrong(u"\"decision\" must be allow, deny or edit."_s);
    approve.decision.toolUseId = *id;
    approve.decision.note = *note;
    approve.decision.decision = *decision;
    approve.decision.input = frame.value("input"_L1).toObject();
    approve.decision.remember = frame.value("remember"_L1).toBool();
    return approve;
}

Result<ClientCommand> hostIn(const QJsonObject &frame)
{
    const Result<QString> host = textIn(frame, u"host"_s);
    if (!host || host->isEmpty())
        return wrong(u"\"host\" is missing."_s);
    const Result<QString> entry = allowedHost(*host);
    if (!entry)
        return wrong(entry.error().message + u'.');
    return AllowHost{*entry};
}

} // namespace

QString markOf(const QByteArray &frame)
{
    constexpr qsizetype longest = 64;
    if (frame.size() > kLongestFrame || !frame.contains("\"ref\""))
        return {};
    const Result<QJsonObject> parsed = parseJsonObject(frame);
    return parsed ? parsed->value("ref"_L1).toString().left(longest) : QString();
}

Result<ClientCommand> parseCommand(const QByteArray &frame)
{
    if (frame.size() > kLongestFrame)
        return fail(Errc::TooLarge, u"This frame is larger than 1 MiB."_s);
    const Result<QJsonObject> parsed = parseJsonObject(frame);
    if (!parsed)
        return wrong(u"This is not a JSON object: send {\"message\": \"…\"}."_s);
    const QString type = parsed->value("type"_L1).toString();
    if (type.isEmpty() || type == "message"_L1) {
        if (!parsed->contains("message"_L1) && !parsed->contains("images"_L1))
            return wrong(u"\"message\" is missing."_s);
        return messageIn(*parsed);
    }
    if (type == "interrupt"_L1)
        return Interrupt{};
    if (type == "pause"_L1)
        return Pause{};
    if (type == "resume"_L1)
        return Resume{};
    if (type == "approve"_L1)
        return approvalIn(*parsed);
    if (type == "allow_host"_L1)
        return hostIn(*parsed);
    return wrong(
        u"Unknown type: message, interrupt, pause, resume, approve and allow_host are known."_s);
}

} // namespace pilothouse
