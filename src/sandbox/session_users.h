#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "sandbox/name_claim.h"

#include <optional>
#include <sys/types.h>

namespace pilothouse {

/// Two users of the machine that belong to one session while its desktop lives: one for the
/// programs, one for the X server, so that the programs can neither kill nor trace it.
/// They need no entry in /etc/passwd. The numbers 30000 to 59999 are the ones that Debian's policy
/// (9.2.2) leaves unallocated, and a rootless container maps them too.
class SessionUsers
{
public:
    /// Nothing unless the server is root: then there is nobody else to become.
    /// The same session draws the same numbers again when they are free, so its files fit.
    /// Unavailable: all are taken. Denied, Io: there is no place for claims.
    static Result<std::optional<SessionUsers>> claim(const SessionId &session);

    /// For programs, the numbers that it draws when they are free. Nothing unless we are root.
    static std::optional<uid_t> usual(const SessionId &session);

    uid_t programs() const { return m_programs; }
    uid_t xServer() const { return m_programs + 1; }
    /// The first of kRootIds ids (enter/root_ids.h) that are `programs`' alone: what lies between
    /// those that systemd gives to containers and the largest that all programs understand.
    static uid_t rootIds(uid_t programs);

    static constexpr uid_t kFirst = 30000;
    static constexpr uid_t kLast = 59999;
    static constexpr uid_t kFirstRootId = 0x70000000;

private:
    SessionUsers(NameClaim claim, uid_t programs) : m_claim(std::move(claim)), m_programs(programs)
    {
    }
    NameClaim m_claim;
    uid_t m_programs;
};

} // namespace pilothouse
