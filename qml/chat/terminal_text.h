#pragma once

#include <QList>
#include <QString>

namespace pilothouse {

/// A stretch of one style: "bright red bold" as the page names them (chat/terminal_text.js), ""
/// for none.
struct TerminalRun
{
    QString text;
    QString style;
};

/// What a command wrote, as a terminal would show it: colours, lines that were overwritten, no
/// control sequences (ECMA-48, xterm). Unknown ones stay in the text, to be marked. Takes time in
/// proportion to the text.
struct TerminalText
{
    QList<TerminalRun> runs;
    bool leftOut = false; ///< more than colours is left out of it

    static TerminalText of(const QString &text);
    QString plain() const;
    /// The first `length` characters, in their colours.
    TerminalText first(qsizetype length) const;
};

} // namespace pilothouse
