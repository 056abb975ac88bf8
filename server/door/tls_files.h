#pragma once

#include "core/config.h"
#include "core/result.h"

#include <QSslConfiguration>

namespace pilothouse {

/// What FrontDoor::setTls() needs, from the PEM files that `config` names: the certificate with
/// its chain, the key (RSA or EC, without a password). InvalidArgument: a file is missing, not
/// readable, or not that; the message names its flag.
Result<QSslConfiguration> openTlsFiles(const ServerConfig &config);

} // namespace pilothouse
