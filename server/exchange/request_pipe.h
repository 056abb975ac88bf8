#pragma once

#include "exchange/answer_sink.h"
#include "exchange/chunk_decoder.h"

#include <QHostAddress>
#include <QSet>
#include <QTcpSocket>

#include <deque>
#include <functional>

namespace pilothouse {

/// What QHttpServer takes for a client: a connected socket without a descriptor that carries one
/// whole, checked request and its answer. It lives until the answer is complete, however late,
/// because QHttpServer 6.4 keeps raw pointers to it. QHttpServer deletes it. Main thread.
class RequestPipe final : public QTcpSocket
{
    Q_OBJECT
public:
    /// One request that has passed the gate. `body` is in parts, in order.
    struct Request
    {
        HttpHead head;
        QByteArray principal;
        QHostAddress peer;
        std::deque<QByteArray> body;
    };

    /// `registry` holds the pipe for as long as it lives, and outlives it or calls shutDown().
    RequestPipe(AnswerSink &sink, const QTcpSocket &client, QSet<RequestPipe *> &registry,
                QObject *parent);
    ~RequestPipe() override;

    /// The pipe whose request QHttpServer is handing to its handler just now.
    static RequestPipe *current();

    /// Hands the request to QHttpServer; the handler runs inside this call.
    void feed(Request request);
    const HttpHead &head() const { return m_head; }
    const QByteArray &principal() const { return m_principal; }
    const QHostAddress &peer() const { return m_peer; }

    /// Ends a stream; where announced bytes are missing, or nothing was answered, it is broken.
    void endAnswer();
    void breakAnswer();

    void clientGone(); ///< from now on the answer is swallowed
    void drained();    ///< the client has taken most of what was written; tells so later
    void shutDown();   ///< QHttpServer goes away: the exchange must let go of it

    bool isGone() const { return !m_sink || !m_sink->isOpen(); }
    bool isFull() const { return m_sink && m_sink->isFull(); }
    qint64 pending() const { return m_sink ? m_sink->pending() : 0; }

    // For the Exchange.
    std::function<void()> onGone;
    std::function<void()> onDrain;
    std::function<void()> onShutDown;

    // The rest is QTcpSocket as QHttpServer sees it.
    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override { return pending(); }
    bool isSequential() const override { return true; }
    void disconnectFromHost() override { breakAnswer(); }
    void close() override { breakAnswer(); }

protected:
    qint64 readData(char *to, qint64 maxSize) override;
    qint64 readLineData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override;

private:
    enum class Stage { Head, Body, Done };

    QByteArray bareHead(qint64 bodySize) const;
    bool beginAnswer(QByteArrayView head);
    void takeHead(QByteArrayView data);
    void takeBody(QByteArrayView data);
    void finish(bool whole);

    AnswerSink *m_sink;
    QSet<RequestPipe *> *m_registry;
    HttpHead m_head;
    QByteArray m_principal;
    QHostAddress m_peer;
    std::deque<QByteArray> m_input;
    qsizetype m_read = 0; ///< of the first part

    Stage m_stage = Stage::Head; ///< of the answer
    QByteArray m_answerHead;
    qint64 m_left = -1; ///< announced bytes still to come; -1: unknown
    bool m_isChunked = false;
    bool m_isDrainQueued = false;
    ChunkDecoder m_chunks;
};

} // namespace pilothouse
