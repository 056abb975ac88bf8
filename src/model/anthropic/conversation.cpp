#include "model/anthropic/conversation.h"

#include "model/anthropic/user_blocks.h"
#include "model/turn_parts.h"

namespace pilothouse {

qsizetype PictureRules::leftOut(qsizetype count) const
{
    return leaveOutOld ? picturesLeftOut(count, most) : 0;
}

Result<QList<Message>> conversation(const QList<Turn> &turns, const PictureRules &rules)
{
    auto parts = turnParts(turns);
    if (!parts)
        return fail(parts.error());
    UserBlocks writer(rules, pictureCount(*parts));
    QList<Message> messages;
    for (TurnPart &part : *parts) {
        if (!part.isUser) {
            messages += Message{.isUser = false, .blocks = std::move(part.blocks)};
            continue;
        }
        auto blocks = writer.write({part.answers, part.texts, part.pictures});
        if (!blocks)
            return fail(blocks.error());
        messages += Message{.isUser = true, .blocks = std::move(*blocks)};
    }
    return messages;
}

} // namespace pilothouse
