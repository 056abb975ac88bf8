#pragma once

#include "qml/vnc/rfb_bytes.h"
#include "core/result.h"

#include <QByteArray>
#include <QSize>

namespace pilothouse {

/// Servers that are far may send photographs as JPEG, and compress more.
enum class RfbDistance { Near, Far };

/// The start of an RFB connection, as a viewer of version 3.8 without a password speaks that shares
/// the desktop with others (RFC 6143, sections 7.1 to 7.3). What it says does not depend on what it
/// is told, so it does not wait between. Pure.
namespace rfbgreeting {

/// All that is said before the desktop is known.
QByteArray hello();
/// The size of the desktop, from all that the server says to that; null while `bytes` are short.
/// Corrupt: no such server. Unsupported: it wants a password.
Result<QSize> read(RfbBytes &bytes);
/// What pictures are wanted like.
QByteArray wishes(RfbDistance distance);

} // namespace rfbgreeting
} // namespace pilothouse
