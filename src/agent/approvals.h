#pragma once

#include "core/acceptance.h"
#include "core/clock.h"
#include "core/config.h"
#include "core/secrets.h"
#include "store/event.h"
#include "tools/call_description.h"

#include <QCoroTask>
#include <QHash>
#include <QSet>

#include <memory>
#include <stop_token>

namespace pilothouse {

/// Which calls of a session need a person's word, and the waiting for it. Fails closed: no answer
/// in time is a no. Main thread.
class Approvals
{
    Q_DISABLE_COPY_MOVE(Approvals)
public:
    /// `secrets` outlives it.
    Approvals(ApprovalPolicy policy, std::chrono::milliseconds timeout, const Secrets &secrets,
              const Clock &clock)
        : m_policy(policy), m_timeout(timeout), m_secrets(secrets), m_clock(clock)
    {
    }

    /// Where a secret that is bound to no place goes is for a person to say each time, whatever the
    /// policy.
    bool mustAsk(const ToolCall &call, const CallDescription &description) const;

    /// Holds from the next call on; a question that waits still does.
    void setPolicy(ApprovalPolicy policy) { m_policy = policy; }

    std::chrono::milliseconds timeout() const { return m_timeout; }

    /// Waits for decide(). Ends by the time-out or `stop` with a denial that says so.
    QCoro::Task<ApprovalDecided> wait(QString toolUseId, QString tool, std::stop_token stop);

    /// The first answer counts. NotFound: nothing with this id is waiting (any more).
    /// InvalidArgument: an edit without an input. `acceptance` is told whether the answer is
    /// stored; not if it is refused here.
    Result<> decide(ApprovalDecided decision, std::shared_ptr<Acceptance> acceptance = {});

    /// What wait() returned is stored, or why it is not.
    void settle(const QString &toolUseId, const Result<> &stored);

    /// Ends the wait with a denial: the question could not be put.
    void withdraw(const QString &toolUseId);

    /// What an "allow for the rest of the session" of this call is about.
    static Grant kindOf(const ToolCall &call);
    /// False: it is asked about each time, whatever was answered.
    bool canRemember(const ToolCall &call) const { return !typesUnbound(describe(call)); }
    /// Calls of this kind are not asked about any more.
    void remember(const Grant &grant) { m_remembered.insert(grant.id()); }
    void forget(const Grant &grant) { m_remembered.remove(grant.id()); }

    /// The tool a waiting call is for; empty: nothing with this id is waiting.
    QString pendingTool(const QString &toolUseId) const;
    /// The ids of the calls that wait, in no order.
    QStringList waiting() const { return m_pending.keys(); }

private:
    struct Pending;
    bool typesUnbound(const CallDescription &description) const;

    ApprovalPolicy m_policy;
    std::chrono::milliseconds m_timeout;
    const Secrets &m_secrets;
    const Clock &m_clock;
    QSet<QString> m_remembered;          // ids of grants
    QHash<QString, Pending *> m_pending; // each lives in the frame of its wait()
    QHash<QString, std::shared_ptr<Acceptance>> m_unsettled;
};

} // namespace pilothouse
