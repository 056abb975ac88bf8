#pragma once

#include "sandbox/desks/tree_copy.h"

#include <QCryptographicHash>

#include <sys/stat.h>

namespace pilothouse {

/// What of a file's mode is copied: no set-uid, no set-gid.
inline constexpr mode_t kCopiedRights = 01777;

inline qint64 inNanoseconds(const timespec &time)
{
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

/// Sums up a tree, entry by entry in a fixed order.
class TreeCount
{
public:
    /// `most` bytes; 0: any.
    explicit TreeCount(qint64 most) : m_most(most) {}

    void skip() { ++m_facts.skipped; }
    /// `path` below the top; where it `points` to, if it is a link. Io: there is too much.
    Result<> add(const struct stat &found, const QByteArray &path, const QByteArray &points = {});
    TreeFacts facts() const;

private:
    qint64 m_most;
    TreeFacts m_facts;
    QCryptographicHash m_digest{QCryptographicHash::Sha256};
};

} // namespace pilothouse
