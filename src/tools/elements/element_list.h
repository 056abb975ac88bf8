#pragma once

#include "core/result.h"
#include "core/tool_call.h"
#include "desktop/screen_elements.h"
#include "tools/elements/element_ids.h"
#include "tools/screen_scale.h"

namespace pilothouse {

/// What a model wants to know of; empty: anything. Upper and lower case are the same.
struct ElementFilter
{
    QString window = {}; ///< in the window's title
    QString role = {};   ///< exactly
    QString text = {};   ///< in name or value
};

/// What a call of the elements tool asks for. InvalidArgument: the message is for the model.
Result<ElementFilter> parseElementsCall(const ToolCall &call);

/// `found` as rows for a model, window by window, the one with the keyboard first; each row with
/// its id, and its place in pixels of the model's pictures. What is not on the screen is left out,
/// as is what is too much: then the last line says how much, and how to get it. Pure but for `ids`.
QString listed(const ScreenElements &found, const ElementFilter &filter, ElementIds &ids,
               const ScreenScale &scale);

/// Whether `filter` finds it on the screen.
bool isListed(const ScreenElement &element, const ElementFilter &filter, const ScreenScale &scale);

/// Without id and place: 'field "Name" = "Ada" (focused)'.
QString wordsOf(const ScreenElement &element);
/// One row of that.
QString rowOf(const ScreenElement &element, const QString &id, const ScreenScale &scale);

/// Where the part of `element` that is on the screen is in the model's pictures; empty: it is not.
QRect placeInPicture(const ScreenElement &element, const ScreenScale &scale);

} // namespace pilothouse
