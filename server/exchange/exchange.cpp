#include "exchange/exchange.h"

#include "core/json.h"
#include "exchange/content_encoding.h"
#include "exchange/guarded.h"
#include "exchange/http_status.h"
#include "exchange/qt_http.h"
#include "exchange/request_pipe.h"

#include <algorithm>

namespace pilothouse {

namespace {

bool hasControlCharacter(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(), [](char each) {
        const auto code = static_cast<unsigned char>(each);
        return code < 0x20 || code == 0x7f;
    });
}

/// Whether no field can end the head before its time.
bool isClean(const HttpFields &fields)
{
    return std::none_of(fields.begin(), fields.end(), [](const auto &field) {
        return hasControlCharacter(field.first) || hasControlCharacter(field.second);
    });
}

HttpFields withType(const QByteArray &contentType, const HttpFields &fields)
{
    return contentType.isEmpty() ? fields : HttpFields{{"content-type", contentType}} + fields;
}

} // namespace

Exchange::Exchange(RequestPipe &pipe, QByteArray body, std::unique_ptr<Responder> responder)
    : m_head(pipe.head()), m_body(std::move(body)), m_peer(pipe.peer()),
      m_principal(pipe.principal()), m_pipe(&pipe), m_responder(std::move(responder))
{
    pipe.onGone = [this] {
        if (const auto tell = std::exchange(onGone, nullptr))
            guarded("onGone", tell); // may let go of this exchange
    };
    pipe.onDrain = [this] {
        const QPointer<RequestPipe> kept = m_pipe; // the handler may let go of this exchange
        if (const auto tell = onDrain; tell && !guarded("onDrain", tell) && kept)
            kept->breakAnswer();
    };
    pipe.onShutDown = [this] {
        m_stage = Stage::Done;
        m_responder.reset();
    };
}

Exchange::~Exchange()
{
    if (m_stage == Stage::Streaming)
        end();
    else if (m_stage == Stage::Open)
        fail(500);
}

std::optional<QString> Exchange::queryValue(QAnyStringView name) const
{
    return m_head.queryValue(name);
}

void Exchange::send(int status, const QByteArray &body, const QByteArray &contentType,
                    const HttpFields &extraFields)
{
    if (m_stage != Stage::Open)
        return;
    const HttpFields fields = withType(contentType, extraFields);
    if (!isClean(fields))
        return fail(500);
    m_stage = Stage::Done;
    if (m_pipe)
        m_responder->writeAll(status, fields, body);
    release();
}

void Exchange::sendJson(int status, const QJsonObject &json, const HttpFields &extraFields)
{
    sendJsonText(status, compactJson(json), extraFields);
}

void Exchange::sendJson(int status, const QJsonArray &json, const HttpFields &extraFields)
{
    sendJsonText(status, compactJson(json), extraFields);
}

void Exchange::sendJsonText(int status, const QByteArray &json, const HttpFields &extraFields)
{
    const QByteArray type = "application/json";
    if (!isWorthCompressing(json, type))
        return send(status, json, type, extraFields);
    const HttpFields vary = extraFields + HttpFields{{"vary", "accept-encoding"}};
    if (!acceptsGzip(m_head))
        return send(status, json, type, vary);
    send(status, gzip(json), type, vary + HttpFields{{"content-encoding", "gzip"}});
}

void Exchange::fail(int status, const QString &detail, const HttpFields &extraFields)
{
    send(status, errorBodyAt(path(), status, detail), "application/json", extraFields);
}

bool Exchange::begin(int status, const QByteArray &contentType, const HttpFields &extraFields)
{
    const HttpFields fields = withType(contentType, extraFields);
    if (m_stage != Stage::Open || !isClean(fields))
        return false;
    m_stage = Stage::Streaming;
    if (m_pipe)
        m_responder->begin(status, fields);
    return !isGone();
}

bool Exchange::write(const QByteArray &part)
{
    if (m_stage != Stage::Streaming || isGone() || part.isEmpty())
        return false;
    m_responder->writePart(part);
    // A loop on write() must end when the socket fails inside.
    return !isGone() && !m_pipe->isFull();
}

void Exchange::end()
{
    if (m_stage != Stage::Streaming)
        return;
    if (m_pipe)
        m_pipe->endAnswer();
    release();
}

void Exchange::breakOff()
{
    if (m_stage == Stage::Open)
        return fail(500);
    if (m_stage == Stage::Streaming && m_pipe)
        m_pipe->breakAnswer();
    release();
}

bool Exchange::isGone() const
{
    return !m_pipe || m_pipe->isGone();
}

qint64 Exchange::pending() const
{
    return m_pipe ? m_pipe->pending() : 0;
}

void Exchange::release()
{
    m_stage = Stage::Done;
    if (m_pipe) {
        m_pipe->onGone = nullptr;
        m_pipe->onDrain = nullptr;
        m_pipe->onShutDown = nullptr;
    }
    m_responder.reset();
}

} // namespace pilothouse
