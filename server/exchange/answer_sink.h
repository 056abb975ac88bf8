#pragma once

#include "exchange/http_head.h"

namespace pilothouse {

/// Where a RequestPipe puts the answer that it took from QHttpServer: the client's connection.
class AnswerSink
{
public:
    /// `contentLength` -1: unknown, the body ends with answerDone().
    virtual void answerHead(int status, const HttpFields &fields, qint64 contentLength) = 0;
    virtual void answerBody(QByteArrayView part) = 0;
    virtual void answerDone() = 0;
    /// There is no answer, or, if it has `begun`, only a part of one.
    virtual void answerBroken(bool begun) = 0;

    virtual qint64 pending() const = 0; ///< bytes the client has not taken yet
    virtual bool isFull() const = 0;    ///< more of them than is good
    virtual bool isOpen() const = 0;    ///< false as soon as the socket has failed

protected:
    ~AnswerSink() = default;
};

} // namespace pilothouse
