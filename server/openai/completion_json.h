#pragma once

#include "exchange/exchange.h"
#include "model/messages.h"

namespace pilothouse {

/// Answers to chat completions, as OpenAI's clients read them.
struct Completion
{
    QString id;
    QString model;
    qint64 created = 0; ///< seconds

    /// {"id", "object", "created", "model", "choices"}
    QJsonObject frame(const QString &object, const QJsonArray &choices) const;
    /// A piece of a stream, as a line of it; `finish`: null, or why it ends.
    QByteArray chunk(const QJsonObject &delta, const QJsonValue &finish) const;
    /// All of it in one object.
    QJsonObject whole(const QString &text, const Usage &usage) const;
    /// The last line of a stream but "[DONE]", for clients that want it.
    QByteArray usageChunk(const Usage &usage) const;
};

QByteArray eventLine(const QJsonObject &json);

} // namespace pilothouse
