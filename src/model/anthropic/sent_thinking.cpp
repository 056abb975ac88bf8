#include "model/anthropic/sent_thinking.h"

#include "model/raw_object.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

bool isThinking(const QByteArray &block)
{
    if (!block.contains("thinking")) // as good as always
        return false;
    const auto raw = RawObject::parse(block);
    const QString type = raw ? raw->string("type") : QString();
    return type == "thinking"_L1 || type == "redacted_thinking"_L1;
}

bool isSigned(const QByteArray &block)
{
    if (!isThinking(block))
        return true;
    const auto raw = RawObject::parse(block);
    const bool isRedacted = raw->string("type") == "redacted_thinking"_L1;
    return !raw->string(isRedacted ? "data" : "signature").trimmed().isEmpty();
}

QByteArrayList takeThinking(QList<Turn> &turns)
{
    QByteArrayList taken;
    turns = withoutThinking(std::move(turns), [&taken](const QByteArray &block) {
        taken += block;
        return true;
    });
    return taken;
}

QList<Turn> withoutThinking(QList<Turn> turns,
                            const std::function<bool(const QByteArray &)> &isUnfit)
{
    for (Turn &turn : turns)
        if (auto *assistant = std::get_if<AssistantTurn>(&turn))
            assistant->blocks.removeIf(
                [&](const QByteArray &block) { return isThinking(block) && isUnfit(block); });
    return turns;
}

} // namespace pilothouse
