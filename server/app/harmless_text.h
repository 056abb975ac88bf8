#pragma once

#include <QString>

namespace pilothouse {

/// Text of models, programs and pages, without what would command the terminal: it could hide what
/// happened, or fill the clipboard. Line ends and tabs stay.
QString harmless(QString text);

} // namespace pilothouse
