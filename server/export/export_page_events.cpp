// How each kind of event looks on the page.
#include "export/export_page.h"

#include "core/clock.h"
#include "core/json.h"
#include "export/html_text.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString prose(const QString &text)
{
    return text.trimmed().isEmpty()
               ? QString()
               : QString(u"<p class=\"prose\">"_s + htmlText(text.trimmed()) + u"</p>\n"_s);
}

QString verbatim(const QString &text)
{
    return text.trimmed().isEmpty() ? QString()
                                    : QString(u"<pre>"_s + htmlText(text) + u"</pre>\n"_s);
}

QString folded(const QString &label, const QString &body)
{
    return u"<details><summary>"_s + label + u"</summary>\n"_s + body + u"</details>\n"_s;
}

QString indented(const QJsonObject &object)
{
    return object.isEmpty()
               ? QString()
               : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)).trimmed();
}

QString callInput(const QString &json)
{
    return json.isEmpty() ? QString() : folded(u"Input"_s, verbatim(json));
}

QString inSeconds(qint64 milliseconds)
{
    return u"%1 s"_s.arg(double(milliseconds) / 1000, 0, 'f', 2);
}

QString costNote(double usd)
{
    return usd > 0 ? QString(u" · $"_s + QString::number(usd, 'f', 4)) : QString();
}

// "a tool_use" as the reader would say it.
QString spoken(const QString &identifier)
{
    return htmlText(QString(identifier).replace(u'_', u' '));
}

QString afterColon(const QString &text)
{
    return text.isEmpty() ? QString() : QString(u": "_s + htmlText(text));
}

} // namespace

QString ExportPage::show(const UserMessage &message)
{
    const QString note =
        message.note.isEmpty()
            ? QString()
            : QString(u"<p class=\"note\">"_s + htmlText(message.note) + u"</p>\n"_s);
    QString pictures;
    for (const ImageRef &image : message.images)
        pictures += picture(image);
    return item(u"user"_s, u"User"_s, note + pictures + prose(message.text));
}

QString ExportPage::show(const RunStarted &started)
{
    return line(u"run"_s, u"Run started · "_s + htmlText(started.model));
}

QString ExportPage::show(const ModelBlock &block)
{
    const Result<QJsonObject> json = parseJsonObject(block.raw);
    if (!json)
        return item(u"other"_s, u"Block"_s, verbatim(QString::fromUtf8(block.raw)));
    const QString type = json->value("type"_L1).toString();
    if (type == "text"_L1)
        return item(u"model"_s, u"Model"_s, prose(json->value("text"_L1).toString()));
    if (type == "thinking"_L1) {
        const QString body = prose(json->value("thinking"_L1).toString());
        return item(u"thinking"_s, {}, folded(u"Thinking"_s, body));
    }
    if (type != "tool_use"_L1)
        return item(u"other"_s, {}, folded(spoken(type), verbatim(indented(*json))));
    const QString id = json->value("id"_L1).toString();
    m_calls.insert(id, Call{.name = json->value("name"_L1).toString(),
                            .input = indented(json->value("input"_L1).toObject())});
    m_order.append(id);
    return {};
}

QString ExportPage::show(const TurnEnded &turn)
{
    return line(u"turn"_s,
                u"Step %1 · %2 · %3 tokens in, %4 out"_s.arg(
                    QString::number(++m_steps), inSeconds(turn.durationMs),
                    groupedNumber(turn.usage.prompt()), groupedNumber(turn.usage.output)) +
                    costNote(turn.costUsd));
}

QString ExportPage::show(const ToolStarted &started)
{
    m_calls[started.toolUseId].summary = started.summary;
    return {};
}

QString ExportPage::show(const ToolResult &result)
{
    const Call asked = m_calls.take(result.toolUseId);
    m_order.removeOne(result.toolUseId);
    QString outcome = verbatim(result.text);
    for (const ImageRef &image : result.images)
        outcome += picture(image);
    return call(asked, result.isError ? u"tool failed"_s : u"tool"_s, outcome,
                inSeconds(result.durationMs));
}

QString ExportPage::call(const Call &call, const QString &kind, const QString &outcome,
                         const QString &took) const
{
    const QString summary = call.summary.isEmpty()
                                ? QString()
                                : QString(u" <span>"_s + htmlText(call.summary) + u"</span>"_s);
    const QString name = call.name.isEmpty() ? u"Tool"_s : spoken(call.name);
    return item(kind, u"<code>"_s + name + u"</code>"_s + summary, callInput(call.input) + outcome,
                took);
}

QString ExportPage::unanswered()
{
    QString html;
    for (const QString &id : std::exchange(m_order, {}))
        html += call(m_calls.take(id), u"tool failed"_s,
                     u"<p class=\"missing\">This call has no answer.</p>\n"_s);
    return html;
}

QString ExportPage::show(const ApprovalRequested &question)
{
    const QString why = question.reason.isEmpty() ? QString() : QString(u"It "_s + question.reason);
    return item(u"approval"_s,
                u"Approval asked: <span>"_s + htmlText(question.summary) + u"</span>"_s,
                prose(why) + callInput(indented(question.input)));
}

QString ExportPage::show(const ApprovalDecided &decision)
{
    const QString verdict = decision.decision == Decision::Allow  ? u"Allowed"_s
                            : decision.decision == Decision::Edit ? u"Allowed with changes"_s
                                                                  : u"Denied"_s;
    const QString rest = decision.remember ? u", also for the rest of the session"_s : QString();
    const QString edited =
        decision.decision == Decision::Edit ? callInput(indented(decision.input)) : QString();
    return item(decision.decision == Decision::Deny ? u"approval failed"_s : u"approval"_s,
                verdict + rest + u" by "_s + htmlText(decision.by), prose(decision.note) + edited);
}

QString ExportPage::show(const StatusChanged &change)
{
    return line(u"status"_s,
                u"Status: "_s + spoken(name(change.status)) + afterColon(change.reason));
}

QString ExportPage::show(const ControlChanged &change)
{
    const QString held =
        change.seconds > 0
            ? u" (held before for %1)"_s.arg(inSeconds(qint64(change.seconds * 1000)))
            : QString();
    const QString who = change.name.isEmpty() ? QString() : QString(u" ("_s + change.name + u')');
    return line(u"control"_s, u"At the wheel: "_s + htmlText(change.holder + who) + held +
                                  afterColon(spoken(change.reason)));
}

QString ExportPage::show(const TitleChanged &change)
{
    return line(u"status"_s, u"Renamed"_s + afterColon(change.title));
}

QString ExportPage::show(const ConversationSummarised &summary)
{
    return item(u"summary"_s,
                u"The conversation outgrew one request and went on from this summary"_s,
                prose(summary.text));
}

QString ExportPage::show(const ReplyStopped &reply)
{
    const QString thought = reply.thinking.trimmed().isEmpty()
                                ? QString()
                                : folded(u"Thinking"_s, prose(reply.thinking));
    return item(u"model"_s, u"Model, stopped before the end"_s, thought + prose(reply.text));
}

QString ExportPage::show(const RunEnded &ended)
{
    const QString sums = u"%1 · %2 · %3 tokens in, %4 out"_s.arg(
        ended.steps == 1 ? u"1 step"_s : u"%1 steps"_s.arg(ended.steps),
        inSeconds(ended.durationMs), groupedNumber(ended.usage.prompt()),
        groupedNumber(ended.usage.output));
    const QString kind = ended.outcome == RunOutcome::Error       ? u"end failed"_s
                         : ended.outcome == RunOutcome::Completed ? u"end"_s
                                                                  : u"end halted"_s;
    return unanswered() + item(kind, u"Run ended: "_s + spoken(name(ended.outcome)),
                               prose(ended.message) + u"<p class=\"took\">"_s + sums +
                                   costNote(ended.costUsd) + u"</p>\n"_s);
}

QString ExportPage::show(const EgressDenied &denied)
{
    return line(u"control"_s, u"Network"_s + afterColon(denied.line));
}

QString ExportPage::show(const EgressAllowed &allowed)
{
    return line(u"control"_s, u"Network: "_s + htmlText(allowed.host) + u" was allowed by "_s +
                                  htmlText(allowed.by));
}

QString ExportPage::show(const SettingsChanged &change)
{
    QJsonObject changed = parseJsonObject(bodyToJson(change)).value_or(QJsonObject());
    changed.remove(u"by"_s);
    return line(u"status"_s, u"Settings changed by "_s + htmlText(change.by) +
                                 afterColon(QString::fromUtf8(compactJson(changed))));
}

QString ExportPage::show(const GrantChanged &change)
{
    const QString words = change.isGranted ? u"Not asked about again"_s : u"Asked about again"_s;
    return line(u"status"_s, words + afterColon(change.grant.id()));
}

QString ExportPage::show(const Forked &forked)
{
    return line(u"status"_s,
                u"Until here this was said in another session"_s + afterColon(forked.title));
}

QString ExportPage::show(const FilesRestored &restored)
{
    return line(u"control"_s, u"The files were put back to what they were at "_s +
                                  isoTime(restored.savedAt) + afterColon(restored.by));
}

QString ExportPage::show(const DesktopGivenUp &given)
{
    return line(u"control"_s, u"The desktop was closed"_s + afterColon(spoken(given.reason)));
}

} // namespace pilothouse
