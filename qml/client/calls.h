#pragma once

#include <QVariantMap>

namespace pilothouse {

/// A tool_use block, whichever dialect it is of, as {tool, action, input}: tool is computer, bash,
/// edit or what it was called. What is odd in it stays as it is.
QVariantMap callOf(const QVariantMap &block);

/// The same from the facts of tool_started, with summary, textLength, keyCount and secrets: texts
/// are known by their length only.
QVariantMap callOfFacts(const QVariantMap &facts);

/// Whether it uses or reads the screen, as a person would feel.
bool isOnScreen(const QVariantMap &call);

/// `call` with what the server knows of the element or window that it names: its role, name and
/// place on the picture. Other calls stay as they are.
QVariantMap withElement(QVariantMap call, const QVariantMap &facts);

} // namespace pilothouse
