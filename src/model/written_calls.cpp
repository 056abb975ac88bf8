#include "model/written_calls.h"

#include "core/json.h"
#include "core/tool_actions.h"
#include "model/block_builder.h"
#include "model/loose_input.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct WrittenCall
{
    QString name;
    QJsonObject input;
};
using WrittenCalls = std::optional<QList<WrittenCall>>; ///< nothing: the text is something else

const QRegularExpression &signs()
{
    static const QRegularExpression pattern(
        u"</?(tool_calls?|function_calls?|tool_use|tool_code)>|\\[/?TOOL_CALLS\\]|"
        "<\\|(python_tag|tool_call|/?tool_calls?|eom_id|eot_id|im_end)\\|>|"
        "(?=<function=)|(?=<invoke name=)"_s);
    return pattern;
}

// The tool that is meant; empty: none of ours. Some call an action as if it were the tool.
WrittenCall ofTool(QString name, QJsonObject input)
{
    if (name.startsWith("functions."_L1))
        name = name.sliced(10);
    if (name == "computer_use"_L1)
        name = u"computer"_s;
    if (toolNames().contains(name))
        return {name, input};
    if (!findAction(u"computer"_s, name))
        return {};
    input.insert(u"action"_s, name);
    return {u"computer"_s, input};
}

QJsonObject inputOf(QJsonObject call)
{
    for (const auto key : {"arguments"_L1, "parameters"_L1, "input"_L1, "args"_L1}) {
        const QJsonValue value = call.value(key);
        if (value.isObject())
            return value.toObject();
        if (value.isString())
            return QJsonDocument::fromJson(looseInput(value.toString().toUtf8())).object();
    }
    for (const auto key : {"name"_L1, "tool"_L1, "type"_L1, "id"_L1})
        call.remove(key);
    return call; // beside the name
}

WrittenCall ofObject(QJsonObject object)
{
    for (const auto key : {"function"_L1, "tool_call"_L1, "function_call"_L1})
        if (object.value(key).isObject())
            object = object.value(key).toObject();
    for (const auto key : {"name"_L1, "tool"_L1, "tool_name"_L1, "function"_L1})
        if (const QString name = object.value(key).toString(); !name.isEmpty())
            return ofTool(name, inputOf(object));
    if (findAction(u"computer"_s, object.value("action"_L1).toString()))
        return {u"computer"_s, object};
    return {};
}

WrittenCalls ofJson(const QJsonValue &value)
{
    const QJsonValue inner = value["tool_calls"_L1];
    QList<WrittenCall> calls;
    const QJsonArray list = inner.isArray()   ? inner.toArray()
                            : value.isArray() ? value.toArray()
                                              : QJsonArray{value};
    for (const QJsonValue &item : list) {
        calls += ofObject(item.toObject());
        if (calls.last().name.isEmpty())
            return std::nullopt;
    }
    return calls.isEmpty() ? std::nullopt : WrittenCalls(calls);
}

// Where the JSON value at the beginning of `text` ends; 0: it does not.
qsizetype jsonEnd(const QString &text)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (inString && c == u'\\')
            ++i;
        else if (c == u'"')
            inString = !inString;
        else if (!inString && (c == u'{' || c == u'['))
            ++depth;
        else if (!inString && (c == u'}' || c == u']') && --depth == 0)
            return i + 1;
    }
    return 0;
}

// <function=bash><parameter=command>ls</parameter></function>, or JSON inside; the other spelling
// is <invoke name="bash"><parameter name="command">.
WrittenCall ofElement(const QString &name, const QString &body)
{
    static const QRegularExpression parameter(
        u"<parameter(?:=| name=\")([\\w-]+)\"?>\\n?(.*?)\\n?</parameter>"_s,
        QRegularExpression::DotMatchesEverythingOption);
    QJsonObject input = QJsonDocument::fromJson(looseInput(body.trimmed().toUtf8())).object();
    auto match = parameter.globalMatch(body);
    while (match.hasNext()) {
        const auto one = match.next();
        const QString text = one.captured(2);
        const QJsonArray value = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array();
        const bool isNumeric = value.size() == 1 && !value.first().isObject();
        input.insert(one.captured(1), isNumeric ? value.first() : QJsonValue(text));
    }
    return ofTool(name, input);
}

// What is left between the signs: elements and JSON values, one after the other.
WrittenCalls readCalls(QString text)
{
    static const QRegularExpression element(
        u"^<(?:function=|invoke name=\")([\\w.-]+)\"?>(.*?)(?:</(?:function|invoke)>|$)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    QList<WrittenCall> calls;
    for (text = text.trimmed(); !text.isEmpty(); text = text.trimmed()) {
        if (const auto match = element.match(text); match.hasMatch()) {
            calls += ofElement(match.captured(1), match.captured(2));
            text = text.sliced(match.capturedEnd());
        } else {
            const bool mayBeJson = text.startsWith(u'{') || text.startsWith(u'[');
            const qsizetype end = mayBeJson ? jsonEnd(text) : 0;
            const auto json = QJsonDocument::fromJson(text.first(end).toUtf8());
            const WrittenCalls some = json.isArray() ? ofJson(json.array()) : ofJson(json.object());
            if (end == 0 || !some)
                return std::nullopt;
            calls += *some;
            text = text.sliced(end);
        }
        if (calls.last().name.isEmpty())
            return std::nullopt;
    }
    return calls.isEmpty() ? std::nullopt : WrittenCalls(calls);
}

// ```json … ```
QString withoutFence(const QString &text)
{
    static const QRegularExpression fence(u"^```[\\w-]*\\s(.*)```$"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = fence.match(text);
    return match.hasMatch() ? match.captured(1).trimmed() : text;
}

QList<ReplyBlock> blocksOf(const QString &before, const QList<WrittenCall> &calls,
                           ToolDialect dialect)
{
    QList<QJsonObject> starts;
    if (!before.isEmpty())
        starts += {{u"type"_s, u"text"_s}, {u"text"_s, before}};
    for (const WrittenCall &call : calls)
        starts += {{u"type"_s, u"tool_use"_s},
                   {u"id"_s, QString()},
                   {u"name"_s, call.name},
                   {u"input"_s, call.input}};
    QList<ReplyBlock> blocks;
    for (const QJsonObject &start : starts)
        if (auto raw = RawObject::parse(compactJson(start)))
            blocks += BlockBuilder(*std::move(raw)).finish(dialect);
    return blocks;
}

} // namespace

void unwrapWrittenCalls(ModelReply &reply, ToolDialect dialect)
{
    if (!reply.toolCalls().isEmpty() || reply.blocks.isEmpty() ||
        reply.blocks.last().type != "text"_L1)
        return;
    const QString text = reply.blocks.last().text.trimmed();
    const auto sign = signs().match(text);
    const QString before = sign.hasMatch() ? text.first(sign.capturedStart()).trimmed() : QString();
    QString rest = sign.hasMatch() ? text.sliced(sign.capturedStart()) : withoutFence(text);
    rest.remove(signs());
    if (const WrittenCalls calls = readCalls(withoutFence(rest.trimmed()))) {
        reply.blocks.removeLast();
        reply.blocks += blocksOf(before, *calls, dialect);
    } else if (sign.hasMatch()) {
        reply.problem =
            u"The model wrote a tool call as text, and its server passed it on as it was: start "
            "the server with its parser for tool calls (llama.cpp: --jinja; vLLM: "
            "--enable-auto-tool-choice --tool-call-parser), or use a model that calls tools."_s;
    }
}

} // namespace pilothouse
