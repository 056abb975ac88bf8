#include "sandbox/session_network.h"

#include "core/wait.h"
#include "sandbox/enter/places.h"
#include "sandbox/helper_program.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

SessionNetwork::SessionNetwork(const Clock &clock)
    : m_clock(clock), m_process(u"The session's network"_s)
{
    m_process.keepInputOpen();
    connect(&m_process, &VitalProcess::said, this, &SessionNetwork::onSaid);
    connect(&m_process, &VitalProcess::ended, this, &SessionNetwork::ended);
}

QCoro::Task<Result<>> SessionNetwork::start(Plan plan, std::chrono::milliseconds timeout,
                                            std::stop_token stop)
{
    m_mode = plan.rules.mode;
    Waiter waiter(m_clock);
    connect(this, &SessionNetwork::ready, &waiter, &Waiter::wake);
    connect(&m_process, &VitalProcess::ended, &waiter, &Waiter::wake);
    // Only root can place a program where the session's user gets to.
    const bool placed = plan.user.has_value();
    const QString program = placed ? QString::fromLatin1(kPlaces) + u"/0"_s : egressProgram();
    HelperSteps steps;
    steps.user = plan.user;
    steps.dieWithParent = true;
    steps.limits = ProgramLimits{.groups = plan.groups};
    if (placed) {
        steps.tun = true;
        steps.places = QStringList(egressProgram());
    }
    const QStringList words = QStringList{QString::number(plan.inside), name(m_mode)};
    m_process.start(
        throughHelper(steps, program, words + plan.rules.hosts, bareEnvironment(plan.mark)));
    const Woken woken = co_await waiter.wait(stop, timeout);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (!m_process.isRunning())
        co_return fail(m_process.endReason());
    if (!m_ready)
        co_return fail(Errc::Timeout, u"The session's network did not come up in time."_s);
    co_return Result<>();
}

void SessionNetwork::allow(const QString &entry)
{
    m_process.write("allow " + entry.toLatin1() + '\n');
}

QByteArray SessionNetwork::resolverSettings(EgressMode mode)
{
    switch (mode) {
    case EgressMode::None:
        break;
    case EgressMode::List:
        return "nameserver 198.18.0.1\n"; // egress/addresses.h
    case EgressMode::All:
    case EgressMode::Public:
        return "nameserver 10.0.2.3\n"; // slirp4netns
    }
    return "# no network\n";
}

void SessionNetwork::onSaid(const QByteArray &line)
{
    const QList<QByteArray> words = line.split(' ');
    if (line == "ready") {
        m_ready = true;
        emit ready();
    } else if (words.size() == 2 && words.at(0) == "open") {
        emit requestsOpen(words.at(1).toInt());
    } else if (words.size() == 3 && words.at(0) == "refused") {
        emit refused({QString::fromLatin1(words.at(1)), words.at(2).toInt(), m_mode});
    }
}

} // namespace pilothouse

#include "moc_session_network.cpp"
