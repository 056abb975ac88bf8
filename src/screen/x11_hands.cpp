#include "screen/x11_hands.h"

#include "screen/windows/window_control.h"

#include <xcb/xtest.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMostClicks = 3;
constexpr int kMostRepeats = 100;
constexpr int kMostScroll = 1000;
constexpr auto kLongestHold = 5min;

Failure invalid(const QString &message)
{
    return fail(Errc::InvalidArgument, message);
}

Failure stopped()
{
    return fail(Errc::Stopped, u"Stopped."_s);
}

} // namespace

X11Hands::X11Hands(XConnection &connection, const UnderWay &underWay)
    : m_connection(connection), m_barrier(connection), m_keyboard(connection, m_barrier),
      m_typist(connection, m_keyboard, m_barrier), m_pointer(connection), m_grabber(connection),
      m_watch(connection, m_grabber, underWay), m_owner(connection), m_reader(connection)
{
}

Result<> X11Hands::open()
{
    if (m_connection.firstEvent(&xcb_test_id) < 0)
        return fail(Errc::Unavailable, u"The X server has no XTEST extension."_s);
    if (const Result<> opened = m_keyboard.open(); !opened)
        return opened;
    if (const Result<Frame> frame = m_grabber.grab(); !frame)
        return fail(frame.error());
    return {};
}

Result<> X11Hands::perform(const InputAction &action, Stop stop)
{
    if (stop.stop_requested())
        return stopped();
    Result<> done = std::visit([&](const auto &what) { return act(what, stop); }, action);
    m_connection.sync();
    if (m_connection.broken())
        return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
    // Whoever asked to stop must find nothing pressed.
    if (!done && done.error().code == Errc::Stopped)
        releaseAll();
    return done;
}

Result<Look> X11Hands::performAndLook(const InputAction &action, const SettlePolicy &policy,
                                      Stop stop)
{
    return m_watch.look(
        policy, action, [&] { return perform(action, stop); }, stop);
}

Result<> X11Hands::actOn(quint32 window, const WindowAction &action, const std::stop_token &stop)
{
    return actOnWindow(m_connection, m_barrier, window, action, stop);
}

void X11Hands::releaseAll()
{
    m_keyboard.releaseAll();
    m_pointer.releaseAll();
    m_connection.sync();
}

Result<QString> X11Hands::clipboard(Stop stop)
{
    m_connection.dispatch(); // we may have lost it just now
    if (m_owner.text())
        return QString::fromUtf8(*m_owner.text());
    return m_reader.read(stop);
}

Result<> X11Hands::act(const DoNothing &, Stop)
{
    return {};
}

Result<> X11Hands::act(const MovePointer &action, Stop)
{
    return m_pointer.move(action.to);
}

Result<> X11Hands::act(const Click &action, Stop stop)
{
    if (action.count < 1 || action.count > kMostClicks)
        return invalid(u"A click is single, double or triple."_s);
    return withModifiers(action.modifiers, stop, [&]() -> Result<> {
        if (action.at) {
            if (const Result<> moved = m_pointer.move(*action.at); !moved)
                return moved;
        }
        return m_pointer.click(action.button, action.count, stop);
    });
}

Result<> X11Hands::act(const ButtonChange &action, Stop)
{
    m_pointer.change(action.button, action.down);
    return {};
}

Result<> X11Hands::act(const Drag &action, Stop stop)
{
    return withModifiers(action.modifiers, stop, [&] { return m_pointer.drag(action, stop); });
}

Result<> X11Hands::act(const Scroll &action, Stop stop)
{
    if (action.clicks < 0 || action.clicks > kMostScroll)
        return invalid(u"Scroll by 0 to %1 wheel clicks."_s.arg(kMostScroll));
    return withModifiers(action.modifiers, stop, [&]() -> Result<> {
        if (action.at) {
            if (const Result<> moved = m_pointer.move(*action.at); !moved)
                return moved;
        }
        return m_pointer.scroll(action.direction, action.clicks, stop);
    });
}

Result<> X11Hands::act(const TypeText &action, Stop stop)
{
    waitForFocus(stop);
    return m_typist.type(action.text, stop);
}

Result<> X11Hands::act(const PressKeys &action, Stop stop)
{
    if (action.repeat < 1 || action.repeat > kMostRepeats)
        return invalid(u"Keys repeat 1 to %1 times."_s.arg(kMostRepeats));
    const Result<QList<Chord>> chords = parseChords(action.keys);
    if (!chords)
        return fail(chords.error());
    waitForFocus(stop);
    m_keyboard.refresh();
    for (int i = 0; i < action.repeat; ++i) {
        for (const Chord &chord : *chords) {
            if (const Result<> tapped = tapChord(chord, stop); !tapped)
                return tapped;
        }
    }
    return {};
}

Result<> X11Hands::act(const HoldKeys &action, Stop stop)
{
    if (action.duration < 0ms || action.duration > kLongestHold)
        return invalid(u"Keys can be held for 5 minutes at most."_s);
    const Result<Chord> chord = parseOneChord(action.keys);
    if (!chord)
        return fail(chord.error());
    waitForFocus(stop);
    m_keyboard.refresh();
    const Result<> pressed = m_keyboard.press(*chord, stop);
    const Pumped pumped = m_connection.pump(action.duration, stop);
    m_keyboard.releaseAll();
    if (!pressed)
        return pressed;
    return pumped == Pumped::Stopped ? Result<>(stopped()) : Result<>();
}

Result<> X11Hands::withModifiers(const QString &modifiers, Stop stop,
                                 const std::function<Result<>()> &gesture)
{
    const Result<Chord> chord = parseModifiers(modifiers);
    if (!chord)
        return fail(chord.error());
    if (chord->isEmpty())
        return gesture();
    waitForFocus(stop);
    m_keyboard.refresh();
    if (const Result<> pressed = m_keyboard.press(*chord, stop); !pressed) {
        m_keyboard.releaseAll();
        return pressed;
    }
    const Result<> done = gesture();
    // The window manager may hold back the click; released keys must not overtake it.
    m_connection.sync();
    m_barrier.windowManager(stop);
    m_keyboard.releaseAll();
    return done;
}

Result<> X11Hands::tapChord(const Chord &chord, Stop stop)
{
    if (stop.stop_requested())
        return stopped();
    const Result<> pressed = m_keyboard.press(chord, stop);
    m_keyboard.releaseAll();
    return pressed;
}

void X11Hands::waitForFocus(Stop stop)
{
    if (m_pointer.takePressed())
        m_barrier.afterClick(stop);
}

} // namespace pilothouse
