#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/task_scope.h"
#include "demo/demo_api.h"
#include "door/front_door.h"
#include "exchange/router.h"

#include <chrono>
#include <memory>

namespace pilothouse {

/// The built-in demo model: a FrontDoor on 127.0.0.1 (else ::1), at a port of its own, behind which
/// is the model API (messages with and without stream, count_tokens, models), so that without an
/// API key the whole client path runs. It refuses what the real API would refuse, in the same
/// shape. Main thread. Destroying it cuts all connections.
class DemoModelServer
{
    Q_DISABLE_COPY_MOVE(DemoModelServer)
public:
    /// `flow` is how long a streamed reply takes, so that a person sees it come.
    /// Unavailable: no port could be opened on the loopback address.
    static Result<std::unique_ptr<DemoModelServer>>
    listen(const Clock &clock, std::chrono::milliseconds flow = std::chrono::milliseconds(400));

    /// "http://127.0.0.1:PORT" or "http://[::1]:PORT"
    QString baseUrl() const;
    /// Random for each start; as x-api-key or as a Bearer token.
    QString apiKey() const { return m_key; }

private:
    DemoModelServer(QString key, std::chrono::milliseconds flow, const Clock &clock);
    void answer(const ExchangePtr &exchange);

    QString m_key;
    DemoApi m_api;
    std::chrono::milliseconds m_flow;
    const Clock &m_clock;
    Router m_router;
    FrontDoor m_door;
    TaskScope m_streams;
};

} // namespace pilothouse
