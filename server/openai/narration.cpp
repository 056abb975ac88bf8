#include "openai/narration.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestFault = 300; // characters

QString endText(const RunEnded &ended)
{
    const QString reason = ended.message.isEmpty() ? u"The run ended."_s : ended.message;
    switch (ended.outcome) {
    case RunOutcome::Completed:
        return ended.message;
    case RunOutcome::Budget:
    case RunOutcome::Paused:
        return u"⏸ "_s + reason;
    default:
        return u"✖ "_s + reason;
    }
}

} // namespace

Narration::Narration(PictureLink pictureLink, QString page)
    : m_pictureLink(std::move(pictureLink)), m_page(std::move(page))
{
}

QString Narration::take(const Event &event)
{
    std::visit([this](const auto &body) { on(body); }, event.body);
    return std::exchange(m_new, {});
}

QString Narration::take(const ModelProgress &step)
{
    if (const auto *text = std::get_if<TextDelta>(&step)) {
        m_spoken += text->text;
        say(text->text);
    }
    if (std::holds_alternative<Retrying>(step) && !m_spoken.isEmpty()) {
        m_spoken.clear();
        paragraph(u"↻ The model is asked once more."_s);
        m_hasBreak = true;
    }
    return std::exchange(m_new, {});
}

void Narration::on(const ModelBlock &block)
{
    const QJsonObject json = parseJsonObject(block.raw).value_or(QJsonObject());
    if (json["type"_L1].toString() == "text"_L1)
        m_whole += json["text"_L1].toString();
}

void Narration::on(const TurnEnded &turn)
{
    m_usage += turn.usage;
    heard(std::exchange(m_whole, {}));
}

void Narration::on(const ToolStarted &started)
{
    paragraph(u"▸ "_s + started.summary.simplified());
    m_hasBreak = true;
}

void Narration::on(const ToolResult &result)
{
    if (result.isError)
        paragraph(u"✖ "_s + result.text.simplified().left(kLongestFault));
    else if (!result.images.isEmpty()) {
        m_hasBreak = false;
        say(u" [picture](%1)"_s.arg(m_pictureLink(result.images.last().blob)));
    }
    m_hasBreak = true;
}

void Narration::on(const ApprovalRequested &question)
{
    paragraph(u"❓ May it: %1? Answer at %2"_s.arg(question.summary.simplified(), m_page));
    m_hasBreak = true;
}

void Narration::on(const RunEnded &ended)
{
    m_end = ended;
    if (const QString text = endText(ended); !text.isEmpty())
        paragraph(text);
}

/// The whole of a reply: what of it was not heard yet.
void Narration::heard(const QString &whole)
{
    const QString spoken = std::exchange(m_spoken, {});
    if (whole.startsWith(spoken))
        say(whole.mid(spoken.size()));
    else
        paragraph(whole); // it was heard otherwise than it is stored
    m_hasBreak = true;
}

void Narration::paragraph(const QString &piece)
{
    m_hasBreak = true;
    say(piece);
}

void Narration::say(const QString &piece)
{
    if (piece.isEmpty())
        return;
    const QString all = m_hasBreak && !m_text.isEmpty() ? u"\n\n"_s + piece : piece;
    m_hasBreak = false;
    m_text += all;
    m_new += all;
}

} // namespace pilothouse
