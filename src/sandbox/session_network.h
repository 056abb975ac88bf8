#pragma once

#include "core/clock.h"
#include "core/egress.h"
#include "sandbox/vital_process.h"

#include <QCoroTask>
#include <QObject>

#include <optional>
#include <stop_token>
#include <sys/types.h>

namespace pilothouse {

/// The network of one session: its loopback, its way out or the hosts of its list, and word of
/// what was refused. pilothouse-egress (egress/main.cpp) holds it, from outside of the session.
/// When that ends there is no network any more, nor a desktop: nothing is let through instead.
/// Main thread.
class SessionNetwork : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionNetwork)
public:
    struct Plan
    {
        EgressRules rules;              ///< not EgressMode::None: that takes no program
        pid_t inside = 0;               ///< a process that lives in the network
        std::optional<uid_t> user = {}; ///< who made it
        QStringList groups = {};        ///< what it uses counts there, too; see ProgramLimits
        QString mark;                   ///< KEY=VALUE for its environment
    };
    /// The clock, which outlives it, says how long its start may take.
    explicit SessionNetwork(const Clock &clock);

    /// Returns when programs can use it (some 50 ms). Unavailable with the reason; Stopped.
    QCoro::Task<Result<>> start(Plan plan, std::chrono::milliseconds timeout, std::stop_token stop);
    /// One host more for a list, as allowedHost() gives it.
    void allow(const QString &entry);
    /// While it is watched, requestsOpen() tells.
    void watchRequests(bool on) { m_process.write(on ? "look\n" : "rest\n"); }
    void kill() { m_process.kill(); }

    /// The resolver's address as programs of such a session know it: what /etc/resolv.conf says.
    static QByteArray resolverSettings(EgressMode mode);

signals:
    /// So many connections of the session wait for an answer to what they asked since the watch
    /// began (egress/open_requests.h); at its begin and when it changes.
    void requestsOpen(int count);
    void refused(const pilothouse::EgressRefusal &refusal);
    /// It ended by itself. Fires once.
    void ended(const pilothouse::Error &reason);
    void ready();

private:
    void onSaid(const QByteArray &line);

    const Clock &m_clock;
    VitalProcess m_process;
    EgressMode m_mode = EgressMode::None;
    bool m_ready = false;
};

} // namespace pilothouse
