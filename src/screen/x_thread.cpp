#include "screen/x_thread.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace pilothouse {

XThread::XThread(XConnection &connection, std::function<void()> onBroken)
    : m_connection(connection), m_onBroken(std::move(onBroken)),
      m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_thread([this] { run(); })
{
}

XThread::~XThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    eventfd_write(m_wake, 1);
    m_thread.join();
    close(m_wake);
}

void XThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    eventfd_write(m_wake, 1);
}

std::deque<XThread::Job> XThread::takeJobs()
{
    eventfd_t count = 0;
    eventfd_read(m_wake, &count);
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_jobs, {});
}

void XThread::run()
{
    bool told = false;
    while (true) {
        for (const Job &job : takeJobs())
            job();
        m_connection.dispatch();
        m_connection.flush();
        if (m_connection.broken() && !std::exchange(told, true))
            m_onBroken();
        {
            const std::lock_guard lock(m_mutex);
            if (m_ending && m_jobs.empty())
                return;
        }
        waitForWork();
    }
}

void XThread::waitForWork()
{
    pollfd waited[] = {{.fd = m_wake, .events = POLLIN, .revents = 0},
                       {.fd = m_connection.descriptor(), .events = POLLIN, .revents = 0}};
    // A broken connection's descriptor is always readable: wait for jobs only.
    poll(waited, m_connection.broken() ? 1 : 2, -1);
}

} // namespace pilothouse
