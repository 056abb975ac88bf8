#include "http/session_previews.h"

#include "core/json.h"
#include "core/json_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKept = 1000;        // previews
constexpr int kOpening = 5;        // events in which the first message is, though one renames first
constexpr EventSeq kLookBack = 60; // events from the end
constexpr qsizetype kLongest = 300; // characters of a text

QString shortened(const QString &text)
{
    return text.trimmed().left(kLongest);
}

/// The text of a block of the model's that people read as its answer.
QString spokenText(const ModelBlock &block)
{
    const auto json = parseJsonObject(block.raw);
    if (!json || json->value("type"_L1) != "text"_L1)
        return {};
    return json->value("text"_L1).toString();
}

QString lineOf(const EventBody &body)
{
    if (const auto *message = std::get_if<UserMessage>(&body))
        return message->text;
    if (const auto *block = std::get_if<ModelBlock>(&body))
        return spokenText(*block);
    const auto *ended = std::get_if<RunEnded>(&body);
    return ended && ended->outcome != RunOutcome::Completed ? ended->message : QString();
}

BlobHash pictureOf(const EventBody &body)
{
    const auto *result = std::get_if<ToolResult>(&body);
    return result && !result->images.isEmpty() ? result->images.last().blob : BlobHash();
}

} // namespace

QByteArray previewJson(const SessionPreview &preview)
{
    JsonText text;
    text.add("first_message", preview.firstMessage).add("last_line", preview.lastLine);
    if (preview.picture.value.isEmpty())
        return text.addRaw("picture", "null").end();
    return text.add("picture", QString(u"/blobs/"_s + preview.picture.value)).end();
}

SessionPreviews::SessionPreviews(const Journal &journal) : m_journal(journal), m_kept(kKept) {}

Result<SessionPreview> SessionPreviews::of(const SessionRecord &session)
{
    if (const Kept *kept = m_kept.object(session.id); kept && kept->seq == session.lastSeq)
        return kept->preview;
    const auto first = m_journal.events(session.id, 0, kOpening);
    if (!first)
        return fail(first.error());
    const EventSeq after = std::max<EventSeq>(0, session.lastSeq - kLookBack);
    const auto newest = m_journal.events(session.id, after, int(kLookBack));
    if (!newest)
        return fail(newest.error());

    SessionPreview preview;
    for (const Event &event : *first)
        if (const auto *message = std::get_if<UserMessage>(&event.body);
            message && preview.firstMessage.isEmpty())
            preview.firstMessage = shortened(message->text);
    for (auto event = newest->rbegin(); event != newest->rend(); ++event) {
        if (preview.lastLine.isEmpty())
            preview.lastLine = shortened(lineOf(event->body));
        if (preview.picture.value.isEmpty())
            preview.picture = pictureOf(event->body);
    }
    m_kept.insert(session.id, new Kept{session.lastSeq, preview});
    return preview;
}

} // namespace pilothouse
