#pragma once

#include "door/request_body.h"

namespace pilothouse {

/// Reads the requests of one connection, one after another, strictly and within HttpLimits. Pure:
/// bytes in; a head, a body, or what is wrong with them out.
class RequestReader
{
public:
    enum class Found {
        Nothing, ///< more bytes are needed
        Head,    ///< head() is whole; it is the caller's turn: expectBody(), or next()
        Request, ///< its body is whole, too; it is the caller's turn: takeBody(), then next()
        Fault,   ///< fault(); nothing that follows can be trusted
    };

    /// `limits` outlive it.
    explicit RequestReader(const HttpLimits &limits) : m_limits(limits) {}

    /// Reads up to the end of a head or of a body and shortens `input` by what it used. A head that
    /// is not whole yet stays in it: it comes again, with more.
    Found read(QByteArrayView &input);

    /// After a head: its body may have `most` bytes. Nothing: read() on.
    Found expectBody(qint64 most);
    /// The body in parts, in order.
    std::deque<QByteArray> takeBody() { return m_body.take(); }
    /// What comes from here on is another request.
    void next();

    /// Whether a byte of this request has come.
    bool hasBegun() const { return m_stage != Stage::Between; }
    /// Of this request; as new until it is whole.
    HttpHead &head() { return m_head; }
    const HttpHead &head() const { return m_head; }
    /// The status to refuse with what came.
    int fault() const { return m_fault; }
    /// Why, if there is more to say than the status does.
    const QString &faultDetail() const { return m_faultDetail; }

private:
    enum class Stage { Between, Head, Body, Waiting };

    Found readHead(QByteArrayView &input);
    Found readBody(QByteArrayView &input);
    Found complain(int status);

    const HttpLimits &m_limits;
    Stage m_stage = Stage::Between;
    qsizetype m_searched = 0; ///< of the head's bytes for its end
    HttpHead m_head;
    RequestBody m_body;
    int m_fault = 0;
    QString m_faultDetail;
};

} // namespace pilothouse
