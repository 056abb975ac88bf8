#pragma once

#include "core/result.h"
#include "model/messages.h"

#include <QByteArrayList>

namespace pilothouse {

/// The turns as items of a request's `input`, JSON text each, so that more turns only append:
/// what the model said as it said it, byte for byte, each call with its answer, then what people
/// said. A computer_call goes back with one picture, the last after its actions; what failed and
/// what must be known besides is a message of the user's behind it, as its output holds no text.
/// Without a picture, or with safety checks that nobody let pass, it may not go back: it is told
/// as function calls instead, without the reasoning that led to it. So is what another model or
/// API said. `detail`: that of the pictures ("original").
/// InvalidArgument: a call without answer, an answer without call, a picture that is none.
/// Source: ResponseInputItem in npm openai 6.49.0.
Result<QByteArrayList> inputItems(const QList<Turn> &turns, const QByteArray &detail);

} // namespace pilothouse
