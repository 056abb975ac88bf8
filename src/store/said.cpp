#include "store/said.h"

#include "core/json.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    QString operator()(const UserMessage &message) const { return message.text; }
    QString operator()(const ReplyStopped &reply) const { return reply.text; }
    QString operator()(const ApprovalDecided &decision) const
    {
        const bool byPerson = decision.by != "timeout"_L1 && decision.by != "policy"_L1;
        return byPerson ? decision.note : QString();
    }
    // The model's block has the command, too, but with what this event masks.
    QString operator()(const ToolStarted &started) const
    {
        const CallAction &action = started.action;
        return action.command.isEmpty() ? action.path : action.command;
    }
    QString operator()(const ModelBlock &block) const
    {
        const auto json = parseJsonObject(block.raw);
        const bool isText = json && json->value("type"_L1) == "text"_L1;
        return isText ? json->value("text"_L1).toString() : QString();
    }
    template <typename Other> QString operator()(const Other &) const { return {}; }
};

/// The texts in what a tool is given. Of commands the first line is in ToolStarted, as are paths.
QStringList textsIn(const QJsonValue &value, const QString &name = {})
{
    QStringList texts;
    if (value.isString() && name != "action"_L1 && name != "path"_L1) {
        const QString text = value.toString();
        texts.append(name == "command"_L1 ? text.section(u'\n', 1) : text);
    }
    for (const QJsonValue &one : value.toArray())
        texts += textsIn(one, name);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        texts += textsIn(member.value(), member.key());
    texts.removeAll(QString());
    return texts;
}

struct Work
{
    QString operator()(const ReplyStopped &reply) const { return reply.thinking; }
    QString operator()(const ToolResult &result) const { return result.text; }
    QString operator()(const ModelBlock &block) const
    {
        const auto json = parseJsonObject(block.raw);
        if (!json)
            return {};
        const QString type = json->value("type"_L1).toString();
        if (type == "thinking"_L1)
            return json->value("thinking"_L1).toString();
        return type == "tool_use"_L1 ? textsIn(json->value("input"_L1)).join(u'\n') : QString();
    }
    template <typename Other> QString operator()(const Other &) const { return {}; }
};

} // namespace

QString wordsOf(const EventBody &body)
{
    return std::visit(Words(), body);
}

QString workOf(const EventBody &body)
{
    return std::visit(Work(), body);
}

QString speakerOf(const QString &kind)
{
    const bool isAgent = kind == "model_block"_L1 || kind == "reply_stopped"_L1 ||
                         kind == "tool_started"_L1 || kind == "tool_result"_L1;
    return isAgent ? u"agent"_s : u"person"_s;
}

} // namespace pilothouse
