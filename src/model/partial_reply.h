#pragma once

#include "model/messages.h"

namespace pilothouse {

/// What people have seen of a reply that is on its way. Main thread.
class PartialReply
{
public:
    void take(const ModelProgress &progress)
    {
        if (const auto *text = std::get_if<TextDelta>(&progress))
            m_text += text->text;
        else if (const auto *thinking = std::get_if<ThinkingDelta>(&progress))
            m_thinking += thinking->text;
        else // it begins anew
            *this = {};
    }

    const QString &text() const { return m_text; }
    const QString &thinking() const { return m_thinking; }
    bool isEmpty() const { return m_text.isEmpty() && m_thinking.isEmpty(); }

private:
    QString m_text;
    QString m_thinking;
};

} // namespace pilothouse
