#pragma once

#include "core/http_limits.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <optional>
#include <utility>

namespace pilothouse {

/// Name and value, in order; the names of requests are in lower case.
using HttpFields = QList<std::pair<QByteArray, QByteArray>>;

/// The head of one HTTP/1.x request, as parseHead() found it.
struct HttpHead
{
    QByteArray method; ///< GET HEAD POST PUT PATCH DELETE or OPTIONS
    /// Starts with "/"; percent-encoded UTF-8 without dot segments, encoded slashes, backslashes or
    /// control characters, so that all programs read it alike.
    QByteArray path;
    QByteArray query; ///< after "?", still encoded; null without one
    QByteArray host;  ///< name or address, with the port if one was given
    /// Without the fields that concern this one connection, Host, Content-Length and Expect.
    HttpFields fields;
    qint64 contentLength = 0;    ///< 0 also for a chunked body
    bool chunked = false;        ///< the body comes in chunks
    bool http10 = false;         ///< an HTTP/1.0 client
    bool keepAlive = true;       ///< the client can send further requests
    bool expectContinue = false; ///< the client waits for "100 Continue"
    bool webSocket = false;      ///< asks to become a WebSocket

    bool hasBody() const { return chunked || contentLength > 0; }

    /// The first field of that name, in any case; empty without one.
    QByteArray value(QByteArrayView name) const;

    /// The first value of that name in the query, decoded ("+" is a space); nothing without one.
    std::optional<QString> queryValue(QAnyStringView name) const;
};

/// The size of the head at the start of `bytes`, its blank line included; 0: not yet complete; -1:
/// a line does not end with CR LF. `searched` starts at 0 and saves searching the same bytes again
/// when more have come.
qsizetype headSize(QByteArrayView bytes, qsizetype &searched);

/// Reads a head strictly (RFC 9112): `head` is what headSize() measured. The error is the status
/// to refuse it with: 400 413 414 417 431 501 505. Forms that two programs could read differently
/// are refused: two lengths, a length and chunks, folded lines, "Name :", bare LF.
tl::expected<HttpHead, int> parseHead(QByteArrayView head, const HttpLimits &limits);

} // namespace pilothouse
