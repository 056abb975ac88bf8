#pragma once

#include "core/usage.h"
#include "demo/demo_interpreter.h"

#include <QByteArrayList>

namespace pilothouse {

/// What stands around the blocks of a reply.
struct DemoEnvelope
{
    QByteArray id; ///< msg_…
    QString model;
    Usage usage;
    bool editsContext = false; ///< the request asked for context management
};

/// A whole reply, as a request without `stream` gets it.
QByteArray messageJson(const DemoReply &reply, const DemoEnvelope &envelope);

/// The same reply as server-sent events in order, one frame each: text and thinking in small
/// pieces, a toolset call's input in one, another tool's in several (model API, "Streaming").
QByteArrayList streamFrames(const DemoReply &reply, const DemoEnvelope &envelope);

/// `text` cut into at most `pieces` pieces of `least` characters or more; no code point is split.
QStringList textPieces(const QString &text, qsizetype pieces, qsizetype least);

} // namespace pilothouse
