#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace pilothouse {

/// Why something failed, in the few kinds that callers treat differently.
enum class Errc {
    InvalidArgument, ///< the caller's input is wrong; the message says what would be right
    NotFound,
    Conflict,     ///< not in this state, e.g. a second run while one is going
    Denied,       ///< a person or a policy said no
    Unauthorized, ///< the credential is missing or wrong
    TooLarge,
    RateLimited,
    Timeout,
    Stopped,     ///< asked to stop: not a fault
    Unavailable, ///< a program, server or resource we need is missing or gone
    Io,
    Corrupt, ///< stored or received data is not what it must be
    Unsupported,
    Internal, ///< our own defect
};

/// The stable name of a kind, e.g. "not_found"; used in logs and on the wire.
QString errcName(Errc code);

/// A failure as a value. `message` is for the person who sees it, one sentence that says what to
/// do; `detail` is for the log only and may hold paths or the text of a foreign error.
/// Neither ever holds a secret.
struct Error
{
    Errc code = Errc::Internal;
    QString message;
    QString detail = {};

    bool operator==(const Error &) const = default;
};

/// The result of all that can fail. No exception of ours crosses a function that returns it.
template <typename T = void> using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

inline Failure fail(Errc code, QString message, QString detail = {})
{
    return Failure(Error{code, std::move(message), std::move(detail)});
}

inline Failure fail(Error error)
{
    return Failure(std::move(error));
}

} // namespace pilothouse
