#include "app/token_command.h"

#include "access/access_token.h"

#include <cstdio>

namespace pilothouse {

Result<> printToken(const Config &config)
{
    const auto token = openAccessToken(config.store.dataDir, config.server.token);
    if (!token)
        return fail(token.error());
    std::puts(token->constData());
    return {};
}

} // namespace pilothouse
