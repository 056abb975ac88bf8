#pragma once

#include "store/session_store.h"

namespace pilothouse {

/// The stored form of the options, without the title, which can change.
QByteArray sessionOptionsToJson(const SessionOptions &options);
/// Missing keys get their defaults, unknown ones are ignored. Corrupt: no JSON object, or an
/// unknown approval policy or egress mode. Options without egress rules get `unstored`.
Result<SessionOptions> sessionOptionsFromJson(const QByteArray &json,
                                              const EgressRules &unstored = {});

/// What of `options` is otherwise from now on.
void apply(const SettingsChanged &change, SessionOptions &options);
/// What must change to make `now` `wanted`, of what can change. Nothing: nothing must.
std::optional<SettingsChanged> changeTo(const SessionOptions &wanted, const SessionOptions &now);

} // namespace pilothouse
