#pragma once

#include "screen/x_connection.h"

namespace pilothouse {

/// What a window says of itself; empty when it does not, or as another type. At most 1 KiB.
/// Used on the X thread.
QByteArray windowProperty(XConnection &connection, xcb_window_t window, xcb_atom_t name,
                          xcb_atom_t type);

/// The same as numbers: atoms, windows, cardinals.
std::vector<uint32_t> windowNumbers(XConnection &connection, xcb_window_t window, xcb_atom_t name,
                                    xcb_atom_t type);

/// The window that it is in; none: it is at the top.
xcb_window_t parentWindow(XConnection &connection, xcb_window_t window);

/// WM_CLASS: instance and class.
QStringList windowNames(XConnection &connection, xcb_window_t window);

} // namespace pilothouse
