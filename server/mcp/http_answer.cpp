#include "mcp/http_answer.h"

#include "core/json.h"

namespace pilothouse {

using namespace std::chrono_literals;

namespace {
constexpr auto kSoon = 2s;       // an answer until then is a plain one
constexpr auto kKeepAlive = 15s; // proxies close what is silent for longer
} // namespace

HttpAnswer::HttpAnswer(ExchangePtr exchange, const Clock &clock)
    : m_exchange(std::move(exchange)), m_alarm(clock),
      m_takesStream(m_exchange->head().value("accept").toLower().contains("text/event-stream"))
{
    QObject::connect(&m_alarm, &Alarm::rang, &m_alarm, [this] {
        if (m_isStreaming)
            m_exchange->write(": alive\n\n");
        else
            open();
    });
    if (m_takesStream)
        m_alarm.start(kSoon);
}

void HttpAnswer::open()
{
    m_isStreaming = m_exchange->begin(200, "text/event-stream",
                                      {{"cache-control", "no-store"}, {"x-accel-buffering", "no"}});
    if (m_isStreaming)
        m_alarm.startEvery(kKeepAlive);
}

void HttpAnswer::notify(const QJsonObject &message)
{
    if (m_takesStream && !m_isStreaming)
        open();
    if (m_isStreaming)
        write(message);
}

void HttpAnswer::write(const QJsonObject &message)
{
    m_exchange->write("event: message\ndata: " + compactJson(message) + "\n\n");
}

void HttpAnswer::finish(int status, const QJsonObject &message, const HttpFields &fields)
{
    m_alarm.stop();
    if (!m_isStreaming) {
        const HttpFields all = fields + HttpFields{{"cache-control", "no-store"}};
        return m_exchange->send(status, compactJson(message), "application/json", all);
    }
    write(message);
    m_exchange->end();
}

void HttpAnswer::finish(int status)
{
    m_alarm.stop();
    if (m_isStreaming)
        m_exchange->end();
    else
        m_exchange->send(status, {}, {});
}

} // namespace pilothouse
