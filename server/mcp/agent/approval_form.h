#pragma once

#include "store/event.h"

#include <QJsonObject>

#include <optional>

namespace pilothouse {

/// An open question (openQuestions()) as a form for the client's user: the parameters of
/// `elicitation/create`.
QJsonObject approvalForm(const QJsonObject &question);

/// What the user's answer to it, {"action", "content"}, says of the call; nothing: they said
/// neither yes nor no, and it may still be answered elsewhere.
std::optional<ApprovalDecided> decisionIn(const QJsonObject &answer, const QString &callId);

} // namespace pilothouse
