#include "http/storage_probe.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 1s; // what a probe of Kubernetes has by default

QCoro::Task<> tryOnce(Journal &journal, std::shared_ptr<Acceptance> answer)
{
    const Result<> stored = co_await journal.tryToStore();
    answer->settle(stored);
}

} // namespace

StorageProbe::StorageProbe(Journal &journal, const Clock &clock, TaskScope &tasks)
    : m_journal(journal), m_clock(clock), m_tasks(tasks)
{
}

QCoro::Task<Result<>> StorageProbe::ask()
{
    const auto now = m_clock.elapsed();
    if (!m_last || (m_last->outcome() && now - m_asked >= kPatience)) {
        m_last = std::make_shared<Acceptance>();
        m_asked = now;
        m_tasks.launch([&journal = m_journal, answer = m_last](std::stop_token) {
            return tryOnce(journal, answer);
        });
    }
    const std::shared_ptr<Acceptance> answer = m_last;
    if (!answer->outcome()) {
        Waiter waiter(m_clock);
        QObject::connect(answer.get(), &Acceptance::settled, &waiter, &Waiter::wake);
        co_await waiter.wait(std::stop_token(), kPatience);
    }
    if (!answer->outcome())
        co_return fail(Errc::Timeout, u"The database does not answer: another program may have "
                                      "locked it, or its disk is slow or full."_s);
    co_return *answer->outcome();
}

} // namespace pilothouse
