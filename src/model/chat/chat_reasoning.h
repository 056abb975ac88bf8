#pragma once

#include "model/messages.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace pilothouse {

/// The thinking of one reply, under whatever name its server gives it: reasoning_content (DeepSeek,
/// vLLM, llama.cpp, Kimi), reasoning (Ollama, OpenRouter), reasoning_details (OpenRouter), or in
/// front of the text between <think> and </think>, where a server has no parser for it.
class ChatReasoning
{
public:
    /// The new thinking in a delta or message.
    QString take(const QJsonObject &delta);

    /// Nothing without thinking. Its item says under which names it goes back.
    std::optional<ReplyBlock> block() const;

    bool isEmpty() const { return m_text.isEmpty() && m_details.isEmpty(); }

private:
    void takeDetails(const QJsonArray &details);

    QString m_text;
    QStringList m_fields; ///< in which it came
    QJsonArray m_details;
};

/// Thinking that stands at the beginning of `text`, taken out of it; empty: there is none. `rest`
/// becomes what follows.
QString thinkingIn(const QString &text, QString &rest);

} // namespace pilothouse
