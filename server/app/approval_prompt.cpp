#include "app/approval_prompt.h"

#include "core/log.h"

#include <QSocketNotifier>

#include <array>
#include <cstdio>

#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

ApprovalPrompt::ApprovalPrompt(SessionActions &actions, SessionId session)
    : m_actions(actions), m_session(std::move(session))
{
    if (::isatty(STDIN_FILENO) != 1)
        return;
    m_stdin = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(m_stdin.get(), &QSocketNotifier::activated, this, &ApprovalPrompt::readAnswer);
}

ApprovalPrompt::~ApprovalPrompt() = default;

void ApprovalPrompt::ask(const ApprovalRequested &question)
{
    m_toolUseId = question.toolUseId;
    if (!m_stdin) {
        answer(Decision::Deny, u"policy"_s, u"Nobody is there to answer (no terminal)."_s, false);
        return;
    }
    std::fputs("    Allow? [y]es, [n]o, [a]lways: ", stderr);
}

void ApprovalPrompt::readAnswer()
{
    std::array<char, 256> buffer{};
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got <= 0) { // the terminal is gone: nobody can answer any more
        m_stdin.reset();
        if (!m_toolUseId.isEmpty())
            answer(Decision::Deny, u"policy"_s, u"The terminal is gone."_s, false);
        return;
    }
    if (m_toolUseId.isEmpty())
        return;
    const QString word = QString::fromUtf8(buffer.data(), got).trimmed().toLower();
    if (word == "y"_L1 || word == "yes"_L1)
        answer(Decision::Allow, u"terminal"_s, {}, false);
    else if (word == "a"_L1 || word == "always"_L1)
        answer(Decision::Allow, u"terminal"_s, {}, true);
    else if (word == "n"_L1 || word == "no"_L1)
        answer(Decision::Deny, u"terminal"_s, {}, false);
    else
        std::fputs("    Please type y, n or a: ", stderr);
}

void ApprovalPrompt::answer(Decision decision, const QString &by, const QString &note,
                            bool remember)
{
    ApprovalDecided decided;
    decided.toolUseId = std::exchange(m_toolUseId, {});
    decided.decision = decision;
    decided.note = note;
    decided.remember = remember;
    if (auto done = m_actions.decide(m_session, decided, by); !done)
        qCWarning(logApp) << "an approval came too late:" << done.error().message;
}

} // namespace pilothouse

#include "moc_approval_prompt.cpp"
