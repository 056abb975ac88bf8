#include "screen/clipboard_owner.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kPiece = 256 * 1024; // below any server's longest request
constexpr size_t kMostTransfers = 16;    // a requestor that never fetches must not fill our memory

xcb_selection_notify_event_t notification(const xcb_selection_request_event_t &request)
{
    xcb_selection_notify_event_t event{};
    event.response_type = XCB_SELECTION_NOTIFY;
    event.time = request.time;
    event.requestor = request.requestor;
    event.selection = request.selection;
    event.target = request.target;
    return event;
}

} // namespace

ClipboardOwner::ClipboardOwner(XConnection &connection)
    : m_connection(connection), m_window(connection.createHelperWindow())
{
    m_connection.addHandler([this](const xcb_generic_event_t &event) { onEvent(event); });
}

void ClipboardOwner::set(const QByteArray &utf8)
{
    m_text = utf8;
    xcb_set_selection_owner(m_connection.raw(), m_window, m_connection.atom("CLIPBOARD"),
                            XCB_CURRENT_TIME);
    m_connection.sync();
}

void ClipboardOwner::onEvent(const xcb_generic_event_t &event)
{
    switch (event.response_type & 0x7f) {
    case XCB_SELECTION_REQUEST:
        serve(reinterpret_cast<const xcb_selection_request_event_t &>(event));
        break;
    case XCB_SELECTION_CLEAR:
        if (reinterpret_cast<const xcb_selection_clear_event_t &>(event).owner == m_window)
            m_text.reset();
        break;
    case XCB_PROPERTY_NOTIFY: {
        const auto &change = reinterpret_cast<const xcb_property_notify_event_t &>(event);
        if (change.state == XCB_PROPERTY_DELETE)
            continueTransfer(change.window, change.atom);
        break;
    }
    case XCB_DESTROY_NOTIFY:
        dropTransfers(reinterpret_cast<const xcb_destroy_notify_event_t &>(event).window);
        break;
    default:
        break;
    }
}

void ClipboardOwner::serve(const xcb_selection_request_event_t &request)
{
    if (request.owner != m_window)
        return;
    // Old clients name no property; then the target is its name.
    const xcb_atom_t property = request.property != XCB_NONE ? request.property : request.target;
    xcb_selection_notify_event_t event = notification(request);
    event.property = answer(request, property) ? property : xcb_atom_t{XCB_NONE};
    xcb_send_event(m_connection.raw(), 0, request.requestor, XCB_EVENT_MASK_NO_EVENT,
                   reinterpret_cast<const char *>(&event));
    m_connection.flush();
}

bool ClipboardOwner::answer(const xcb_selection_request_event_t &request, xcb_atom_t property)
{
    if (!m_text || request.selection != m_connection.atom("CLIPBOARD"))
        return false;
    const xcb_atom_t targets = m_connection.atom("TARGETS");
    const xcb_atom_t utf8 = m_connection.atom("UTF8_STRING");
    const xcb_atom_t plain = m_connection.atom("text/plain;charset=utf-8");
    if (request.target == targets) {
        const xcb_atom_t offered[] = {targets, utf8, plain};
        xcb_change_property(m_connection.raw(), XCB_PROP_MODE_REPLACE, request.requestor, property,
                            XCB_ATOM_ATOM, 32, 3, offered);
        return true;
    }
    if (request.target != utf8 && request.target != plain)
        return false;
    sendText(request.requestor, property, request.target);
    return true;
}

void ClipboardOwner::sendText(xcb_window_t requestor, xcb_atom_t property, xcb_atom_t type)
{
    if (m_text->size() <= kPiece) {
        xcb_change_property(m_connection.raw(), XCB_PROP_MODE_REPLACE, requestor, property, type, 8,
                            static_cast<uint32_t>(m_text->size()), m_text->constData());
        return;
    }
    // Each time the requestor deletes the property it has taken a piece and wants the next.
    const uint32_t mask = XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_change_window_attributes(m_connection.raw(), requestor, XCB_CW_EVENT_MASK, &mask);
    const auto size = static_cast<uint32_t>(m_text->size());
    xcb_change_property(m_connection.raw(), XCB_PROP_MODE_REPLACE, requestor, property,
                        m_connection.atom("INCR"), 32, 1, &size);
    if (m_transfers.size() == kMostTransfers)
        m_transfers.erase(m_transfers.begin());
    m_transfers.push_back({requestor, property, type, *m_text});
}

void ClipboardOwner::continueTransfer(xcb_window_t requestor, xcb_atom_t property)
{
    const auto transfer =
        std::find_if(m_transfers.begin(), m_transfers.end(), [&](const Transfer &candidate) {
            return candidate.requestor == requestor && candidate.property == property;
        });
    if (transfer == m_transfers.end())
        return;
    const QByteArray piece = transfer->rest.left(kPiece);
    xcb_change_property(m_connection.raw(), XCB_PROP_MODE_REPLACE, requestor, property,
                        transfer->type, 8, static_cast<uint32_t>(piece.size()), piece.constData());
    m_connection.flush();
    if (piece.isEmpty()) // an empty piece ends the transfer
        m_transfers.erase(transfer);
    else
        transfer->rest.remove(0, piece.size());
}

void ClipboardOwner::dropTransfers(xcb_window_t requestor)
{
    std::erase_if(m_transfers, [requestor](const Transfer &transfer) {
        return transfer.requestor == requestor;
    });
}

} // namespace pilothouse
