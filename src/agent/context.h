#pragma once

#include "core/result.h"
#include "model/messages.h"
#include "store/event.h"

#include <functional>

namespace pilothouse {

/// Fetches a stored picture's bytes; an error leaves a note in the picture's place.
using PictureLoader = std::function<Result<Picture>(const ImageRef &)>;

/// The conversation as the model must see it, from the journal alone. Pure: the same events give
/// the same turns, and more events only append, because models bind their thinking to the exact
/// prefix of what they were sent (model API, preserved thinking). Where a picture is gone, the
/// thinking of the runs before the latest is left out, as the API would refuse it; so is that of
/// another model, whose thinking is bound to it. A
/// ConversationSummarised begins the conversation anew: with its text, and with what was said after
/// the last event it covers.
QList<Turn> buildTurns(const QList<Event> &events, const PictureLoader &load);

/// Whether the model has said anything since the conversation began (anew): else a summary would
/// not make it smaller.
bool canBeSummarised(const QList<Event> &events);

/// A call of the last reply that has no ToolResult yet: what a crash or an interrupt left open.
/// The API demands an answer to each before anything else is said.
struct OpenCall
{
    QString toolUseId;
    QString toolset;
};
QList<OpenCall> callsIn(const QList<Event> &events); ///< answered or not
QList<OpenCall> openCalls(const QList<Event> &events);

/// What closes the last run of `events` when it could not end by itself: `answer` as an error to
/// each open call, then `ended` under the run's id, or under none if its desktop only was to start.
QList<EventBody> closingOf(const QList<Event> &events, RunEnded ended, const QString &answer);

} // namespace pilothouse
