#include "mcp/agent/run_watch.h"

#include "core/wait.h"
#include "mcp/agent/session_report.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isAtRest(const McpParts &parts, const SessionId &id)
{
    const auto session = parts.registry.record(id);
    if (!session || !openQuestions(parts, *session).isEmpty())
        return true;
    const Session *open = parts.registry.find(id);
    return open == nullptr || !open->isRunning();
}

/// What people are told of an event; empty: nothing.
QString lineOf(const Event &event)
{
    if (const auto *started = std::get_if<ToolStarted>(&event.body))
        return started->summary;
    if (const auto *changed = std::get_if<StatusChanged>(&event.body))
        return changed->reason;
    return {};
}

} // namespace

QCoro::Task<> untilRunRests(McpParts parts, SessionId session, std::chrono::milliseconds most,
                            std::function<void(const QString &)> progress, std::stop_token stop)
{
    Waiter waiter(parts.clock);
    QObject::connect(&parts.journal, &Journal::appended, &waiter, [&](const Event &event) {
        if (event.session != session)
            return;
        if (const QString line = lineOf(event); !line.isEmpty())
            progress(line);
        waiter.wake();
    });
    QObject::connect(&parts.registry, &SessionRegistry::endLost, &waiter, &Waiter::wake);
    QObject::connect(&parts.registry, &SessionRegistry::closed, &waiter, &Waiter::wake);
    const Session *open = parts.registry.find(session);
    if (open != nullptr)
        QObject::connect(open, &Session::runEnded, &waiter, &Waiter::wake);
    const auto end = parts.clock.elapsed() + most;
    while (!stop.stop_requested() && !isAtRest(parts, session)) {
        const auto left = end - parts.clock.elapsed();
        if (left.count() <= 0)
            co_return;
        co_await waiter.wait(stop, left);
    }
}

} // namespace pilothouse
