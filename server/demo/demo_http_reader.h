#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace pilothouse {

/// A request as it came over the wire. Header names are in lower case.
struct DemoHttpRequest
{
    QByteArray method;
    QByteArray target;
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};

    /// The first value of a header; empty when there is none.
    QByteArray header(const QByteArray &lowerName) const;
    bool has(const QByteArray &lowerName) const;
    /// The target without its query.
    QByteArray path() const;
};

/// Reads HTTP/1.1 requests from bytes in any pieces: strict (RFC 9112), within limits, one request
/// at a time; bytes of the next one wait. Pure: no socket. After an error nothing more is read.
class DemoHttpReader
{
public:
    static constexpr qsizetype kMaxHead = 16 * 1024;
    static constexpr qsizetype kMaxBody = 40 * 1024 * 1024;

    enum class State { Head, Body, Done, Failed };

    void feed(const QByteArray &bytes);
    State state() const { return m_state; }
    /// The status to answer with after Failed: 400, 413, 431, 501 or 505.
    int status() const { return m_status; }
    /// True as soon as the head is complete, which is before the body is.
    bool hasHead() const { return m_state == State::Body || m_state == State::Done; }
    const DemoHttpRequest &request() const { return m_request; }
    /// True once if the client waits for "100 Continue" before it sends the body.
    bool takeExpectation();
    /// True when not a byte of a request is here.
    bool isIdle() const { return m_state == State::Head && m_buffer.isEmpty(); }
    /// The complete request; reading goes on with the next. Precondition: Done.
    DemoHttpRequest take();

private:
    void advance();
    bool readHead();
    bool readHeadLines(const QByteArrayList &lines);
    bool readFraming();
    bool readPlainBody();
    bool readChunk();
    bool fail(int status);

    State m_state = State::Head;
    int m_status = 0;
    QByteArray m_buffer;
    DemoHttpRequest m_request;
    bool m_chunked = false;
    bool m_trailer = false; ///< the last chunk is in, trailer lines follow
    bool m_expects = false;
    qsizetype m_length = 0; ///< of the body
};

} // namespace pilothouse
