#pragma once

#include "core/result.h"
#include "model/messages.h"

namespace pilothouse {

/// One item of a response's `output` as blocks of the form in which replies are stored
/// (docs/decisions/0084): a message is a text, reasoning is thinking, a function_call is a
/// tool_use, a computer_call one for each of its calls, with the ids `call_x`, `call_x-2` …; any
/// other item is a block of its own type. The first block carries the item, byte for byte.
/// Corrupt: no object with a type, or a call without call_id, which nothing could answer.
Result<QList<ReplyBlock>> blocksOf(const QByteArray &item);

/// The item that a stored block carries; empty: none.
QByteArray itemIn(const QByteArray &block);
/// The block without it.
QByteArray withoutItem(const QByteArray &block);

/// The words of a message in which the model refuses; empty: it does not.
QString refusalIn(const QByteArray &item);

} // namespace pilothouse
