#pragma once

#include "core/result.h"

namespace pilothouse {

/// Keeps a second server away from a file. The kernel releases the lock when the process ends,
/// even by kill -9; the lock file itself stays. Not passed on to child processes.
class FileLock
{
public:
    /// Locks `file`, creating it (0600) when missing, without waiting.
    /// Conflict: another process holds it; the message names its process id.
    /// Io: the lock file cannot be written.
    static Result<FileLock> acquire(const QString &file);
    FileLock() = default;
    FileLock(FileLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    FileLock &operator=(FileLock &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileLock();

private:
    explicit FileLock(int fd) : m_fd(fd) {}
    int m_fd = -1;
};

} // namespace pilothouse
