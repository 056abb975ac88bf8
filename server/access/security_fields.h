#pragma once

#include "exchange/http_head.h"

namespace pilothouse {

/// What every answer tells a browser, FrontDoor::commonFields: pages load from this server alone,
/// run no inline script, are framed by nobody else, and say to nobody where they are; and nothing
/// is kept on the disk of whoever looks, unless the answer says so itself.
HttpFields securityFields();

} // namespace pilothouse
