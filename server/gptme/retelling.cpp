#include "gptme/retelling.h"

#include "core/clock.h"
#include "core/json.h"
#include "gptme/retold_texts.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Retelling::Told Retelling::take(const Event &event)
{
    m_at = event.at;
    m_seq = event.seq;
    std::visit([this](const auto &body) { on(body); }, event.body);
    return std::exchange(m_told, {});
}

Retelling::Told Retelling::take(const ModelProgress &step)
{
    if (std::holds_alternative<Retrying>(step)) {
        const bool wasHeard = !m_said.value_or(QString()).isEmpty();
        m_said.reset();
        if (wasHeard)
            tellWhole(); // what was said of it is void
        return std::exchange(m_told, {});
    }
    begin();
    if (const auto *text = std::get_if<TextDelta>(&step))
        say(text->text);
    return std::exchange(m_told, {});
}

Retelling::Told Retelling::add(const QJsonObject &message)
{
    append(message);
    return std::exchange(m_told, {});
}

Retelling::Told Retelling::endLost(const QString &reason)
{
    m_said.reset();
    m_pending.clear();
    tell(u"error"_s, {{u"error"_s, reason}});
    return std::exchange(m_told, {});
}

std::optional<QString> Retelling::saying() const
{
    return m_said;
}

const ToolCall *Retelling::pending() const
{
    const auto known = m_calls.constFind(m_pending);
    return known == m_calls.constEnd() ? nullptr : &known->call;
}

void Retelling::on(const UserMessage &said)
{
    finishStopped(false);
    QJsonObject told = message(u"user"_s, said.text);
    if (!said.images.isEmpty())
        told.insert(u"files"_s, filesOf(said.images));
    append(told);
}

void Retelling::on(const RunStarted &started)
{
    m_dialect = dialectFrom(started.dialect).value_or(ToolDialect::Custom);
    m_calls.clear();
    m_isWaitedFor = false;
}

void Retelling::on(const TurnEnded &turn)
{
    finishStopped(false);
    const QList<QByteArray> blocks = std::exchange(m_blocks, {});
    if (!blocks.isEmpty()) {
        const qsizetype callsBefore = m_calls.size();
        complete(contentOf(blocks), turnJson(turn));
        if (m_calls.size() > callsBefore)
            tellCompleted();
        return;
    }
    if (m_said.has_value()) { // nothing of it counts
        m_said.reset();
        tellWhole();
    }
}

void Retelling::on(const ReplyStopped &stopped)
{
    m_stopped = stopped.text;
}

void Retelling::on(const ToolStarted &started)
{
    if (!wasTold(started.toolUseId))
        tellPending(started.toolUseId, true);
    tell(u"tool_executing"_s, {{u"tool_id"_s, started.toolUseId}});
}

void Retelling::on(const ToolResult &result)
{
    const ToolCall call = m_calls.value(result.toolUseId).call;
    const QString content = resultText(call, result);
    tell(u"tool_output"_s, {{u"tool_id"_s, result.toolUseId}, {u"output"_s, result.text}});
    QJsonObject told = message(u"system"_s, content);
    told.insert(u"metadata"_s, QJsonObject{{u"tool"_s, fencedCall(call).tool}});
    if (!result.images.isEmpty())
        told.insert(u"files"_s, filesOf(result.images));
    append(told);
    tell(u"tool_complete"_s, {{u"tool_id"_s, result.toolUseId},
                              {u"duration_ms"_s, result.durationMs},
                              {u"success"_s, !result.isError}});
    m_isWaitedFor = true;
}

void Retelling::on(const ApprovalRequested &question)
{
    m_pending = question.toolUseId;
    tellPending(question.toolUseId, false);
}

void Retelling::on(const ApprovalDecided &decision)
{
    if (decision.decision == Decision::Edit)
        m_calls[decision.toolUseId].call.input = decision.input;
    m_pending.clear();
}

void Retelling::on(const TitleChanged &title)
{
    tell(u"config_changed"_s,
         {{u"config"_s, QJsonObject{{u"chat"_s, QJsonObject{{u"name"_s, title.title}}}}},
          {u"changed_fields"_s, QJsonArray{u"name"_s}}});
}

void Retelling::on(const RunEnded &ended)
{
    const bool isInterrupted = ended.outcome == RunOutcome::Interrupted;
    finishStopped(isInterrupted);
    tellCompleted();
    if (m_said.has_value()) {
        m_said.reset();
        tellWhole();
    }
    m_blocks.clear();
    m_pending.clear();
    const bool isDone = ended.outcome == RunOutcome::Completed;
    if (isInterrupted)
        return tell(u"interrupted"_s);
    if (isDone && ended.message.isEmpty() && !m_isWaitedFor)
        return;
    if (!isDone || !ended.message.isEmpty())
        append(message(u"system"_s, isDone ? ended.message : u"Error: "_s + endOf(ended)));
    if (isDone)
        tell(u"generation_complete"_s, {{u"message"_s, m_log.last()}});
    else
        tell(u"error"_s, {{u"error"_s, endOf(ended)}});
}

/// What the model said, then its calls. Remembers the calls.
QString Retelling::contentOf(const QList<QByteArray> &blocks)
{
    QString text;
    QStringList calls;
    for (const QByteArray &raw : blocks) {
        const QJsonObject block = parseJsonObject(raw).value_or(QJsonObject());
        const QString type = block.value("type"_L1).toString();
        if (type == "text"_L1)
            text += block.value("text"_L1).toString();
        if (type != "tool_use"_L1)
            continue;
        const QString id = block.value("id"_L1).toString();
        const ToolCall call = decodeCall(m_dialect, id, block.value("name"_L1).toString(),
                                         block.value("toolset_name"_L1).toString(),
                                         compactJson(block.value("input"_L1).toObject()));
        m_calls.insert(id, Call{.call = call});
        calls.append(fence(call));
    }
    if (!text.isEmpty() && !calls.isEmpty())
        text += u"\n\n"_s;
    return text + calls.join(u"\n\n"_s);
}

void Retelling::tell(const QString &type, QJsonObject fields)
{
    fields.insert(u"type"_s, type);
    m_told.append(fields);
}

void Retelling::tellPending(const QString &toolUseId, bool isUnasked)
{
    Call &known = m_calls[toolUseId];
    known.isTold = true;
    tell(u"tool_pending"_s, {{u"tool_id"_s, toolUseId},
                             {u"tooluse"_s, toolUseJson(known.call)},
                             {u"auto_confirm"_s, isUnasked}});
}

void Retelling::append(const QJsonObject &message)
{
    m_log.append(message);
    tell(u"message_added"_s, {{u"message"_s, message}});
}

QJsonObject Retelling::message(const QString &role, const QString &content) const
{
    return {{u"role"_s, role}, {u"content"_s, content}, {u"timestamp"_s, isoTime(m_at)}};
}

void Retelling::begin()
{
    if (m_said.has_value())
        return;
    finishStopped(false);
    tellCompleted();
    m_said = QString();
    m_isWaitedFor = false;
    tell(u"generation_started"_s);
}

void Retelling::say(const QString &piece)
{
    if (piece.isEmpty())
        return;
    *m_said += piece;
    tell(u"generation_progress"_s, {{u"token"_s, piece}});
}

/// The whole of a reply: what of it was not said yet, then the message.
void Retelling::complete(const QString &content, const QJsonObject &metadata)
{
    if (m_said.has_value() && !content.startsWith(*m_said)) {
        m_said.reset();
        tellWhole();
    }
    begin();
    say(content.mid(m_said->size()));
    m_said.reset();
    QJsonObject told = message(u"assistant"_s, content);
    if (!metadata.isEmpty())
        told.insert(u"metadata"_s, metadata);
    append(told);
    m_completed = told;
}

void Retelling::tellCompleted()
{
    if (const auto message = std::exchange(m_completed, std::nullopt))
        tell(u"generation_complete"_s, {{u"message"_s, *message}});
}

/// What was said before somebody stopped it comes first, or the page has it twice.
void Retelling::finishStopped(bool isInterrupted)
{
    if (!m_stopped)
        return;
    QString content = *std::exchange(m_stopped, std::nullopt);
    if (isInterrupted)
        content += content.isEmpty() ? kInterrupted : u' ' + kInterrupted;
    complete(content, {});
}

/// The log takes the place of what the client has.
void Retelling::tellWhole()
{
    tell(u"conversation_edited"_s, {{u"index"_s, m_log.size()},
                                    {u"truncated"_s, false},
                                    {u"log"_s, m_log},
                                    {u"branches"_s, QJsonObject{{u"main"_s, m_log}}}});
}

QJsonArray Retelling::filesOf(const QList<ImageRef> &images) const
{
    QJsonArray files;
    for (qsizetype i = 0; i < images.size(); ++i)
        files.append(pictureName(m_seq, i));
    return files;
}

} // namespace pilothouse
