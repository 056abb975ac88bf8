#pragma once

#include "core/alarm.h"
#include "exchange/exchange.h"

#include <QJsonObject>

namespace pilothouse {

/// The answer to one POST: a JSON object, or, where something is told before it or it takes long, a
/// stream of events that ends with it. Main thread.
class HttpAnswer
{
    Q_DISABLE_COPY_MOVE(HttpAnswer)
public:
    HttpAnswer(ExchangePtr exchange, const Clock &clock);

    /// Begins a stream now.
    void open();
    /// What belongs to the request and comes before its answer.
    void notify(const QJsonObject &message);
    /// Once.
    void finish(int status, const QJsonObject &message, const HttpFields &fields);
    void finish(int status);

private:
    void write(const QJsonObject &message);

    ExchangePtr m_exchange;
    Alarm m_alarm; ///< first: it takes long; then: a sign of life
    bool m_takesStream;
    bool m_isStreaming = false;
};

} // namespace pilothouse
