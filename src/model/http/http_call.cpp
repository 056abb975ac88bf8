#include "model/http/http_call.h"

namespace pilothouse {

QList<std::pair<QByteArray, QByteArray>> usualHeaders()
{
    return {{"content-type", "application/json"},
            {"accept", "text/event-stream"},
            {"accept-encoding", "identity"},
            {"user-agent", "Pilothouse/" PILOTHOUSE_VERSION}};
}

} // namespace pilothouse
