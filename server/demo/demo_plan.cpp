#include "demo/demo_plan.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Where the dialect does not say how large the pictures are and none has been seen yet.
constexpr QSize kUsualPicture(1280, 800);
/// As much of a tool's answer as is quoted.
constexpr qsizetype kQuote = 600;

bool isMereLook(const DemoCall &call)
{
    static const QByteArrayList kLooks{"zoom", "cursor_position", "wait", "view"};
    return kLooks.contains(call.action);
}

QString shortened(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.size() <= kQuote ? trimmed : trimmed.left(kQuote) + u" …"_s;
}

QSize pictureSize(const DemoConversation &conversation, const DemoTools &tools)
{
    if (tools.declaredSize().isValid())
        return tools.declaredSize();
    return conversation.pictureSize.isValid() ? conversation.pictureSize : kUsualPicture;
}

QString suggestedPath(const QString &text)
{
    static const QRegularExpression kSuggestion(u"did you mean (/[^?]+)\\?"_s);
    return kSuggestion.match(text).captured(1);
}

QString textOf(const JsonField &field)
{
    const QByteArray list = '[' + field.json + ']';
    return QJsonDocument::fromJson(list).array().at(0).toString();
}

/// Whether it is about an element by its id.
bool actsOnKnown(const DemoStep &step)
{
    static const QRegularExpression kId(u"^e\\d+$"_s);
    const DemoCall *call = step.call();
    return call && call->tool == DemoTool::Own && call->action == "act_on" &&
           std::any_of(call->arguments.begin(), call->arguments.end(), [](const JsonField &field) {
               return field.name == "id" && kId.match(textOf(field)).hasMatch();
           });
}

bool needsNoLook(const DemoStep &step)
{
    const QList<JsonField> &arguments = step.call()->arguments;
    return std::any_of(arguments.begin(), arguments.end(),
                       [](const JsonField &field) { return field.name == "picture"; });
}

DemoStep withPath(DemoStep step, const QString &path)
{
    for (JsonField &field : std::get<DemoCall>(step.what).arguments) {
        if (field.name == "path")
            field.json = jsonString(path);
    }
    return step;
}

} // namespace

DemoPlan::DemoPlan(const DemoConversation &conversation, const DemoTools &tools)
    : m_steps(parseDemoScript(conversation.order)), m_answers(conversation.answers)
{
    m_tour = m_steps.isEmpty();
    if (m_tour && tools.isEmpty()) {
        m_tour = false;
        m_steps << DemoStep{
            .source = {},
            .what = DemoSay{u"This request offers me no tools, so there is nothing I can show."_s}};
    } else if (m_tour) {
        m_steps = demoTour(conversation.order, pictureSize(conversation, tools));
    }
    for (DemoStep &step : m_steps) {
        if (step.call() && !tools.offers(*step.call()))
            step.what =
                DemoSay{u"There is no tool here for “%1”; I leave it out."_s.arg(step.source)};
    }
    takeSuggestions();
    std::copy_if(m_steps.begin(), m_steps.end(), std::back_inserter(m_calls),
                 [](const DemoStep &step) { return step.call() != nullptr; });
    m_done = int(qMin(m_answers.size(), m_calls.size()));
}

void DemoPlan::takeSuggestions()
{
    int calls = 0;
    bool second = false; // one more attempt for each, no more
    for (qsizetype at = 0; at < m_steps.size() && calls < m_answers.size(); ++at) {
        const DemoStep step = m_steps.at(at);
        if (!step.call())
            continue;
        const DemoConversation::Answer &answer = m_answers.at(calls++);
        const QString path = answer.isError ? suggestedPath(answer.text) : QString();
        const bool again = !path.isEmpty() && !second && step.call()->tool == DemoTool::Edit;
        if (again) {
            m_corrected << calls - 1;
            m_steps.insert(at + 1, withPath(step, path));
        }
        second = again;
    }
}

QString DemoPlan::failure() const
{
    QStringList failures;
    bool serious = false;
    for (int i = 0; i < m_done; ++i) {
        if (!m_answers.at(i).isError || m_corrected.contains(i))
            continue;
        const DemoStep &step = m_calls.at(i);
        failures << u"“%1” failed: %2"_s.arg(step.source, shortened(m_answers.at(i).text));
        serious = serious || !isMereLook(*step.call());
    }
    return serious ? failures.join(u'\n') : QString();
}

QList<DemoStep> DemoPlan::pending() const
{
    int calls = 0;
    qsizetype at = 0;
    for (; at < m_steps.size() && calls < m_done; ++at)
        calls += m_steps.at(at).call() ? 1 : 0;
    return m_steps.sliced(at);
}

QStringList DemoPlan::words() const
{
    QStringList words;
    if (m_done > 0 && m_answers.at(m_done - 1).isError)
        words << u"“%1” did not work: %2"_s.arg(m_calls.at(m_done - 1).source,
                                                shortened(m_answers.at(m_done - 1).text));
    for (const DemoStep &step : pending()) {
        if (step.call())
            break;
        if (const auto *say = std::get_if<DemoSay>(&step.what))
            words << say->text;
    }
    return words;
}

QStringList DemoPlan::thoughts() const
{
    QStringList thoughts;
    for (const DemoStep &step : pending()) {
        if (step.call())
            break;
        if (const auto *thought = std::get_if<DemoThought>(&step.what))
            thoughts << thought->text;
    }
    return thoughts;
}

QList<DemoStep> DemoPlan::nextCalls(bool batch) const
{
    QList<DemoStep> calls;
    bool leadsOn = false; // to the next field of a form, as a model goes on that knows them all
    for (const DemoStep &step : pending()) {
        const DemoCall *call = step.call();
        const bool fits = call && call->tool == DemoTool::Computer && batch;
        const bool joins = leadsOn ? call && actsOnKnown(withElement(step)) : fits;
        if (!calls.isEmpty() && !joins)
            break;
        if (!call)
            continue;
        calls << withElement(step);
        leadsOn = batch && actsOnKnown(calls.last()) && needsNoLook(calls.last());
        if (!fits && !leadsOn)
            break;
    }
    return calls;
}

DemoStep DemoPlan::withElement(DemoStep step) const
{
    DemoCall *call = std::get_if<DemoCall>(&step.what);
    if (!call || call->tool != DemoTool::Own)
        return step;
    for (JsonField &field : call->arguments) {
        const QString named = textOf(field);
        if (field.name != "id" || !named.endsWith(u'"'))
            continue;
        const QRegularExpression row(u"^(e\\d+) "_s + QRegularExpression::escape(named),
                                     QRegularExpression::MultilineOption);
        for (auto answer = m_answers.rbegin(); answer != m_answers.rend(); ++answer) {
            const auto match = row.match(answer->text);
            if (!match.hasMatch())
                continue;
            field.json = jsonString(match.captured(1));
            break;
        }
    }
    return step;
}

QString DemoPlan::rest() const
{
    QStringList sources;
    for (const DemoStep &step : pending())
        if (sources.isEmpty() || sources.last() != step.source) // "open firefox" is several steps
            sources << step.source;
    if (m_tour || sources.isEmpty() || !failure().isEmpty())
        return u"say Nothing is left to do."_s;
    return sources.join(u'\n');
}

QStringList DemoPlan::findings() const
{
    QStringList findings;
    for (int i = 0; i < m_done; ++i) {
        const DemoStep &step = m_calls.at(i);
        const QString text = shortened(m_answers.at(i).text);
        if (step.call()->tool != DemoTool::Computer && !text.isEmpty() && !m_corrected.contains(i))
            findings << u"`%1` answered:\n```\n%2\n```"_s.arg(step.source, text);
    }
    return findings;
}

} // namespace pilothouse
