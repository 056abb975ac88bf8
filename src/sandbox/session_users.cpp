#include "sandbox/session_users.h"

#include "sandbox/enter/root_ids.h"
#include "sandbox/process_scan.h"

#include <QCryptographicHash>

#include <unistd.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr uint kPairs = (SessionUsers::kLast - SessionUsers::kFirst + 1) / 2;

/// The same in every run, unlike qHash.
uint firstChoice(const SessionId &session)
{
    const QByteArray digest =
        QCryptographicHash::hash(session.value.toUtf8(), QCryptographicHash::Sha256);
    return digest.first(4).toHex().toUInt(nullptr, 16) % kPairs;
}

bool isUsed(uid_t programs, const std::vector<ProcessEntry> &processes)
{
    return std::any_of(processes.begin(), processes.end(), [programs](const ProcessEntry &process) {
        return process.uid == programs || process.uid == programs + 1;
    });
}

} // namespace

uid_t SessionUsers::rootIds(uid_t programs)
{
    static_assert(kFirstRootId + kPairs * kRootIds <= 0x80000000);
    return kFirstRootId + (programs - kFirst) / 2 * kRootIds;
}

std::optional<uid_t> SessionUsers::usual(const SessionId &session)
{
    if (geteuid() != 0)
        return std::nullopt;
    return kFirst + 2 * firstChoice(session);
}

Result<std::optional<SessionUsers>> SessionUsers::claim(const SessionId &session)
{
    if (geteuid() != 0)
        return std::nullopt;
    const std::vector<ProcessEntry> processes = listProcesses();
    const uint first = firstChoice(session);
    for (uint i = 0; i < kPairs; ++i) {
        const uid_t programs = kFirst + 2 * ((first + i) % kPairs);
        if (isUsed(programs, processes))
            continue;
        Result<NameClaim> claimed = NameClaim::take("uid-" + QByteArray::number(programs));
        if (claimed)
            return SessionUsers(std::move(*claimed), programs);
        if (claimed.error().code != Errc::Conflict)
            return fail(claimed.error());
    }
    return fail(Errc::Unavailable, u"No user is left for another desktop."_s);
}

} // namespace pilothouse
