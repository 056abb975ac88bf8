#include "screen/clipboard_reader.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Steady = std::chrono::steady_clock;

namespace {

constexpr qsizetype kLargest = 16 * 1024 * 1024;
// Taken in turn: an answer to an earlier question is known by its property.
constexpr std::array kProperties{"PILOTHOUSE_CLIPBOARD_0", "PILOTHOUSE_CLIPBOARD_1",
                                 "PILOTHOUSE_CLIPBOARD_2", "PILOTHOUSE_CLIPBOARD_3"};

} // namespace

ClipboardReader::ClipboardReader(XConnection &connection, Patience patience)
    : m_connection(connection), m_patience(patience), m_window(connection.createHelperWindow())
{
    m_connection.addHandler([this](const xcb_generic_event_t &event) { onEvent(event); });
}

Result<QString> ClipboardReader::read(const std::stop_token &stop)
{
    const xcb_atom_t utf8 = m_connection.atom("UTF8_STRING");
    for (const xcb_atom_t target : {utf8, xcb_atom_t{XCB_ATOM_STRING}}) {
        if (const Result<> converted = convert(target, stop); !converted)
            return fail(converted.error());
        if (m_state == State::Done)
            return result(target);
    }
    return QString();
}

Result<> ClipboardReader::convert(xcb_atom_t target, const std::stop_token &stop)
{
    m_data.clear();
    m_tooLarge = false;
    m_state = State::Asked;
    xcb_connection_t *raw = m_connection.raw();
    m_target = target;
    m_property = m_connection.atom(kProperties.at(m_asked++ % kProperties.size()));
    xcb_delete_property(raw, m_window, m_property);
    xcb_convert_selection(raw, m_window, m_connection.atom("CLIPBOARD"), target, m_property,
                          XCB_CURRENT_TIME);
    const auto end = Steady::now() + m_patience.inAll;
    while (true) {
        const int before = m_events;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Steady::now());
        const auto wait = std::min(m_patience.silence, left);
        const Pumped pumped = m_connection.pump(wait, stop, [&] {
            return m_state == State::Done || m_state == State::Refused || m_events != before;
        });
        if (m_state == State::Done || m_state == State::Refused)
            return {};
        if (pumped == Pumped::Done && Steady::now() < end)
            continue;
        m_state = State::Idle;
        if (pumped == Pumped::Stopped)
            return fail(Errc::Stopped, u"Stopped while reading the clipboard."_s);
        if (pumped == Pumped::Broken)
            return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
        return fail(Errc::Timeout, u"The application that owns the clipboard does not answer."_s);
    }
}

void ClipboardReader::onEvent(const xcb_generic_event_t &event)
{
    const int type = event.response_type & 0x7f;
    if (type == XCB_SELECTION_NOTIFY && m_state == State::Asked) {
        const auto &notice = reinterpret_cast<const xcb_selection_notify_event_t &>(event);
        const bool isOfNow = notice.property == XCB_NONE || notice.property == m_property;
        if (notice.requestor != m_window || notice.target != m_target || !isOfNow)
            return;
        ++m_events;
        if (notice.property == XCB_NONE)
            m_state = State::Refused;
        else if (takeProperty() == m_connection.atom("INCR"))
            m_state = State::Incremental;
        else
            m_state = State::Done;
    } else if (type == XCB_PROPERTY_NOTIFY && m_state == State::Incremental) {
        const auto &change = reinterpret_cast<const xcb_property_notify_event_t &>(event);
        if (change.window != m_window || change.state != XCB_PROPERTY_NEW_VALUE ||
            change.atom != m_property)
            return;
        ++m_events;
        const qsizetype before = m_data.size();
        takeProperty();
        if (m_data.size() == before && !m_tooLarge) // an empty piece ends the transfer
            m_state = State::Done;
    }
}

xcb_atom_t ClipboardReader::takeProperty()
{
    const auto property = m_connection.reply<xcb_get_property_reply_t>(xcb_get_property(
        m_connection.raw(), 1, m_window, m_property, XCB_ATOM_ANY, 0, kLargest / 4 + 1));
    if (!property)
        return XCB_NONE;
    const xcb_atom_t incremental = m_connection.atom("INCR");
    if (property->type == incremental)
        return incremental;
    const int length = xcb_get_property_value_length(property.get());
    if (m_data.size() + length > kLargest) {
        m_tooLarge = true;
        m_state = State::Done;
    } else {
        m_data.append(static_cast<const char *>(xcb_get_property_value(property.get())), length);
    }
    return property->type;
}

Result<QString> ClipboardReader::result(xcb_atom_t target) const
{
    if (m_tooLarge)
        return fail(Errc::TooLarge, u"The clipboard holds more than 16 MiB of text."_s);
    if (target == XCB_ATOM_STRING)
        return QString::fromLatin1(m_data);
    return QString::fromUtf8(m_data);
}

} // namespace pilothouse
