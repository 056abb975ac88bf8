#pragma once

#include "screen/x_connection.h"

#include <deque>
#include <mutex>
#include <thread>

namespace pilothouse {

/// The thread that owns a connection: it runs jobs one after another in the order of post(), and
/// between them hands out events (a selection must be served at any time).
/// Each posted job runs exactly once, also after the server died or the thread is told to end: it
/// finds the connection broken or its stop token requested, and returns at once.
class XThread
{
    Q_DISABLE_COPY_MOVE(XThread)
public:
    using Job = std::function<void()>;

    /// `onBroken` is called once, on the thread, when the server goes away by itself.
    XThread(XConnection &connection, std::function<void()> onBroken);
    /// Runs what is still queued, then joins. Ask the jobs to stop before.
    ~XThread();

    void post(Job job); ///< from any thread

private:
    void run();
    std::deque<Job> takeJobs();
    void waitForWork();

    XConnection &m_connection;
    std::function<void()> m_onBroken;
    int m_wake;         ///< eventfd
    std::mutex m_mutex; ///< guards the two below
    std::deque<Job> m_jobs;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace pilothouse
