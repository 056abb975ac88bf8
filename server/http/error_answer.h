#pragma once

#include "core/result.h"
#include "door/exchange.h"

namespace pilothouse {

/// The HTTP status of a kind of failure. The one place that knows.
int httpStatusOf(Errc code);

/// Answers with {"detail": message} and the status of the kind; 503 with Retry-After. The detail of
/// the error goes to the log only.
void answerError(Exchange &exchange, const Error &error);

} // namespace pilothouse
