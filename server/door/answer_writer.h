#pragma once

#include "core/deadline.h"
#include "door/connection_context.h"
#include "exchange/request_pipe.h"

#include <QTcpSocket>

namespace pilothouse {

/// Lets the requests of one connection be answered and writes the answers to its socket, one after
/// another: the head, the framing of the body (RFC 9112, sections 6 and 7), refusals, and whether
/// another answer may follow.
class AnswerWriter final : public AnswerSink
{
    Q_DISABLE_COPY_MOVE(AnswerWriter)
public:
    /// `request` is the one to answer, each time; as new when there is none. All outlive it.
    AnswerWriter(const ConnectionContext &context, QTcpSocket &socket, const HttpHead &request);
    ~AnswerWriter() { leave(); } ///< as if the client had gone

    std::function<void()> onDone;   ///< an answer is written, be it inside answer() or refuse()
    std::function<void()> onBroken; ///< one that has begun will not come to its end

    /// Begins with the next answer, which gets these fields, too.
    void open(HttpFields fields);
    /// The answer that comes is the last.
    void makeLast() { m_isLast = true; }
    bool isLast() const { return m_isLast || m_context.isDraining; }
    bool hasBegun() const { return m_framing != Framing::Unknown; }

    /// "100 Continue": the client may send its body.
    void askForBody();
    /// Hands the request on; whoever answers it writes here.
    void answer(RequestPipe::Request request);
    /// A whole answer that says no, instead of any other.
    void refuse(int status, const QString &detail = {}, const HttpFields &fields = {});
    /// The client is gone: what is still answered goes nowhere.
    void leave();
    /// Nothing follows what is written. The client may still send; nobody listens.
    void shut();

    void noteProgress(); ///< to be called when the client has taken bytes
    /// Whether it has taken none of those that wait for it, for too long.
    bool isStalled() const { return pending() > 0 && m_progress.hasPassed(); }

    void answerHead(int status, const HttpFields &fields, qint64 contentLength) override;
    void answerBody(QByteArrayView part) override;
    void answerDone() override;
    void answerBroken(bool begun) override;
    qint64 pending() const override;
    bool isFull() const override { return pending() >= m_context.limits.highWater; }
    bool isOpen() const override { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    enum class Framing { Unknown, Bodiless, Plain, Chunked };

    void write(QByteArrayView bytes);
    void awaitProgress();
    QByteArray headText(int status, const HttpFields &fields, qint64 contentLength) const;
    bool isTls() const;

    const ConnectionContext &m_context;
    QTcpSocket &m_socket;
    const HttpHead &m_request;
    RequestPipe *m_pipe = nullptr; ///< the request being answered; owned by the engine
    HttpFields m_fields;
    Framing m_framing = Framing::Unknown;
    bool m_isLast = false;
    bool m_isShut = false;
    Deadline m_progress; ///< for the client to take the next byte
};

} // namespace pilothouse
