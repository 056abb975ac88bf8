#pragma once

#include <QString>

namespace pilothouse {

/// Whether nobody sees this character, or it changes how others look: controls, formats and
/// direction marks, blanks other than the space bar's, fillers, variation selectors, tags, halves
/// of surrogate pairs. The table is hidden_characters.h; the page has the same.
bool isHidden(char32_t character);

/// `text` of a model, a program or a page, for a person who reads it or decides by it: each hidden
/// character becomes its name, U+202E «U+202E», so that nothing hides and nothing commands a
/// terminal. Line ends (CR LF too) and tabs stay; so does what only joins or colours an emoji,
/// where it stands behind one.
QString visible(const QString &text);

/// The same on one line: line ends and tabs become their names, too.
QString visibleLine(const QString &text);

} // namespace pilothouse
