#include "model/responses/said_items.h"

#include "core/json.h"
#include "model/raw_object.h"
#include "model/responses/item_blocks.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

SaidCall callIn(const RawObject &block)
{
    return {.id = block.string("id"),
            .name = block.string("name"),
            .input = block.raw("input"),
            .action = block.object("input").string("action")};
}

SaidItem readItem(const RawObject &block)
{
    SaidItem said{.item = block.raw("item"), .type = block.string("type"), .text = {}, .calls = {}};
    if (!said.item.isEmpty())
        said.type = block.object("item").string("type");
    else if (said.type == "text"_L1)
        said.text = block.string("text");
    if (block.string("type") == "tool_use"_L1)
        said.calls.append(callIn(block));
    return said;
}

/// How many blocks stand for it.
qsizetype sizeOf(const QByteArray &item)
{
    const auto blocks =
        item.isEmpty() ? QList<ReplyBlock>() : blocksOf(item).value_or(QList<ReplyBlock>());
    return std::max<qsizetype>(blocks.size(), 1);
}

} // namespace

Result<QList<SaidItem>> saidItems(const QByteArrayList &blocks)
{
    QList<SaidItem> items;
    qsizetype rest = 0; // of the item before
    for (const QByteArray &text : blocks) {
        const auto block = RawObject::parse(text);
        if (!block || block->string("type").isEmpty())
            return fail(Errc::InvalidArgument, u"A block of an earlier reply is not valid JSON."_s);
        if (rest > 0 && !block->contains("item")) {
            items.last().calls.append(callIn(*block));
            --rest;
            continue;
        }
        items.append(readItem(*block));
        rest = sizeOf(items.constLast().item) - 1;
    }
    return items;
}

} // namespace pilothouse
