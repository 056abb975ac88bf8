#pragma once

#include "core/deadline.h"
#include "door/admission.h"
#include "door/answer_writer.h"
#include "door/held_bytes.h"
#include "door/request_reader.h"

namespace pilothouse {

/// One client's connection: reads a request, lets it be answered, reads the next. One at a time,
/// so that answers keep the order of requests. Deletes itself when the client has gone, or when the
/// socket has become a WebSocket. Main thread.
class HttpConnection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpConnection)
public:
    /// Owns `socket` from here on, whose TLS handshake may go on. `peer` is its other end.
    HttpConnection(const ConnectionContext &context, QTcpSocket *socket, QHostAddress peer,
                   QObject *parent);

    void start(); ///< reads
    /// There is no room for it unless its first request shows who it is; else that gets a 503.
    void setLate() { m_isLate = true; }
    bool isLate() const { return m_isLate && m_state != State::Over; }
    /// Of a late one: it has had its time. Its request may have come and not be read yet.
    void judgeNow();
    /// Writes a last answer instead of what was to come.
    void refuse(int status, const HttpFields &fields = {}, const QString &detail = {});

    void checkDeadline(); ///< to be called a few times a second
    void windUp();        ///< closes now if idle, else after the answer
    void cut();

private:
    enum class State {
        Handshake, ///< of TLS
        Idle,      ///< no byte of a request has come
        Head,
        Body,
        Answering,
        Closing, ///< our last words are on their way; what comes is dropped
        Over,    ///< the client has left, or has a WebSocket instead
    };

    void enter(State state, std::chrono::milliseconds time);
    void leave();

    void pump();
    void pumpLater();
    bool step();
    bool read();
    void noteBytes(qsizetype bytes);
    void decide(qsizetype headBytes);
    bool hasRoom(const Verdict &verdict);
    void expectBody();
    void upgrade(qsizetype headBytes);
    void dispatch();
    void goOn();
    void breakOff();
    void onRoom();
    void closeGently();

    const ConnectionContext &m_context;
    const HttpLimits &m_limits;
    QTcpSocket *m_socket; ///< somebody else's once it is Over
    const QHostAddress m_peer;
    State m_state = State::Handshake;
    Deadline m_deadline; ///< for what the state waits for
    Deadline m_bodyEnd;
    bool m_isPumping = false;
    bool m_isLate = false;

    RequestReader m_reader;
    Admission m_admission; ///< of the request
    AnswerWriter m_writer;
    HeldBytes m_held; ///< of its body
};

} // namespace pilothouse
