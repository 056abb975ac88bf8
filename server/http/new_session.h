#pragma once

#include "agent/session_options.h"
#include "core/secret.h"
#include "exchange/body_reader.h"

namespace pilothouse {

/// The fields of POST /sessions/. What is wrong with them is in `body` afterwards.
SessionOverrides readOverrides(BodyReader &body);
/// Its webhook, which is no option of a template: the address may hold a token. Likewise.
std::optional<QString> readWebhook(BodyReader &body);
/// What of `given`, which readOverrides() takes, it reads.
QJsonObject overridesIn(const QJsonObject &given);
/// Those of them that PATCH /sessions/{id} takes; likewise.
SessionOverrides readChanges(BodyReader &body);
/// Its secrets, {NAME: value, …} or {NAME: {"value", "hosts", "windows"}, …}; likewise.
QList<Secret> readSecrets(BodyReader &body);

} // namespace pilothouse
