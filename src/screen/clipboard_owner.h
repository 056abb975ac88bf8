#pragma once

#include "screen/x_connection.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace pilothouse {

/// Owns the screen's CLIPBOARD after set() and serves it to applications at any time, until one of
/// them copies something itself. Large texts go in pieces (INCR). Used on the X thread.
/// Source: Inter-Client Communication Conventions Manual, section 2.
class ClipboardOwner
{
    Q_DISABLE_COPY_MOVE(ClipboardOwner)
public:
    explicit ClipboardOwner(XConnection &connection);

    void set(const QByteArray &utf8);
    /// What we serve; nothing when somebody else owns the clipboard.
    const std::optional<QByteArray> &text() const { return m_text; }

private:
    /// A large text on its way to one application.
    struct Transfer
    {
        xcb_window_t requestor;
        xcb_atom_t property;
        xcb_atom_t type;
        QByteArray rest;
    };
    void onEvent(const xcb_generic_event_t &event);
    void serve(const xcb_selection_request_event_t &request);
    bool answer(const xcb_selection_request_event_t &request, xcb_atom_t property);
    void sendText(xcb_window_t requestor, xcb_atom_t property, xcb_atom_t type);
    void continueTransfer(xcb_window_t requestor, xcb_atom_t property);
    void dropTransfers(xcb_window_t requestor);

    XConnection &m_connection;
    xcb_window_t m_window;
    std::optional<QByteArray> m_text;
    std::vector<Transfer> m_transfers;
};

} // namespace pilothouse
