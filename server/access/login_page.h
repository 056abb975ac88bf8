#pragma once

#include "exchange/exchange.h"

namespace pilothouse {

/// Answers with the login page (resources/web/login.html). It works without scripts and asks
/// nothing from elsewhere. `next`: where the browser goes afterwards, from localTarget();
/// `problem`: what was wrong with the last try, empty at first.
void sendLoginPage(Exchange &exchange, int status, const QByteArray &next,
                   const QString &problem = {}, const HttpFields &extraFields = {});

} // namespace pilothouse
