#pragma once

#include <QVariantMap>

namespace pilothouse {

/// A tool_use block, whichever dialect it is of, as {tool, action, input}: tool is computer, bash,
/// edit or what it was called. What is odd in it stays as it is.
QVariantMap callOf(const QVariantMap &block);

/// The same from the facts of tool_started, with summary, textLength, keyCount and secrets: texts
/// are known by their length only.
QVariantMap callOfFacts(const QVariantMap &facts);

} // namespace pilothouse
