#include "agent/session_desktop.h"

#include "core/log.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Error noDesktop()
{
    return {Errc::Conflict,
            u"This session's desktop is not running. It starts with the first message."_s};
}

SessionDesktop::SessionDesktop(Parts parts, SessionId session)
    : m_parts(std::move(parts)), m_session(std::move(session)),
      m_wheel(m_parts.clock, m_parts.wheel)
{
    connect(&m_wheel, &Wheel::turned, this, &SessionDesktop::onTurned);
}

QCoro::Task<Result<>> SessionDesktop::open(SessionRecord session, std::stop_token stop)
{
    if (m_bench)
        co_return Result<>();
    auto opened = co_await m_parts.workbench(session, m_parts.secrets, stop);
    if (!opened)
        co_return fail(opened.error());
    m_bench = *std::move(opened);
    connect(m_bench.get(), &Workbench::died, this, [this](const Error &reason) {
        qCWarning(logAgent) << "session" << m_session.value << "lost its desktop:" << reason.message
                            << reason.detail;
        m_isDead = true;
        emit died(reason);
    });
    connect(m_bench.get(), &Workbench::egressRefused, this,
            [this](const EgressRefusal &refusal) { store(m_egress.note(refusal)); });
    for (const QString &entry : std::as_const(m_allowedHosts)) // perhaps while it was being opened
        m_bench->allowHost(entry);
    co_return Result<>();
}

Result<> SessionDesktop::takeWheel(WheelPerson person)
{
    if (!m_bench || m_isDead)
        return fail(noDesktop());
    return m_wheel.take(std::move(person));
}

void SessionDesktop::allowHost(const QString &entry)
{
    m_allowedHosts.append(entry);
    m_egress.noteAllowed(entry);
    if (m_bench)
        m_bench->allowHost(entry);
}

void SessionDesktop::endRun()
{
    store(m_egress.endRun());
}

void SessionDesktop::store(const std::optional<EgressDenied> &denied)
{
    if (!denied)
        return;
    m_parts.journal.append(m_session, {*denied});
    emit egressDenied(*denied);
}

void SessionDesktop::close()
{
    take().reset();
}

void SessionDesktop::closeIfDead()
{
    if (std::exchange(m_isDead, false))
        take().release()->deleteLater(); // it may be telling of its death just now
}

std::unique_ptr<Workbench> SessionDesktop::take()
{
    std::unique_ptr<Workbench> bench = std::move(m_bench);
    m_wheel.release(WheelReason::Ended);
    endRun();
    emit closed();
    return bench;
}

void SessionDesktop::onTurned(const WheelTurn &turn)
{
    if (turn.heldByPerson && m_bench)
        m_tasks.launch([this](std::stop_token) { return m_bench->releaseInput(); });
    const ControlChanged change{.holder = turn.heldByPerson ? u"person"_s : u"agent"_s,
                                .reason = name(turn.reason),
                                .seconds = double(turn.held.count()) / 1000,
                                .name = turn.name};
    m_parts.journal.append(m_session, {change});
}

} // namespace pilothouse

#include "moc_session_desktop.cpp"
