#pragma once

#include "core/clock.h"
#include "remote/node_address.h"
#include "wire/home_question.h"

#include <QCoroTask>
#include <QNetworkAccessManager>

#include <stop_token>

namespace pilothouse {

/// Asks nodes about files of sessions. Main thread; outlives what is asked.
class HomeAsker
{
    Q_DISABLE_COPY_MOVE(HomeAsker)
public:
    HomeAsker(const Clock &clock, qint64 fence) : m_clock(clock), m_fence(fence) {}

    /// Errors: those of the node; Unavailable: it cannot be reached, or the link broke; Stopped.
    QCoro::Task<Result<WireFrame>> ask(NodeAddress node, SessionId session, HomeQuestion question);
    /// Once more, for seconds, where it is Unavailable: for what may be asked twice.
    QCoro::Task<Result<WireFrame>> askPatiently(NodeAddress node, SessionId session,
                                                HomeQuestion question);
    /// What is asked ends as Stopped.
    void stop() { m_stop.request_stop(); }

private:
    const Clock &m_clock;
    const qint64 m_fence;
    std::stop_source m_stop;
    QNetworkAccessManager m_network;
};

} // namespace pilothouse
