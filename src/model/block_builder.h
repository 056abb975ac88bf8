#pragma once

#include "model/http/api_failure.h"
#include "model/messages.h"
#include "model/raw_object.h"

#include <QByteArrayList>

namespace pilothouse {

/// One content block of a streamed reply, from its start event to its stop. What the deltas do not
/// touch stays as the start said it, unknown fields and block types included; what they do touch is
/// put together from their own JSON text, so that a character whose escape is split over two events
/// comes out whole.
class BlockBuilder
{
public:
    explicit BlockBuilder(RawObject start);

    /// Takes one `delta`. Unknown kinds are let pass, and any in a block of unknown type. A
    /// failure: the delta does not belong to this kind of block, or a field is no string.
    ApiResult<> accept(const RawObject &delta);

    const QString &type() const { return m_type; }

    /// The whole block. Input that is no JSON object, nor stands for one (loose_input.h), makes the
    /// call malformed and goes back as {}; lone surrogates in it go back as U+FFFD, as in text.
    ReplyBlock finish(ToolDialect dialect);

private:
    void finishText(ReplyBlock &block, QByteArrayView key, const QByteArray &added);
    void finishCall(ReplyBlock &block, ToolDialect dialect);

    RawObject m_raw;
    QString m_type;
    QByteArray m_text; ///< inside of JSON strings, put together: of text, thinking or input
    QByteArrayList m_citations;
};

} // namespace pilothouse
