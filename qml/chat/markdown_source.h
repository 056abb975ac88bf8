#pragma once

#include "qml/chat/text_inks.h"

#include <QStringList>

namespace pilothouse {

/// A text as Qt's Markdown reader is given it, and the way back: line ends that it would swallow,
/// numbers of lists that it would begin anew, and what nobody sees are kept through it as signs
/// that no text holds.
class MarkdownSource
{
public:
    explicit MarkdownSource(const QString &markdown, const TextInks &inks);
    const QString &text() const { return m_text; }
    /// What became of it as HTML, with the signs replaced by what they stand for.
    QString back(const QString &html) const;
    /// Whether a sign is in `text`, which therefore is not as it seems.
    static bool hasSign(const QString &text);

private:
    QString m_text;
    QStringList m_marks; ///< HTML of each sign, by its number
};

} // namespace pilothouse
