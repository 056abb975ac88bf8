#pragma once

#include "model/http/api_failure.h"
#include "model/messages.h"

namespace pilothouse {

/// What is known of an HTTP answer before its body.
struct AnswerHead
{
    int status = 0;           ///< 0: none has come
    QByteArray encoding = {}; ///< the Content-Encoding field
    QByteArray type = {};     ///< the Content-Type field

    bool isSuccess() const { return status >= 200 && status < 300; }
};

/// Reads the body of one answer as it comes, and tells fetchReply() how far it is. No I/O.
/// Implementation: AnswerReader, for bodies that are text. Main thread.
class ReplyReader
{
public:
    virtual ~ReplyReader() = default;

    /// Takes the next bytes; may be none. A failure is final.
    virtual ApiResult<> read(const AnswerHead &head, const QByteArray &bytes) = 0;

    /// The reply's last part has come.
    virtual bool isComplete() const = 0;
    /// Nothing of the reply is missing but, maybe, its last part.
    virtual bool isEnding() const = 0;
    /// It is no reply: only its words are of interest.
    virtual bool isFailure(const AnswerHead &head) const = 0;
    /// Grows with each part of the reply; what only keeps the connection open is none.
    virtual int parts() const = 0;

    /// The reply without requestId and duration, once no more bytes come; or what the answer is
    /// instead: `failed` without a body gets it.
    virtual ApiResult<ModelReply> finish(const AnswerHead &head, ErrorAnswer failed) = 0;
};

} // namespace pilothouse
