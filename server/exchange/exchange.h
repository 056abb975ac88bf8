#pragma once

#include "exchange/http_head.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace pilothouse {

class RequestPipe;
class Responder;

/// One request and the right to answer it once: now, later, or as a stream. Held by ExchangePtr for
/// as long as an answer may come; dropped without one, the client gets a 500, a stream its end.
/// It may outlive the client, and the FrontDoor: then answers go nowhere.
/// Main thread, also for the last reference.
class Exchange
{
    Q_DISABLE_COPY_MOVE(Exchange)
public:
    /// Made by HttpEngine alone.
    Exchange(RequestPipe &pipe, QByteArray body, std::unique_ptr<Responder> responder);
    ~Exchange();

    const HttpHead &head() const { return m_head; }
    const QByteArray &method() const { return m_head.method; } ///< HEAD is still HEAD here
    const QByteArray &path() const { return m_head.path; }     ///< still percent-encoded
    std::optional<QString> queryValue(QAnyStringView name) const;
    const QByteArray &body() const { return m_body; }
    const QHostAddress &peer() const { return m_peer; }
    /// Who the gate says it is; empty: nobody.
    const QByteArray &principal() const { return m_principal; }

    /// What stands for the pattern's `index`-th <arg> or <tail>, decoded; empty beyond the last.
    QString argument(qsizetype index) const { return m_arguments.value(index); }
    void setArguments(QStringList arguments) { m_arguments = std::move(arguments); }

    /// Each of these answers; all but the first call do nothing. A field with a control character
    /// in it makes the answer a 500.
    void send(int status, const QByteArray &body, const QByteArray &contentType,
              const HttpFields &extraFields = {});
    /// Compressed when it is worth it and the client takes gzip.
    void sendJson(int status, const QJsonObject &json, const HttpFields &extraFields = {});
    void sendJson(int status, const QJsonArray &json, const HttpFields &extraFields = {});
    void sendJsonText(int status, const QByteArray &json, const HttpFields &extraFields = {});
    /// {"detail": detail}; empty: the usual phrase of that status.
    void fail(int status, const QString &detail = {}, const HttpFields &extraFields = {});

    /// Begins a stream; with a content-length field it is a download of that size. False: the
    /// client is gone, or something was answered before.
    bool begin(int status, const QByteArray &contentType, const HttpFields &extraFields = {});
    /// The next part of a stream. False: enough for now, go on in onDrain; or the client is gone.
    /// The part itself is taken in any case, so ignoring the result lets memory grow.
    bool write(const QByteArray &part);
    void end();
    /// Ends a begun stream so that the client can tell it is not whole; before that: a 500.
    void breakOff();

    bool isAnswered() const { return m_stage == Stage::Done; } ///< false while a stream goes on
    bool isGone() const;    ///< the client has left, or the server ends
    qint64 pending() const; ///< bytes the client has not taken yet

    // What these throw is logged; the connection is cut.
    /// Called once when the client leaves before the answer is complete.
    std::function<void()> onGone;
    /// Called when the client has taken most of what was written; never from inside write().
    std::function<void()> onDrain;

private:
    enum class Stage { Open, Streaming, Done };

    void release();

    HttpHead m_head;
    QByteArray m_body;
    QHostAddress m_peer;
    QByteArray m_principal;
    QStringList m_arguments;
    Stage m_stage = Stage::Open;
    QPointer<RequestPipe> m_pipe;
    std::unique_ptr<Responder> m_responder;
};

using ExchangePtr = std::shared_ptr<Exchange>;

} // namespace pilothouse
