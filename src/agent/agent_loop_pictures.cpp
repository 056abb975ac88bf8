// What AgentLoop does with the pictures that tools bring.
#include "agent/agent_loop.h"

namespace pilothouse {

// A session that showed the same picture may have been deleted between its storing and the event
// that refers to it, and the picture with it. From that event on it is safe.
QCoro::Task<Result<>> AgentLoop::keepPictures(ToolResult result)
{
    for (const ImageRef &image : std::as_const(result.images)) {
        if (m_parts.blobs.path(image.blob))
            continue;
        const QByteArray bytes = m_parts.pictures.known.value(image.blob).bytes;
        const auto stored = co_await m_parts.blobs.put(bytes);
        if (!stored)
            co_return fail(stored.error());
    }
    co_return Result<>();
}

QCoro::Task<Result<ToolResult>> AgentLoop::toResult(ToolCall call, ToolOutcome outcome,
                                                    std::chrono::milliseconds duration)
{
    ToolResult result{.run = m_run,
                      .toolUseId = call.id,
                      .toolset = call.toolset,
                      .text = outcome.text,
                      .images = {},
                      .isError = outcome.isError,
                      .durationMs = duration.count(),
                      .details = outcome.details};
    if (outcome.picture) {
        const auto hash = co_await m_parts.blobs.put(outcome.picture->bytes);
        if (!hash)
            co_return fail(hash.error());
        m_loopDetector.sawPicture(hash->value);
        const ToolPicture &picture = *outcome.picture;
        m_parts.pictures.known.insert(*hash,
                                      Picture{picture.bytes, picture.mediaType, picture.size});
        result.images.append({*hash, outcome.picture->mediaType, outcome.picture->size});
    }
    co_return result;
}

void AgentLoop::noteGonePictures(Event &event)
{
    auto *result = std::get_if<ToolResult>(&event.body);
    if (!result)
        return;
    const Pictures &pictures = m_parts.pictures;
    for (ImageRef &image : result->images) {
        const bool there = pictures.known.contains(image.blob) || m_parts.blobs.path(image.blob);
        if (there && !pictures.gone.contains(event.seq))
            continue;
        m_parts.pictures.gone.insert(event.seq);
        image.blob = {};
    }
}

} // namespace pilothouse
