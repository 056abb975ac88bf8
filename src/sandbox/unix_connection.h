#pragma once

#include "sandbox/descriptor.h"

#include <QByteArray>

namespace pilothouse {

/// Connects to a unix socket, "@name" for an abstract one; not open when nobody listens or
/// the path is longer than sockets have room for (107 bytes).
Descriptor connectToSocket(const QByteArray &path);

} // namespace pilothouse
