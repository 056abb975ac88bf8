#include "exchange/qt_http.h"

namespace pilothouse {

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)

void Responder::writeAll(int status, const HttpFields &fields, const QByteArray &body)
{
    begin(status, fields + HttpFields{{"content-length", QByteArray::number(body.size())}});
    m_responder.writeBody(body);
}

void Responder::begin(int status, const HttpFields &fields)
{
    m_responder.writeStatusLine(QHttpServerResponder::StatusCode(status));
    for (const auto &[name, value] : fields)
        m_responder.writeHeader(name, value);
    m_responder.writeBody(QByteArray()); // ends the head
}

void Responder::writePart(const QByteArray &part)
{
    m_responder.writeBody(part);
}

void handleAllRequests(QHttpServer &server, AnyRequestHandler handler)
{
    server.setMissingHandler([handler = std::move(handler)](const QHttpServerRequest &request,
                                                            QHttpServerResponder &&responder) {
        handler(request.body(), std::make_unique<Responder>(std::move(responder)));
    });
}

void bindTo(QHttpServer &server, QTcpServer *listener)
{
    server.bind(listener);
}

#else

namespace {

QHttpHeaders toHeaders(const HttpFields &fields)
{
    QHttpHeaders headers;
    for (const auto &[name, value] : fields)
        headers.append(name, value);
    return headers;
}

} // namespace

void Responder::writeAll(int status, const HttpFields &fields, const QByteArray &body)
{
    m_responder.write(body, toHeaders(fields), QHttpServerResponder::StatusCode(status));
}

void Responder::begin(int status, const HttpFields &fields)
{
    m_responder.writeBeginChunked(toHeaders(fields), QHttpServerResponder::StatusCode(status));
}

void Responder::writePart(const QByteArray &part)
{
    m_responder.writeChunk(part);
}

void handleAllRequests(QHttpServer &server, AnyRequestHandler handler)
{
    server.setMissingHandler(
        &server, [handler = std::move(handler)](const QHttpServerRequest &request,
                                                QHttpServerResponder &responder) {
            handler(request.body(), std::make_unique<Responder>(std::move(responder)));
        });
}

void bindTo(QHttpServer &server, QTcpServer *listener)
{
    server.bind(listener);
}

#endif

} // namespace pilothouse
