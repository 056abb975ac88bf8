#include "screen/settle/screen_watch.h"

#include <xcb/damage.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

namespace {

constexpr auto kBetweenFrames = 25ms; // forty looks a second are enough
constexpr auto kBetweenScans = 50ms;  // of processes: some ms on a busy machine
constexpr auto kStep = 10ms;
constexpr auto kPointerComes = 300ms;

SettleDetector::Time clockTime()
{
    return std::chrono::duration_cast<SettleDetector::Time>(Steady::now().time_since_epoch());
}

Busy whyOf(SettleDetector::Verdict verdict, bool loading)
{
    if (loading)
        return Busy::Loading;
    return verdict == SettleDetector::Verdict::CommandCapped ? Busy::Command : Busy::Drawing;
}

} // namespace

ScreenWatch::ScreenWatch(XConnection &connection, ScreenGrabber &grabber, const UnderWay &underWay)
    : m_connection(connection), m_grabber(grabber), m_underWay(underWay)
{
    hearOfPrograms();
    const int firstDamageEvent = m_connection.firstEvent(&xcb_damage_id);
    if (firstDamageEvent < 0)
        return;
    m_available = m_connection.reply<xcb_damage_query_version_reply_t>(
                      xcb_damage_query_version(m_connection.raw(), 1, 1)) != nullptr;
    const int drawn = firstDamageEvent + XCB_DAMAGE_NOTIFY;
    m_connection.addHandler([this, drawn](const xcb_generic_event_t &event) {
        if ((event.response_type & 0x7f) == drawn)
            m_drawn = true;
    });
}

void ScreenWatch::hearOfPrograms()
{
    const xcb_atom_t begin = m_connection.atom("_NET_STARTUP_INFO_BEGIN");
    const xcb_atom_t more = m_connection.atom("_NET_STARTUP_INFO");
    m_connection.addHandler([this, begin, more](const xcb_generic_event_t &event) {
        if ((event.response_type & 0x7f) != XCB_CLIENT_MESSAGE)
            return;
        const auto &message = reinterpret_cast<const xcb_client_message_event_t &>(event);
        if (message.format == 8 && (message.type == begin || message.type == more))
            m_startups.take(message.window, message.type == begin,
                            QByteArray(reinterpret_cast<const char *>(message.data.data8),
                                       sizeof message.data.data8));
    });
}

void ScreenWatch::start()
{
    m_drawn = false;
    m_startups.clear();
    if (!m_available)
        return;
    m_damage = xcb_generate_id(m_connection.raw());
    xcb_damage_create(m_connection.raw(), m_damage, m_connection.root(),
                      XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY);
}

void ScreenWatch::finish()
{
    if (m_damage != 0)
        xcb_damage_destroy(m_connection.raw(), m_damage);
    m_damage = 0;
    m_connection.flush();
}

Result<Look> ScreenWatch::look(const SettlePolicy &policy, const InputAction &action,
                               const std::function<Result<>()> &perform,
                               const std::stop_token &stop)
{
    start();
    const auto done = qScopeGuard([this] { finish(); });
    const Result<Frame> before = m_grabber.grab();
    if (!before)
        return fail(before.error());
    SettleDetector detector(policy, *before);
    if (const Result<> acted = perform(); !acted)
        return fail(acted.error());
    const SettleDetector::Time begun = clockTime();
    detector.actionDone(begun, leadsOn(action), std::holds_alternative<Click>(action));
    return settle(detector,
                  {.begun = begun,
                   .minimum = policy.minimum,
                   .mayStart = sendsLine(action) && m_underWay.runsCommand,
                   .mayPlaceCaret = std::holds_alternative<Click>(action),
                   .lastScan = begun,
                   .lastFrame = begun - kBetweenFrames},
                  stop);
}

Result<> ScreenWatch::feed(SettleDetector &detector, SettleDetector::Time now)
{
    m_drawn = false;
    if (m_damage != 0)
        xcb_damage_subtract(m_connection.raw(), m_damage, XCB_NONE, XCB_NONE);
    const Result<Frame> frame = m_grabber.grab();
    if (!frame)
        return fail(frame.error());
    detector.feed(*frame, now);
    return {};
}

/// What there is to be seen at `now`.
Result<> ScreenWatch::observe(SettleDetector &detector, Wait &wait, SettleDetector::Time now)
{
    if ((m_drawn || !m_available) && now - wait.lastFrame >= kBetweenFrames) {
        wait.lastFrame = now;
        if (const Result<> fed = feed(detector, now); !fed)
            return fed;
    }
    detector.requestsOpen(comingSoon(), now);
    if (wait.mayStart && now - wait.lastScan >= kBetweenScans) {
        wait.lastScan = now;
        if (m_underWay.runsCommand(now - wait.begun + kBetweenScans))
            detector.commandRuns(now);
    }
    if (wait.mayPlaceCaret && now - wait.begun >= wait.minimum) {
        // Browsers may take their time to change the pointer.
        wait.mayPlaceCaret = now - wait.begun < kPointerComes;
        if (m_grabber.isPointerForText())
            detector.endPatience();
    }
    return {};
}

Result<Look> ScreenWatch::settle(SettleDetector &detector, Wait wait, const std::stop_token &stop)
{
    using Verdict = SettleDetector::Verdict;
    Verdict verdict = Verdict::Waiting;
    while (verdict == Verdict::Waiting) {
        switch (m_connection.pump(kStep, stop)) {
        case Pumped::Stopped:
            return fail(Errc::Stopped, u"Stopped while waiting for the screen."_s);
        case Pumped::Broken:
            return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
        case Pumped::Done:
        case Pumped::Timeout:
            break;
        }
        const SettleDetector::Time now = clockTime();
        if (const Result<> seen = observe(detector, wait, now); !seen)
            return fail(seen.error());
        verdict = detector.verdict(now, m_drawn);
    }
    Result<QImage> picture = m_grabber.capture(true);
    if (!picture)
        return fail(picture.error());
    return Look{.picture = std::move(*picture),
                .settled = verdict == Verdict::Settled,
                .busy = whyOf(verdict, comingSoon() > 0),
                .changed = detector.changedPart(),
                .waited = clockTime() - wait.begun};
}

} // namespace pilothouse
