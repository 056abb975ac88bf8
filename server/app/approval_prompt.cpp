#include "app/approval_prompt.h"

#include "core/log.h"
#include "core/visible.h"

#include <QSocketNotifier>

#include <array>
#include <cstdio>

#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kAllow = "allow "_L1;

} // namespace

ApprovalPrompt::ApprovalPrompt(SessionActions &actions, SessionId session, int input)
    : m_actions(actions), m_session(std::move(session))
{
    if (::isatty(input) != 1)
        return;
    m_input = std::make_unique<QSocketNotifier>(input, QSocketNotifier::Read);
    connect(m_input.get(), &QSocketNotifier::activated, this, &ApprovalPrompt::readAnswer);
}

ApprovalPrompt::~ApprovalPrompt() = default;

void ApprovalPrompt::ask(const ApprovalRequested &question)
{
    m_toolUseId = question.toolUseId;
    if (!m_input) {
        answer(Decision::Deny, u"policy"_s, u"Nobody is there to answer (no terminal)."_s, false);
        return;
    }
    std::fputs("    Allow? [y]es, [n]o, [a]lways: ", stderr);
}

void ApprovalPrompt::offer(const EgressDenied &denied)
{
    if (m_input && !denied.entry.isEmpty())
        std::fprintf(stderr, "    To let it through from now on, type: %s%s\n",
                     qPrintable(QString(kAllow)), qPrintable(visible(denied.entry)));
}

void ApprovalPrompt::readAnswer()
{
    std::array<char, 256> buffer{};
    const ssize_t got = ::read(static_cast<int>(m_input->socket()), buffer.data(), buffer.size());
    if (got <= 0) { // the terminal is gone: nobody can answer any more
        m_input.reset();
        if (!m_toolUseId.isEmpty())
            answer(Decision::Deny, u"policy"_s, u"The terminal is gone."_s, false);
        return;
    }
    const QString word = QString::fromUtf8(buffer.data(), got).trimmed().toLower();
    if (word.startsWith(kAllow))
        m_tasks.launch([this, host = word.sliced(kAllow.size()).trimmed()](std::stop_token) {
            return allow(host);
        });
    else if (!m_toolUseId.isEmpty())
        takeAnswer(word);
}

QCoro::Task<> ApprovalPrompt::allow(QString host)
{
    const auto allowed = co_await m_actions.allowHost(m_session, host, kTerminal.toString());
    if (!allowed)
        std::fprintf(stderr, "    %s\n", qPrintable(visible(allowed.error().message)));
    else if (!*allowed)
        std::fputs("    It can be reached already.\n", stderr);
}

void ApprovalPrompt::takeAnswer(const QString &word)
{
    if (word == "y"_L1 || word == "yes"_L1)
        answer(Decision::Allow, kTerminal.toString(), {}, false);
    else if (word == "a"_L1 || word == "always"_L1)
        answer(Decision::Allow, kTerminal.toString(), {}, true);
    else if (word == "n"_L1 || word == "no"_L1)
        answer(Decision::Deny, kTerminal.toString(), {}, false);
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
    m_tasks.launch([this, decided, by](std::stop_token) { return decide(decided, by); });
}

QCoro::Task<> ApprovalPrompt::decide(ApprovalDecided decision, QString by)
{
    const Result<> decided = co_await m_actions.decide(m_session, std::move(decision), by);
    if (!decided)
        qCWarning(logApp) << "an approval came to nothing:" << decided.error().message;
}

} // namespace pilothouse

#include "moc_approval_prompt.cpp"
