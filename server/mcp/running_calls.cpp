#include "mcp/running_calls.h"

#include "core/json.h"

namespace pilothouse {

RunningCalls::Call::Call(RunningCalls &calls, QByteArray key, const std::stop_token &outer,
                         bool isGivenUpThen)
    : m_calls(calls), m_key(std::move(key)), m_forward(outer, [this, isGivenUpThen] {
          *m_isCancelled = isGivenUpThen;
          m_stop.request_stop();
      })
{
    if (!m_key.isEmpty())
        m_calls.m_calls.insert(m_key, this);
}

RunningCalls::Call::~Call()
{
    if (m_calls.m_calls.value(m_key) == this)
        m_calls.m_calls.remove(m_key);
}

void RunningCalls::cancel(const QByteArray &key)
{
    Call *call = m_calls.value(key);
    if (call == nullptr)
        return;
    *call->m_isCancelled = true;
    call->m_isWithdrawn = true;
    call->m_stop.request_stop();
}

QByteArray RunningCalls::keyOf(const QByteArray &client, const QJsonValue &id)
{
    return client.isEmpty() ? client : client + '\n' + compactJson(QJsonArray{id});
}

} // namespace pilothouse
