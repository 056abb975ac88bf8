#include "agent/wheel.h"

#include <QPointer>

namespace pilothouse {

using namespace Qt::StringLiterals;

QString name(WheelReason reason)
{
    switch (reason) {
    case WheelReason::Taken:
        return u"taken"_s;
    case WheelReason::HandedBack:
        return u"handed_back"_s;
    case WheelReason::Disconnected:
        return u"disconnected"_s;
    case WheelReason::Idle:
        return u"idle"_s;
    case WheelReason::TakenAway:
        return u"taken_away"_s;
    case WheelReason::Ended:
        return u"ended"_s;
    }
    return {};
}

QString toldOfWheel(std::chrono::milliseconds held)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(held);
    return u"A person took the wheel for %1 s and may have changed anything on the desktop."_s.arg(
        seconds.count());
}

Wheel::Wheel(const Clock &clock, Limits limits)
    : m_clock(clock), m_limits(limits), m_idle(clock), m_gone(clock)
{
    connect(&m_idle, &Alarm::rang, this, [this] { release(WheelReason::Idle); });
    connect(&m_gone, &Alarm::rang, this, [this] { release(WheelReason::Disconnected); });
}

bool Wheel::isHeldBy(const QString &viewer) const
{
    return m_holder && !viewer.isEmpty() && m_holder->person.viewer == viewer;
}

QJsonObject Wheel::state() const
{
    const bool named = m_holder && !m_holder->person.name.isEmpty();
    return {{u"holder"_s, m_holder ? u"person"_s : u"agent"_s},
            {u"name"_s, named ? QJsonValue(m_holder->person.name) : QJsonValue()},
            {u"since"_s, m_holder ? QJsonValue(isoTime(m_holder->since)) : QJsonValue()}};
}

Result<> Wheel::take(WheelPerson person)
{
    if (isHeldBy(person.viewer))
        return {};
    if (m_holder) {
        const QString &name = m_holder->person.name;
        return fail(Errc::Conflict,
                    u"%1 has had the wheel since %2."_s.arg(
                        name.isEmpty() ? u"Another person"_s : name, isoTime(m_holder->since)));
    }
    m_holder = Holder{std::move(person), m_clock.now(), m_clock.elapsed()};
    m_idle.start(m_limits.idle);
    watchConnections();
    emit turned(
        {.heldByPerson = true, .name = m_holder->person.name, .reason = WheelReason::Taken});
    return {};
}

Result<> Wheel::handBack(const QString &viewer)
{
    if (!isHeldBy(viewer))
        return fail(Errc::Conflict, u"You do not have the wheel."_s);
    release(WheelReason::HandedBack);
    return {};
}

void Wheel::release(WheelReason reason)
{
    if (!m_holder)
        return;
    const Holder former = *std::exchange(m_holder, std::nullopt);
    m_idle.stop();
    m_gone.stop();
    const auto held = m_clock.elapsed() - former.begin;
    m_unreported = m_unreported.value_or(std::chrono::milliseconds(0)) + held;
    emit revoked();
    emit turned({.name = former.person.name, .reason = reason, .held = held});
}

std::shared_ptr<void> Wheel::settling()
{
    if (auto kept = m_settling.lock())
        return kept;
    const auto end = [guard = QPointer<Wheel>(this)](void *) {
        if (guard)
            emit guard->settled();
    };
    const std::shared_ptr<void> begun(this, end);
    m_settling = begun;
    return begun;
}

void Wheel::addConnection(const QString &viewer)
{
    ++m_connections[viewer];
    watchConnections();
}

void Wheel::removeConnection(const QString &viewer)
{
    if (--m_connections[viewer] <= 0)
        m_connections.remove(viewer);
    watchConnections();
}

void Wheel::watchConnections()
{
    if (!m_holder || m_connections.contains(m_holder->person.viewer))
        m_gone.stop();
    else if (!m_gone.isActive())
        m_gone.start(m_limits.grace);
}

void Wheel::noteInput()
{
    if (m_holder)
        m_idle.start(m_limits.idle);
}

} // namespace pilothouse

#include "moc_wheel.cpp"
