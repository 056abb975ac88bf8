#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

/// Edits of text as bytes: what an edit does not touch stays byte for byte. Pure.
///
/// Text is UTF-8, with or without byte order mark; what is not is taken for Latin-1, which any
/// bytes are. A NUL makes it binary. Lines end in LF or CRLF; a text whose lines all end in CRLF is
/// edited as if they ended in LF, and gets CRLF.
namespace pilothouse {

enum class Charset { Utf8, Latin1 };

/// Unsupported: binary.
Result<Charset> charsetOf(const QByteArray &text);

/// Without the byte order mark.
QString decoded(const QByteArray &text, Charset charset);

/// As `cat -n` counts: a last line without newline counts, an empty text has none.
qsizetype lineCount(const QByteArray &text);

/// Lines `first` to `last` (from 1, inclusive; cut to what is there) as `cat -n` shows them.
/// Unsupported: binary.
Result<QString> numberedLines(const QByteArray &text, qsizetype first, qsizetype last);

struct Edited
{
    QByteArray text;
    qsizetype firstLine = 1; ///< the lines that are new, for showing
    qsizetype lastLine = 1;
};

/// Replaces the only occurrence of `before`. InvalidArgument: empty, the same as `after`, not
/// there, or there several times (the message lists the lines), or `after` cannot be written in the
/// text's charset. Unsupported: binary.
Result<Edited> replaceOnce(const QByteArray &text, const QString &before, const QString &after);

/// Puts `addition`, as lines of its own, after line `line` (0: at the beginning). A newline at its
/// end adds no empty line; a missing newline at the end of the text stays missing.
/// InvalidArgument: `line` is not 0..lineCount(), or the charset, as above. Unsupported: binary.
Result<Edited> insertLines(const QByteArray &text, qint64 line, const QString &addition);

} // namespace pilothouse
