#pragma once

#include "exchange/exchange.h"

namespace pilothouse {

/// Answers with the page of a link that opens nothing (resources/web/dead_link.html): the same
/// whether it is wrong, has ended or was revoked.
void sendDeadLinkPage(Exchange &exchange, int status, const HttpFields &extraFields = {});

} // namespace pilothouse
