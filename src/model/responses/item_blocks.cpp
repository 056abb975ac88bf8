#include "model/responses/item_blocks.h"

#include "core/json.h"
#include "model/dialect.h"
#include "model/raw_object.h"
#include "model/responses/computer_actions.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString joinedParts(const QJsonArray &parts, QLatin1StringView member)
{
    QStringList texts;
    for (const QJsonValue &part : parts)
        if (const QString text = part[member].toString(); !text.isEmpty())
            texts.append(text);
    return wellFormed(texts.join(u"\n\n"_s));
}

ReplyBlock textBlock(const QJsonObject &item)
{
    const QJsonArray content = item.value("content"_L1).toArray();
    const QString said = joinedParts(content, "text"_L1);
    const QString text = said.isEmpty() ? joinedParts(content, "refusal"_L1) : said;
    return {.raw = R"({"type":"text","text":)" + jsonString(text) + '}',
            .type = u"text"_s,
            .text = text};
}

ReplyBlock thinkingBlock(const QJsonObject &item)
{
    const QString summary = joinedParts(item.value("summary"_L1).toArray(), "text"_L1);
    const QString text =
        summary.isEmpty() ? joinedParts(item.value("content"_L1).toArray(), "text"_L1) : summary;
    return {.raw = R"({"type":"thinking","thinking":)" + jsonString(text) + '}',
            .type = u"thinking"_s,
            .text = text};
}

ReplyBlock callBlock(const ToolCall &call, const QJsonObject &input)
{
    return {.raw = R"({"type":"tool_use","id":)" + jsonString(call.id) + R"(,"name":)" +
                   jsonString(call.name) + R"(,"input":)" + compactJson(input) + '}',
            .type = u"tool_use"_s,
            .call = call};
}

// Strict functions have a value for each argument: those that are left out are null.
QByteArray withoutNulls(const QString &arguments)
{
    const QByteArray text = arguments.trimmed().isEmpty() ? "{}" : arguments.toUtf8();
    auto input = parseJsonObject(text);
    if (!input)
        return text;
    for (const QString &name : input->keys())
        if (input->value(name).isNull())
            input->remove(name);
    return compactJson(*input);
}

ReplyBlock functionBlock(const QJsonObject &item)
{
    const QByteArray arguments = withoutNulls(item.value("arguments"_L1).toString());
    const ToolCall call = decodeCall(ToolDialect::Custom, item.value("call_id"_L1).toString(),
                                     item.value("name"_L1).toString(), QString(), arguments);
    return callBlock(call, parseJsonObject(arguments).value_or(QJsonObject()));
}

QList<ToolCall> callsIn(const QJsonObject &item)
{
    QJsonArray actions = item.value("actions"_L1).toArray();
    if (actions.isEmpty()) // as older models say it, one at a time
        actions.append(item.value("action"_L1));
    QList<ToolCall> calls;
    for (const QJsonValue &action : std::as_const(actions))
        calls += callsFor(action.toObject());
    const QString id = item.value("call_id"_L1).toString();
    for (qsizetype i = 0; i < calls.size(); ++i) {
        calls[i].id = i == 0 ? id : u"%1-%2"_s.arg(id).arg(i + 1);
        calls[i].unit = id;
    }
    calls.first().checks = safetyChecksFromJson(item.value("pending_safety_checks"_L1).toArray());
    return calls;
}

QList<ReplyBlock> computerBlocks(const QJsonObject &item)
{
    QList<ReplyBlock> blocks;
    for (const ToolCall &call : callsIn(item)) {
        QJsonObject input = call.input;
        input.insert(u"action"_s, call.action);
        blocks.append(callBlock(call, input));
    }
    return blocks;
}

bool isCallType(const QString &type)
{
    return type == "function_call"_L1 || type == "computer_call"_L1;
}

QList<ReplyBlock> blocksOfType(const QString &type, const QJsonObject &item)
{
    if (type == "message"_L1)
        return {textBlock(item)};
    if (type == "reasoning"_L1)
        return {thinkingBlock(item)};
    if (type == "function_call"_L1)
        return {functionBlock(item)};
    if (type == "computer_call"_L1)
        return computerBlocks(item);
    return {{.raw = R"({"type":)" + jsonString(type) + '}', .type = type}};
}

} // namespace

Result<QList<ReplyBlock>> blocksOf(const QByteArray &item)
{
    const auto read = parseJsonObject(item);
    if (!read)
        return fail(read.error());
    const QString type = read->value("type"_L1).toString();
    if (type.isEmpty())
        return fail(Errc::Corrupt, u"The model's server sent an item without a type."_s);
    if (isCallType(type) && read->value("call_id"_L1).toString().isEmpty())
        return fail(Errc::Corrupt, u"The model's server sent a call that cannot be answered: it "
                                   "has no call_id."_s);
    QList<ReplyBlock> blocks = blocksOfType(type, *read);
    QByteArray &first = blocks.first().raw;
    first.insert(first.size() - 1, R"(,"item":)" + item.trimmed());
    return blocks;
}

QByteArray itemIn(const QByteArray &block)
{
    const auto raw = RawObject::parse(block);
    return raw ? raw->raw("item") : QByteArray();
}

// The item is the last member: see blocksOf().
QByteArray withoutItem(const QByteArray &block)
{
    const QByteArray item = itemIn(block);
    const QByteArray end = R"(,"item":)" + item + '}';
    return !item.isEmpty() && block.endsWith(end) ? block.chopped(end.size()) + '}' : block;
}

QString refusalIn(const QByteArray &item)
{
    const auto read = parseJsonObject(item);
    return read ? joinedParts(read->value("content"_L1).toArray(), "refusal"_L1) : QString();
}

} // namespace pilothouse
