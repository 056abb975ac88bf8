#pragma once

#include "store/session_store.h"

namespace pilothouse {

/// The stored form of the options, without the title, which can change.
QByteArray sessionOptionsToJson(const SessionOptions &options);
/// Missing keys get their defaults, unknown ones are ignored. Corrupt: no JSON object, or an
/// unknown approval policy or egress mode. Options without egress rules get `unstored`.
Result<SessionOptions> sessionOptionsFromJson(const QByteArray &json,
                                              const EgressRules &unstored = {});

} // namespace pilothouse
