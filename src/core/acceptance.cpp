#include "core/acceptance.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Acceptance::settle(const Result<> &outcome)
{
    if (m_outcome)
        return;
    m_outcome = outcome;
    emit settled();
}

QCoro::Task<Result<>> untilSettled(std::shared_ptr<Acceptance> acceptance, const Clock &clock)
{
    if (!acceptance->outcome()) {
        Waiter waiter(clock);
        QObject::connect(acceptance.get(), &Acceptance::settled, &waiter, &Waiter::wake);
        co_await waiter.wait(std::stop_token(), 30s);
    }
    if (!acceptance->outcome())
        co_return fail(Errc::Unavailable, u"The database does not answer. It may be stored "
                                          "later: look before you do it again."_s);
    co_return *acceptance->outcome();
}

} // namespace pilothouse

#include "moc_acceptance.cpp"
