#include "model/call_places.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

void bringToPixels(ModelReply &reply, const PictureFrame &frame)
{
    for (ReplyBlock &block : reply.blocks) {
        if (!block.call || !block.call->malformed.isEmpty())
            continue;
        if (auto input = frame.inPixels(block.call->input))
            block.call->input = *std::move(input);
        else
            block.call->malformed = u"Error: "_s + input.error().message;
    }
}

} // namespace pilothouse
