#pragma once

#include "exchange/http_head.h"

#include <QHttpServer>
#include <QHttpServerResponder>

#include <functional>
#include <memory>

class QTcpServer;

/// All that differs between Qt 6.4 and 6.8 in QHttpServer, and nothing else.
namespace pilothouse {

/// 6.8 keeps its side of a request alive while a responder exists, so it may hear at once that the
/// client has left; 6.4 keeps raw pointers and may not.
inline constexpr bool kQtWaitsForAnswers = QT_VERSION >= QT_VERSION_CHECK(6, 8, 0);

/// QHttpServer's right to answer one request.
class Responder
{
public:
    explicit Responder(QHttpServerResponder &&responder) : m_responder(std::move(responder)) {}

    void writeAll(int status, const HttpFields &fields, const QByteArray &body);
    void begin(int status, const HttpFields &fields);
    void writePart(const QByteArray &part);

private:
    QHttpServerResponder m_responder;
};

using AnyRequestHandler =
    std::function<void(const QByteArray &body, std::unique_ptr<Responder> responder)>;

/// Lets `server`, which has no routes, call `handler` for every request.
void handleAllRequests(QHttpServer &server, AnyRequestHandler handler);

/// Makes `server` read from `listener`, which listens already, and own it.
void bindTo(QHttpServer &server, QTcpServer *listener);

} // namespace pilothouse
