#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// Keys as OpenAI's models name them ("CTRL", "ARROWLEFT", "a") as the text of our `key` action:
/// those held with others as one chord, keys without a modifier one after the other. What the
/// table does not hold stays as it is, for the reader of chords to know or to refuse. Nothing: a
/// name that is none, as it holds a blank or a joint of chords. Source: OpenAI's guide to its
/// computer tool, which names them in capitals.
std::optional<QString> chordOf(const QStringList &keys);

} // namespace pilothouse
