#pragma once

#include "core/result.h"
#include "exchange/exchange.h"

#include <QJsonArray>

namespace pilothouse {

/// The HTTP status of a kind of failure. The one place that knows.
int httpStatusOf(Errc code);

/// Answers with {"detail": message} and the status of the kind; 503 with Retry-After. The detail of
/// the error goes to the log only. What will not do is about the path: bodies and queries were
/// looked at before.
void answerError(Exchange &exchange, const Error &error);

/// 422 in the shape that clients of the original server know: {"detail": [{"loc","msg","type"}]}.
/// `place` is like ["query", NAME].
void answerInvalid(Exchange &exchange, const QJsonArray &place, const QString &message,
                   const QString &type = QStringLiteral("value_error"));

} // namespace pilothouse
