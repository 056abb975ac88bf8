#include "landlock.h"

#include "../system_folders.h"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pilothouse {

namespace {

// Newer than the header of Debian 12; from include/uapi/linux/landlock.h of Linux 6.12.
constexpr uint64_t kTruncate = 1ULL << 14;            // LANDLOCK_ACCESS_FS_TRUNCATE
constexpr uint64_t kScopeAbstractSockets = 1ULL << 0; // LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET
constexpr uint64_t kScopeSignals = 1ULL << 1;         // LANDLOCK_SCOPE_SIGNAL
constexpr int kVersionWithScopes = 6;
struct RulesetAttributes // struct landlock_ruleset_attr
{
    uint64_t handledFiles = 0;
    uint64_t handledNetwork = 0;
    uint64_t scoped = 0;
};

constexpr uint64_t kLook = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr uint64_t kRun = kLook | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr uint64_t kUse = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr uint64_t kChange =
    kRun | kUse | kTruncate | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_REFER;
constexpr uint64_t kAll = kChange | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK;
constexpr uint64_t kDrop =
    kUse | kTruncate | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;
constexpr uint64_t kForFiles = kUse | kTruncate | LANDLOCK_ACCESS_FS_EXECUTE;

struct Rule
{
    const char *path;
    uint64_t access;
};

constexpr Rule kSystem[] = {
    {"/usr", kRun},
    {"/bin", kRun},
    {"/sbin", kRun},
    {"/lib", kRun},
    {"/lib32", kRun},
    {"/lib64", kRun},
    {"/libx32", kRun},
    {"/etc", LANDLOCK_ACCESS_FS_READ_DIR}, // names; which of them open is told with each program
    {"/etc/group", kLook},
    {"/etc/hosts", kLook},
    {"/etc/machine-id", kLook},
    {"/etc/passwd", kLook},
    {"/etc/resolv.conf", kLook}, // often a link into /run; the rule is for what it leads to
    {"/proc", kLook | kUse},     // browsers set up their own sandboxes there; the user is the limit
    {"/dev/null", kUse | kTruncate},
    {"/dev/zero", kUse | kTruncate},
    {"/dev/full", kUse | kTruncate},
    {"/dev/random", kUse | kTruncate},
    {"/dev/urandom", kUse | kTruncate},
    {"/dev/tty", kUse | kTruncate},
    {"/dev/ptmx", kUse | kTruncate},
    {"/dev/pts", kLook | kUse | kTruncate},
};

/// The kernel refuses to be told of rights that it does not know.
uint64_t knownTo(int version)
{
    uint64_t known = kAll;
    if (version < 2)
        known &= ~uint64_t(LANDLOCK_ACCESS_FS_REFER);
    if (version < 3)
        known &= ~kTruncate;
    return known;
}

bool allow(int ruleset, const char *path, uint64_t access)
{
    const int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0)
        return false;
    struct stat found = {};
    landlock_path_beneath_attr rule = {};
    rule.parent_fd = place;
    rule.allowed_access = access;
    bool allowed = fstat(place, &found) == 0;
    if (!S_ISDIR(found.st_mode))
        rule.allowed_access &= kForFiles;
    allowed = allowed &&
              syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(place);
    return allowed;
}

/// True as well where there is nothing to allow, or nothing that permissions would open.
bool allowIfThere(int ruleset, const char *path, uint64_t access)
{
    return allow(ruleset, path, access) || errno == ENOENT || errno == EACCES;
}

bool allowAll(int ruleset, const Confinement &confinement, uint64_t known)
{
    bool allowed = true;
    for (const Rule &rule : kSystem)
        allowed = allowed && allowIfThere(ruleset, rule.path, rule.access & known);
    const uint64_t hidden = confinement.oneUser ? LANDLOCK_ACCESS_FS_READ_DIR : 0;
    allowed = allowed && allowIfThere(ruleset, "/dev/shm", kChange & ~hidden & known);
    for (const char *path : kPackageFolders)
        allowed = allowed && allowIfThere(ruleset, path, kLook & known);
    for (const char *path : confinement.readable) // some may be gone by now
        allowed = allowed && allowIfThere(ruleset, path, kRun & known);
    for (const char *path : confinement.writable)
        allowed = allowed && allow(ruleset, path, kChange & known);
    for (const char *path : confinement.shared)
        allowed = allowed && allow(ruleset, path, kDrop & known);
    return allowed;
}

int createRuleset(const RulesetAttributes &attributes)
{
    return static_cast<int>(
        syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
}

/// Takes the ruleset.
bool restrictTo(int ruleset, bool complete)
{
    const bool confined = complete && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return confined;
}

} // namespace

int landlockVersion()
{
    const long version =
        syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? static_cast<int>(version) : 0;
}

bool confine(const Confinement &confinement)
{
    const int version = landlockVersion();
    const uint64_t known = knownTo(version);
    RulesetAttributes attributes{.handledFiles = known};
    if (version >= kVersionWithScopes)
        attributes.scoped = kScopeAbstractSockets | (confinement.oneUser ? kScopeSignals : 0);
    const int ruleset = createRuleset(attributes);
    return ruleset >= 0 && restrictTo(ruleset, allowAll(ruleset, confinement, known));
}

} // namespace pilothouse
