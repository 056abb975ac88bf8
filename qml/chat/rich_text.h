#pragma once

#include "qml/chat/template_text.h"
#include "qml/chat/terminal_text.h"
#include "qml/chat/text_inks.h"

#include <QString>
#include <QVariantList>

namespace pilothouse {

/// How wide a text may run: whether what is on one line stays on it.
enum class LineBreaks { AsWritten, None };

/// A text as Qt's rich text: nothing of it is markup, what nobody sees is marked with its name,
/// placeholders of secrets are on a ground of their own. `breaks` None: on one line.
QString markedHtml(const QString &text, const TextInks &inks,
                   LineBreaks breaks = LineBreaks::AsWritten);

/// A text on one line with the stretches of `marks`, each of start and end in UTF-16 units, in the
/// accent colour: for Qt's styled text, which can be cut with dots. Hidden characters are named.
QString foundHtml(const QString &text, const QVariantList &marks, const TextInks &inks);

/// The text of a template with `values` (by name) in its fields, each on a ground of its own.
QString templateHtml(const QList<TemplatePiece> &pieces, const QVariantMap &values,
                     const TextInks &inks);

/// What a command wrote, in its colours, marked in the same way.
QString terminalHtml(const TerminalText &text, const TextInks &inks);

/// A piece of a text that is marked: the name of a hidden character, or a placeholder.
QString hiddenMark(const QString &name, const TextInks &inks);
QString secretMark(const QString &placeholder, const TextInks &inks);

} // namespace pilothouse
