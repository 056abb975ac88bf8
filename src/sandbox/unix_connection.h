#pragma once

#include "sandbox/descriptor.h"

#include <QByteArray>

namespace pilothouse {

/// Connects to a unix socket, "@name" for an abstract one; not open when nobody listens.
Descriptor connectToSocket(const QByteArray &path);

} // namespace pilothouse
