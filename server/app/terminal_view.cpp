#include "app/terminal_view.h"

#include "core/clock.h"
#include "core/json.h"
#include "core/visible.h"

#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString seconds(qint64 milliseconds)
{
    return u"%1 s"_s.arg(double(milliseconds) / 1000, 0, 'f', milliseconds < 10'000 ? 2 : 1);
}

QString tokens(qint64 count)
{
    if (count < 1000)
        return QString::number(count);
    return u"%1k"_s.arg(double(count) / 1000, 0, 'f', 1);
}

QString indented(const QString &text, const QString &indent)
{
    return indent + QString(text).replace(u'\n', u'\n' + indent);
}

// The first lines of a tool's answer; the whole is in the journal.
QString excerpt(const QString &text)
{
    constexpr int kLines = 8;
    const QStringList lines = text.trimmed().split(u'\n');
    if (lines.size() <= kLines)
        return lines.join(u'\n');
    return lines.first(kLines).join(u'\n') + u"\n… %1 more lines"_s.arg(lines.size() - kLines);
}

// Here flags are typed: the one that sets a limit is called like the option of a session.
QString flagOf(const QString &budget)
{
    return budget.isEmpty() ? QString() : u" (--"_s + visible(budget).replace(u'_', u'-') + u')';
}

} // namespace

TerminalView::TerminalView(Format format, std::FILE *out)
    : m_format(format), m_out(out), m_terminal(::isatty(::fileno(out)) == 1)
{
}

void TerminalView::show(const Event &event)
{
    if (m_format == Format::Json) {
        const QByteArray line = wireJson(event) + '\n';
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), m_out);
        std::fflush(m_out);
        return;
    }
    std::visit([&](const auto &body) { show(event, body); }, event.body);
}

void TerminalView::show(const ModelProgress &progress)
{
    if (m_format == Format::Json)
        return;
    if (const auto *retry = std::get_if<Retrying>(&progress)) {
        endStreamedLine();
        write(dim(u"  … %1 Trying again in %2."_s.arg(visible(retry->reason),
                                                      seconds(retry->delay.count()))) +
              u'\n');
        m_shown = Kind::None;
        return;
    }
    if (!m_terminal)
        return; // the stored block is printed whole
    const auto *text = std::get_if<TextDelta>(&progress);
    const QString delta = visible(text ? text->text : std::get<ThinkingDelta>(progress).text);
    const Kind kind = text ? Kind::Text : Kind::Thinking;
    if (m_streamed.isEmpty() || kind != m_shown) {
        endStreamedLine();
        write(u"  "_s);
    }
    m_shown = kind;
    m_streamed += delta;
    const QString shown = QString(delta).replace(u'\n', u"\n  "_s);
    write(kind == Kind::Thinking ? dim(shown) : shown);
}

void TerminalView::say(const QString &line)
{
    if (m_format == Format::Human)
        write(line + u'\n');
}

void TerminalView::show(const Event &, const ModelBlock &block)
{
    const auto json = parseJsonObject(block.raw);
    if (!json)
        return;
    const QString type = json->value("type"_L1).toString();
    const QString text = visible(json->value(type).toString().trimmed());
    if (m_shown != Kind::None)
        endStreamedLine();
    else if (type == "text"_L1 && !text.isEmpty())
        write(indented(text, u"  "_s) + u'\n');
    else if (type == "thinking"_L1 && !text.isEmpty())
        write(dim(indented(u"(thinks) "_s + text, u"  "_s)) + u'\n');
}

void TerminalView::show(const Event &, const TurnEnded &turn)
{
    endStreamedLine();
    m_shown = Kind::None;
    ++m_step;
    QString line = u"  step %1 · model %2 · %3 tokens in, %4 out"_s.arg(
        QString::number(m_step), seconds(turn.durationMs), tokens(turn.usage.prompt()),
        tokens(turn.usage.output));
    if (turn.costUsd > 0)
        line += u" · $%1"_s.arg(turn.costUsd, 0, 'f', 4);
    write(dim(line) + u'\n');
}

void TerminalView::show(const Event &, const ToolStarted &started)
{
    write(bold(u"  ▸ "_s + visible(started.summary)) + u'\n');
}

void TerminalView::show(const Event &, const ToolResult &result)
{
    QString text = excerpt(visible(result.text));
    if (text.isEmpty())
        text = result.images.isEmpty() ? u"(no output)"_s : u"(a picture)"_s;
    text = indented(text, u"    "_s);
    write((result.isError ? red(text) : text) + dim(u"  "_s + seconds(result.durationMs)) + u'\n');
}

void TerminalView::show(const Event &, const ApprovalRequested &question)
{
    endStreamedLine();
    write(bold(u"  ? %1"_s.arg(visible(question.summary))) +
          u"  (%1)\n"_s.arg(visible(question.reason)));
    for (auto it = question.input.begin(); it != question.input.end(); ++it)
        write(dim(u"      %1: %2\n"_s.arg(
            visible(it.key()), visible(QString::fromUtf8(compactJson(QJsonArray{it.value()}))))));
}

void TerminalView::show(const Event &, const ApprovalDecided &decision)
{
    write(
        dim(u"    %1 (%2) %3"_s.arg(name(decision.decision), decision.by, visible(decision.note))) +
        u'\n');
}

void TerminalView::show(const Event &, const TitleChanged &change)
{
    write(dim(u"  The session is called \"%1\" now."_s.arg(visible(change.title))) + u'\n');
}

void TerminalView::show(const Event &, const ConversationSummarised &)
{
    write(dim(u"  The conversation outgrew one request; it goes on from a summary."_s) + u'\n');
}

void TerminalView::show(const Event &, const ReplyStopped &reply)
{
    const QString text = visible(reply.text.trimmed());
    if (m_shown == Kind::None && !text.isEmpty()) // else it was streamed
        write(indented(text, u"  "_s) + u'\n');
    endStreamedLine();
    m_shown = Kind::None;
    write(dim(u"  (stopped here)"_s) + u'\n');
}

void TerminalView::show(const Event &, const RunEnded &ended)
{
    endStreamedLine();
    m_shown = Kind::None;
    static const QHash<RunOutcome, QString> heads{
        {RunOutcome::Completed, u"✔ Completed"_s},     {RunOutcome::Error, u"✘ Failed"_s},
        {RunOutcome::Interrupted, u"■ Interrupted"_s}, {RunOutcome::Budget, u"■ Paused"_s},
        {RunOutcome::Paused, u"■ Paused"_s},           {RunOutcome::Cancelled, u"■ Cancelled"_s}};
    QString line =
        heads.value(ended.outcome) + u" · %1 · %2 steps · %3 tokens in, %4 out"_s.arg(
                                         seconds(ended.durationMs), QString::number(ended.steps),
                                         tokens(ended.usage.prompt()), tokens(ended.usage.output));
    if (ended.costUsd > 0)
        line += u" · $%1"_s.arg(ended.costUsd, 0, 'f', 4);
    write(u'\n' + bold(ended.outcome == RunOutcome::Error ? red(line) : line) + u'\n');
    if (!ended.message.isEmpty())
        write(u"  "_s + visible(ended.message) + flagOf(ended.budget) + u'\n');
}

void TerminalView::show(const Event &, const EgressDenied &denied)
{
    endStreamedLine();
    write(red(u"  ⊘ "_s + visible(denied.line)) + u'\n');
}

void TerminalView::show(const Event &, const EgressAllowed &allowed)
{
    endStreamedLine();
    write(dim(u"  %1 can be reached now (%2)"_s.arg(visible(allowed.host), visible(allowed.by))) +
          u'\n');
}

void TerminalView::show(const Event &, const SettingsChanged &change)
{
    endStreamedLine();
    write(dim(u"  The session's settings are otherwise now (%1)"_s.arg(visible(change.by))) +
          u'\n');
}

void TerminalView::show(const Event &, const GrantChanged &change)
{
    const QString words =
        change.isGranted ? u"is not asked about again"_s : u"is asked about again"_s;
    endStreamedLine();
    write(dim(u"  %1 %2 (%3)"_s.arg(visible(change.grant.id()), words, visible(change.by))) +
          u'\n');
}

void TerminalView::show(const Event &, const Forked &forked)
{
    write(dim(u"  Until here this was said in the session \"%1\"."_s.arg(visible(forked.title))) +
          u'\n');
}

void TerminalView::show(const Event &, const FilesRestored &restored)
{
    write(dim(u"  The files were put back to what they were at %1 (%2)."_s.arg(
              isoTime(restored.savedAt), visible(restored.by))) +
          u'\n');
}

void TerminalView::show(const Event &, const DesktopGivenUp &given)
{
    const QString what = given.reason == "lost"_L1
                             ? u"  The desktop is lost; the next message starts another one."_s
                             : u"  The desktop was closed, as nobody used it; the next message "
                               "starts another one."_s;
    write(dim(what) + u'\n');
}

void TerminalView::write(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), m_out);
    std::fflush(m_out);
}

void TerminalView::endStreamedLine()
{
    if (!m_streamed.isEmpty() && !m_streamed.endsWith(u'\n'))
        write(u"\n"_s);
    m_streamed.clear();
}

QString TerminalView::dim(const QString &text) const
{
    return m_terminal ? u"\x1b[2m"_s + text + u"\x1b[0m"_s : text;
}

QString TerminalView::bold(const QString &text) const
{
    return m_terminal ? u"\x1b[1m"_s + text + u"\x1b[0m"_s : text;
}

QString TerminalView::red(const QString &text) const
{
    return m_terminal ? u"\x1b[31m"_s + text + u"\x1b[0m"_s : text;
}

} // namespace pilothouse
