#pragma once

#include "exchange/exchange.h"

namespace pilothouse {

/// What was wrong with the last try.
enum class LoginProblem { None, OldLink, WrongToken, TooManyTries };

/// Answers with the login page (resources/web/login.html) in the browser's language. It works
/// without scripts and asks nothing from elsewhere. `next`: where the browser goes afterwards, from
/// localTarget().
void sendLoginPage(Exchange &exchange, int status, const QByteArray &next, LoginProblem problem,
                   const HttpFields &extraFields = {});

} // namespace pilothouse
