#pragma once

#include "core/result.h"

#include <QUrl>

namespace pilothouse {

/// Where a server is and, if it was said, what opens it.
struct ServerLink
{
    QUrl url; ///< the root of the server, ending with "/": https://host:8000/below/
    QString token = {};
};

/// Reads what a person typed or pasted: an address as "host:8000", "https://host/below/", or a link
/// to the page with its token, "http://host:8000/ui/?token=…#session". InvalidArgument: no address;
/// the message says what one looks like.
Result<ServerLink> readServerLink(const QString &text);

} // namespace pilothouse
