#pragma once

#include "door/request_body.h"
#include "exchange/answer_sink.h"
#include "exchange/verdict.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QObject>

class QTcpSocket;

namespace pilothouse {

class FrontDoor;
class HttpEngine;
class RequestPipe;
class Router;
class UpgradeDesk;

/// What all connections of one FrontDoor share. Outlives them.
struct ConnectionContext
{
    const FrontDoor &door; ///< for what its owner has set: the gate and so on
    const HttpLimits &limits;
    const Router &router;
    HttpEngine &engine;
    UpgradeDesk &upgrades;
    bool isDraining = false; ///< each connection's next answer is its last
};

/// One client's connection: reads a request, lets it be answered, reads the next. One at a time,
/// so that answers keep the order of requests. Deletes itself when the client has gone, or when the
/// socket has become a WebSocket. Main thread.
class HttpConnection final : public QObject, private AnswerSink
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpConnection)
public:
    /// Owns `socket` from here on. `peer` is its other end.
    HttpConnection(const ConnectionContext &context, QTcpSocket *socket, QHostAddress peer,
                   QObject *parent);
    ~HttpConnection() override;

    void start();
    /// Instead of start(): says why nothing will be read, and closes.
    void turnAway(int status, const HttpFields &fields);

    void checkDeadlines(); ///< to be called a few times a second
    void windUp();         ///< closes now if idle, else after the answer
    void cut();

private:
    enum class State { Handshake, Head, Body, Answering, Closing };

    // http_connection.cpp: the life of a connection
    void startReading();
    void allowFor(std::chrono::milliseconds time);
    void leave();
    void written();
    void closeGently();

    // http_connection_reading.cpp: requests
    void pump();
    void pumpLater();
    bool step();
    bool readHead();
    bool takeHead(QByteArrayView bytes);
    void decide(qsizetype headBytes);
    void turnDown(qsizetype headBytes);
    void upgrade(qsizetype headBytes);
    void expectBody(qint64 limit);
    bool readBody();
    void dispatch();

    // http_connection_answering.cpp: answers
    void refuse(int status, const QString &detail = {}, const HttpFields &fields = {});
    void answerRefusal(int status, const QString &detail, const HttpFields &fields = {});
    void giveUpAnswer();
    void write(QByteArrayView bytes);
    QByteArray answerHeadText(int status, const HttpFields &fields, qint64 contentLength) const;
    void answerHead(int status, const HttpFields &fields, qint64 contentLength) override;
    void answerBody(QByteArrayView part) override;
    void answerDone() override;
    void answerBroken(bool begun) override;
    qint64 pending() const override;
    bool isFull() const override { return pending() >= m_context.limits.highWater; }
    bool isOpen() const override;
    bool isTls() const;

    const ConnectionContext &m_context;
    const HttpLimits &m_limits;
    QTcpSocket *m_socket; ///< null once it has become a WebSocket
    const QHostAddress m_peer;
    State m_state = State::Handshake;
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever}; ///< for what the state waits for
    QElapsedTimer m_sinceProgress;                      ///< since the client took a byte
    bool m_isPumping = false;
    bool m_isDrainQueued = false;
    bool m_isShut = false; ///< our last words are written

    HttpHead m_head;
    QHostAddress m_client; ///< who asks: m_peer, or whom a proxy names
    Verdict m_verdict;
    RequestBody m_body;
    QDeadlineTimer m_bodyEnd;
    qsizetype m_searched = 0; ///< of the head's bytes for its end
    bool m_isFresh = true;    ///< no byte of the next request has come

    RequestPipe *m_pipe = nullptr; ///< the request being answered; owned by the engine
    bool m_keepAlive = true;
    bool m_isBodiless = false; ///< an answer without a body: HEAD, 204, 304
    bool m_isChunked = false;  ///< an answer without a length
};

} // namespace pilothouse
