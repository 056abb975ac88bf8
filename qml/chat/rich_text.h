#pragma once

#include "qml/chat/terminal_text.h"
#include "qml/chat/text_inks.h"

#include <QString>

namespace pilothouse {

/// How wide a text may run: whether what is on one line stays on it.
enum class LineBreaks { AsWritten, None };

/// A text as Qt's rich text: nothing of it is markup, what nobody sees is marked with its name,
/// placeholders of secrets are on a ground of their own. `breaks` None: on one line.
QString markedHtml(const QString &text, const TextInks &inks,
                   LineBreaks breaks = LineBreaks::AsWritten);

/// What a command wrote, in its colours, marked in the same way.
QString terminalHtml(const TerminalText &text, const TextInks &inks);

/// A piece of a text that is marked: the name of a hidden character, or a placeholder.
QString hiddenMark(const QString &name, const TextInks &inks);
QString secretMark(const QString &placeholder, const TextInks &inks);

} // namespace pilothouse
