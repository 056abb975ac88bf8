#include "model/call_ids.h"

#include "core/ids.h"
#include "core/json.h"
#include "model/raw_object.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isUsable(const QString &id)
{
    static const QRegularExpression form(u"\\A[a-zA-Z0-9_-]{1,128}\\z"_s);
    return form.match(id).hasMatch();
}

void setId(ReplyBlock &block, const QString &id)
{
    block.call->id = id;
    if (auto raw = RawObject::parse(block.raw)) {
        raw->set("id", jsonString(id));
        block.raw = raw->text();
    }
}

} // namespace

void giveOwnIds(ModelReply &reply, QSet<QString> known)
{
    for (ReplyBlock &block : reply.blocks) {
        if (!block.call)
            continue;
        if (!isUsable(block.call->id) || known.contains(block.call->id))
            setId(block, u"toolu_"_s + randomUuid().remove(u'-'));
        known.insert(block.call->id);
    }
}

} // namespace pilothouse
