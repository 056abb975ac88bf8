#pragma once

#include "core/result.h"

#include <QList>
#include <QStringList>

namespace pilothouse {

/// Takes a key field apart: a list of chords, each the names of its keys as written. Pure.
///
/// '+' joins keys, and '-' does after a modifier ("ctrl-s"); where no key can follow or one is
/// missing, they are the keys themselves ("ctrl++", "ctrl-"). Blanks separate chords, but a chord
/// of modifiers alone waits for its key ("ctrl c", "alt tab"), and names of several words are one
/// ("Page Down", "left ctrl"). Modifiers need no joint when they are drawn ("⌘⇧4"), in brackets
/// ("<Ctrl>c"), Emacs' ("C-c"), or a caret ("^c").
/// InvalidArgument: a joint that joins nothing ("a+", "+{Tab}", "ctrl+ ").
Result<QList<QStringList>> splitChords(const QString &keys);

} // namespace pilothouse
