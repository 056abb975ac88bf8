#pragma once

#include <csignal>

#include <sys/resource.h>
#include <unistd.h>

namespace pilothouse {

/// While this lives no file of the process can grow beyond `bytes`: writes fail as on a full disk.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit &) = delete;
    FileSizeLimit &operator=(const FileSizeLimit &) = delete;
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

/// While this lives permissions bind, even if the tests are run by root.
class Unprivileged
{
public:
    Unprivileged() : m_before(geteuid())
    {
        if (m_before == 0)
            m_done = seteuid(65534) == 0;
    }
    Unprivileged(const Unprivileged &) = delete;
    Unprivileged &operator=(const Unprivileged &) = delete;
    ~Unprivileged()
    {
        if (m_before == 0 && m_done && seteuid(0) != 0)
            _exit(1);
    }
    bool worked() const { return m_done; }

private:
    uid_t m_before;
    bool m_done = true;
};

} // namespace pilothouse
