#pragma once

#include <QList>
#include <QString>

namespace pilothouse {

/// How texts get into the full-text index and out of it. FTS5 takes a run of letters as one word;
/// scripts without spaces between words (Chinese, Japanese, Korean, Thai …) are taken apart into
/// characters here, in texts and in queries alike, so that any piece of them is found.

/// The most characters of one text that are indexed.
inline constexpr qsizetype kLongestIndexed = 100'000;

/// `text` as it is stored in the index.
QString indexedText(const QString &text);

/// The FTS5 expression that finds texts with all words of `query`, the last one also as the
/// beginning of a word. Whatever `query` holds, it is valid; empty: `query` has no word.
QString matchExpression(const QString &query);

/// A stretch of a found text. Marks are places of what was found, [start, end) in UTF-16 units.
struct Snippet
{
    struct Mark
    {
        qsizetype start = 0;
        qsizetype end = 0;
        bool operator==(const Mark &) const = default;
    };
    QString text;
    QList<Mark> marks = {};
};

/// What FTS5's snippet() puts around what it found.
inline constexpr QChar kMarkStart{0x01};
inline constexpr QChar kMarkEnd{0x02};
/// `marked`, as snippet() gives it, as a line of 300 characters at the most.
Snippet snippetFrom(const QString &marked);

} // namespace pilothouse
