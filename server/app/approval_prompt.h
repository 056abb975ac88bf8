#pragma once

#include "agent/session_actions.h"

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace pilothouse {

/// Answers approvals of one session from the terminal's keyboard: y, n, or a (allow this kind for
/// the rest of the session). Where stdin is no terminal nobody can answer, and every question is
/// denied at once. Main thread; the actions outlive it.
class ApprovalPrompt : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ApprovalPrompt)
public:
    ApprovalPrompt(SessionActions &actions, SessionId session);
    ~ApprovalPrompt() override;

    void ask(const ApprovalRequested &question);

private:
    void readAnswer();
    void answer(Decision decision, const QString &by, const QString &note, bool remember);

    SessionActions &m_actions;
    SessionId m_session;
    std::unique_ptr<QSocketNotifier> m_stdin; // none: no terminal
    QString m_toolUseId;                      // of the open question
};

} // namespace pilothouse
