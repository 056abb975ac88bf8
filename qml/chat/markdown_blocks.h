#pragma once

#include <QList>
#include <QString>

namespace pilothouse {

/// A part of a message: text for Qt's Markdown reader, or code that is drawn as a card.
struct MarkdownBlock
{
    bool isCode = false;
    QString text;     ///< of code: without its fences
    QString language; ///< of code, as its fence names it

    bool operator==(const MarkdownBlock &) const = default;
};

/// The blocks of `markdown`: fences at the left edge make code, the rest is text. A fence that is
/// not closed goes on to the end: a message may still be growing. Blocks of blanks are left out.
QList<MarkdownBlock> markdownBlocks(const QString &markdown);

/// Whether the reader can be given `text`: it calls itself once per level of nesting. The same
/// limits as the page's (chat/markdown_limits.js).
bool isReadable(const QString &text);

} // namespace pilothouse
