#pragma once

#include "agent/session_actions.h"
#include "core/task_scope.h"

#include <QCoroTask>
#include <QObject>

#include <memory>

class QSocketNotifier;

namespace pilothouse {

/// Who did what is done at the terminal, in the audit trail.
inline constexpr QStringView kTerminal = u"terminal";

/// What the person at the terminal may answer for one session. Approvals: y, n, or a (allow this
/// kind for the rest of the session). Blocked hosts: "allow HOST", at any time; the whole word, for
/// what was blocked is named by a program, and one key could be meant for a question. Where the
/// input is no terminal nobody can answer, and every question is denied at once. Main thread; the
/// actions outlive it.
class ApprovalPrompt : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ApprovalPrompt)
public:
    /// `input` stays open.
    ApprovalPrompt(SessionActions &actions, SessionId session, int input);
    ~ApprovalPrompt() override;

    void ask(const ApprovalRequested &question);
    /// Says how to let it through, if anything can.
    void offer(const EgressDenied &denied);
    /// Returns when all that was said is stored: before what the actions use goes.
    QCoro::Task<> allEnded(const Clock &clock) { return m_tasks.allEnded(clock); }

private:
    void readAnswer();
    void takeAnswer(const QString &word);
    QCoro::Task<> allow(QString host);
    void answer(Decision decision, const QString &by, const QString &note, bool remember);
    QCoro::Task<> decide(ApprovalDecided decision, QString by);

    SessionActions &m_actions;
    SessionId m_session;
    std::unique_ptr<QSocketNotifier> m_input; // none: no terminal
    QString m_toolUseId;                      // of the open question
    TaskScope m_tasks;
};

} // namespace pilothouse
