#pragma once

#include "remote/node_address.h"

#include <QWebSocket>

namespace pilothouse {

/// Connects `socket` to `path` on `node`, with its token. The certificate must be for
/// NodeAddress::certificateName, where there is one, and for the url's host else.
void openNodeSocket(QWebSocket &socket, const NodeAddress &node, const QString &path);

} // namespace pilothouse
