#include "demo/request_check.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString text(const PlacedBlock &placed, QLatin1StringView field)
{
    return placed.block.value(field).toString();
}

/// The tool_use blocks of one message by id.
QHash<QString, PlacedBlock> callsOf(const RequestCheck &check, qsizetype message)
{
    QHash<QString, PlacedBlock> calls;
    for (const PlacedBlock &placed : check.blocks) {
        if (placed.message == message && placed.is("tool_use"_L1))
            calls.insert(text(placed, "id"_L1), placed);
    }
    return calls;
}

/// Conversation rules 8: form and uniqueness of ids; the input is an object.
void callShape(RequestCheck &check)
{
    static const QRegularExpression kId(u"^[a-zA-Z0-9_-]+$"_s);
    QSet<QString> ids;
    for (const PlacedBlock &placed : check.blocks) {
        if (!placed.is("tool_use"_L1))
            continue;
        const QString id = text(placed, "id"_L1);
        if (!kId.match(id).hasMatch())
            check.refuse("tool-id",
                         placed.path + u".id: String should match pattern '^[a-zA-Z0-9_-]+$'"_s);
        if (ids.contains(id))
            check.refuse("tool-id", u"messages: `tool_use` ids must be unique"_s);
        if (!placed.block.value("input"_L1).isObject())
            check.refuse("tool-input",
                         placed.path + u".input: Input should be a valid dictionary"_s);
        ids << id;
    }
}

/// Computer tool: a call with toolset_name belongs to a declared toolset and names a member.
void callToolset(RequestCheck &check)
{
    for (const PlacedBlock &placed : check.blocks) {
        const QString toolset = text(placed, "toolset_name"_L1);
        if (!placed.is("tool_use"_L1) || toolset != "computer"_L1)
            continue;
        if (!check.declaresToolset() || !toolsetMembers().contains(text(placed, "name"_L1)))
            check.refuse("toolset-call", u"%1: `%2` is not a member of a declared toolset"_s.arg(
                                             placed.path, text(placed, "name"_L1)));
    }
}

/// Conversation rules 2: every call is answered in the very next message.
void answered(RequestCheck &check)
{
    const qsizetype count = check.messages().size();
    for (qsizetype message = 0; message < count; ++message) {
        QStringList missing;
        QHash<QString, PlacedBlock> calls = callsOf(check, message);
        for (const PlacedBlock &placed : check.blocks) {
            if (placed.message == message + 1 && placed.is("tool_result"_L1))
                calls.remove(text(placed, "tool_use_id"_L1));
        }
        missing << calls.keys();
        if (!missing.isEmpty())
            check.refuse(
                "unanswered",
                u"messages.%1: `tool_use` ids were found without `tool_result` blocks immediately after: %2. Each `tool_use` block must have a corresponding `tool_result` block in the next message."_s
                    .arg(message)
                    .arg(missing.join(u", "_s)));
    }
}

/// Conversation rules 2: no answer without a call, none twice, results before anything else.
void noOtherAnswers(RequestCheck &check)
{
    QSet<QString> seen;
    qsizetype message = -1;
    bool other = false;
    for (const PlacedBlock &placed : check.blocks) {
        if (placed.message != message)
            other = false;
        message = placed.message;
        if (!placed.is("tool_result"_L1)) {
            other = true;
            continue;
        }
        const QString id = text(placed, "tool_use_id"_L1);
        if (!callsOf(check, message - 1).contains(id))
            check.refuse(
                "extra-result",
                u"%1: unexpected `tool_use_id` found in `tool_result` blocks: %2. Each `tool_result` block must have a corresponding `tool_use` block in the previous message."_s
                    .arg(placed.path, id));
        if (seen.contains(id))
            check.refuse(
                "duplicate-result",
                u"%1: each tool_use must have a single result. Found multiple `tool_result` blocks with id: %2"_s
                    .arg(placed.path, id));
        if (other)
            check.refuse("results-first",
                         placed.path + u": `tool_result` blocks must come before other content"_s);
        seen << id;
    }
}

/// Conversation rules 3: the answer names its toolset exactly when the call did.
void toolsetEcho(RequestCheck &check)
{
    for (const PlacedBlock &placed : check.blocks) {
        if (!placed.is("tool_result"_L1))
            continue;
        const auto calls = callsOf(check, placed.message - 1);
        const auto call = calls.constFind(text(placed, "tool_use_id"_L1));
        if (call == calls.constEnd())
            continue;
        const QString wanted = text(*call, "toolset_name"_L1);
        if (text(placed, "toolset_name"_L1) != wanted)
            check.refuse("toolset-echo",
                         u"%1.toolset_name: expected \"%2\""_s.arg(placed.path, wanted));
    }
}

/// Conversation rules 6; Computer tool: what a result may hold, and what an error may.
void resultContent(RequestCheck &check)
{
    static const QSet<QString> kAnyBlock{u"text"_s, u"image"_s, u"document"_s, u"search_result"_s,
                                         u"tool_reference"_s};
    static const QSet<QString> kToolset{u"text"_s, u"image"_s};
    for (const PlacedBlock &placed : check.blocks) {
        if (!placed.is("tool_result"_L1))
            continue;
        const bool toolset = !text(placed, "toolset_name"_L1).isEmpty();
        const bool error = placed.block.value("is_error"_L1).toBool();
        const QJsonValue content = placed.block.value("content"_L1);
        if (!content.isUndefined() && !content.isString() && !content.isArray())
            check.refuse("types", placed.path + u".content: Input should be a string or a list"_s);
        QString words;
        for (const PlacedBlock &inner : placed.inside()) {
            words += text(inner, "text"_L1);
            if (error && !inner.is("text"_L1))
                check.refuse("error-content",
                             inner.path + u": content of an error must be text only"_s);
            else if (!(toolset ? kToolset : kAnyBlock).contains(inner.type()))
                check.refuse("result-content", u"%1: `%2` blocks are not permitted here"_s.arg(
                                                   inner.path, inner.type()));
        }
        if (error && words.trimmed().isEmpty())
            check.refuse("error-content",
                         placed.path + u": content cannot be empty if `is_error` is true"_s);
    }
}

/// Conversation rules 7: while a server tool is pending, only results may follow.
void serverTools(RequestCheck &check)
{
    QHash<qsizetype, QSet<QString>> pending;
    for (const PlacedBlock &placed : check.blocks) {
        if (placed.is("server_tool_use"_L1))
            pending[placed.message] << text(placed, "id"_L1);
        else if (placed.type().endsWith("_tool_result"_L1))
            pending[placed.message].remove(text(placed, "tool_use_id"_L1));
    }
    for (const PlacedBlock &placed : check.blocks) {
        if (!pending.value(placed.message - 1).isEmpty() && !placed.is("tool_result"_L1))
            check.refuse("server-tool",
                         placed.path +
                             u": only tool_result blocks may follow a pending server tool"_s);
    }
}

} // namespace

void checkToolUse(RequestCheck &check)
{
    callShape(check);
    callToolset(check);
    answered(check);
    noOtherAnswers(check);
    toolsetEcho(check);
    resultContent(check);
    serverTools(check);
}

} // namespace pilothouse
