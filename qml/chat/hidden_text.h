#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace pilothouse {

/// A stretch of a text that a person reads or decides by. The pieces of a text, put together, are
/// the text. The same rules as the page's (session/invisible.js, session/secrets.js).
struct TextPiece
{
    QString text;
    QString hidden;       ///< the name of a character that nobody sees: "RLO"; else empty
    bool isPlain = false; ///< hidden, but harmless: a line end or a tab
    QString secret;       ///< the name in a placeholder {{secret:NAME}}; its parts are in `text`

    bool isMarked() const { return !hidden.isEmpty() && !isPlain; }
};

/// Characters that nobody sees as pieces of their own; what only joins or colours an emoji is seen.
QList<TextPiece> pieces(const QString &text);

/// The same, with placeholders of secrets as pieces of their own. What is hidden in the name of one
/// makes it no placeholder: it is shown with its marks.
QList<TextPiece> piecesWithSecrets(const QString &text);

/// How many characters nobody would see, line ends and tabs apart.
int hiddenCount(const QString &text);

/// Their names, each once, in order: "RLO U+202E".
QStringList hiddenNames(const QString &text);

/// The text without what nobody sees; blanks and line ends of other kinds become plain ones.
QString withoutHidden(const QString &text);

/// The names of the secrets in a text, each once, in order.
QStringList secretsIn(const QString &text);

} // namespace pilothouse
