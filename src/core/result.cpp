#include "core/result.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString errcName(Errc code)
{
    switch (code) {
    case Errc::InvalidArgument:
        return u"invalid_argument"_s;
    case Errc::NotFound:
        return u"not_found"_s;
    case Errc::Conflict:
        return u"conflict"_s;
    case Errc::Denied:
        return u"denied"_s;
    case Errc::Unauthorized:
        return u"unauthorized"_s;
    case Errc::TooLarge:
        return u"too_large"_s;
    case Errc::RateLimited:
        return u"rate_limited"_s;
    case Errc::Timeout:
        return u"timeout"_s;
    case Errc::Stopped:
        return u"stopped"_s;
    case Errc::Unavailable:
        return u"unavailable"_s;
    case Errc::Io:
        return u"io"_s;
    case Errc::Corrupt:
        return u"corrupt"_s;
    case Errc::Unsupported:
        return u"unsupported"_s;
    case Errc::Internal:
        return u"internal"_s;
    }
    return u"internal"_s;
}

} // namespace pilothouse
