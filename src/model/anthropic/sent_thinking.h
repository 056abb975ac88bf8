#pragma once

#include "model/messages.h"

#include <QByteArrayList>

#include <functional>

/// Which thinking of earlier replies goes back. The API takes it only with its own signature over
/// the exact conversation, and refuses the request else: thinking of another server or model, or
/// whose signature a gateway has lost, would end the session for good.
namespace pilothouse {

/// A thinking or redacted_thinking block.
bool isThinking(const QByteArray &block);

/// Thinking that bears a signature, whether or not it is valid; any other block.
bool isSigned(const QByteArray &block);

/// Takes all thinking out of `turns`.
QByteArrayList takeThinking(QList<Turn> &turns);

/// `turns` without the thinking that is unfit.
QList<Turn> withoutThinking(QList<Turn> turns,
                            const std::function<bool(const QByteArray &)> &isUnfit);

} // namespace pilothouse
