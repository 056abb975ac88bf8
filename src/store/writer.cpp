#include "store/writer.h"

#include "core/log.h"

#include <QThread>

namespace pilothouse {

using namespace Qt::StringLiterals;

Writer::Writer(int batchSize) : m_batchSize(std::max(1, batchSize)), m_limit(m_batchSize) {}

Result<std::unique_ptr<Writer>> Writer::start(Open open, int batchSize)
{
    std::unique_ptr<Writer> writer(new Writer(batchSize));
    std::promise<Result<>> opened;
    writer->m_thread.reset(
        QThread::create([w = writer.get(), &open, &opened] { w->run(open, opened); }));
    writer->m_thread->setObjectName(u"store writer"_s);
    writer->m_thread->start();
    if (Result<> result = opened.get_future().get(); !result)
        return fail(result.error());
    return writer;
}

Writer::~Writer()
{
    flush();
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread->wait();
}

void Writer::submit(Work work, Done done, int events)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back({.work = std::move(work), .done = std::move(done), .events = events});
    }
    m_changed.notify_all();
}

Result<> Writer::call(Work work)
{
    std::promise<Result<>> caller;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back({.work = std::move(work), .done = {}, .caller = &caller});
    }
    m_changed.notify_all();
    return caller.get_future().get();
}

void Writer::flush()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_waiting.empty() && !m_busy; });
            if (m_finished.empty())
                return;
        }
        deliver(); // may submit more
    }
}

void Writer::run(const Open &open, std::promise<Result<>> &opened)
{
    Result<std::unique_ptr<Connection>> connection = open();
    if (!connection) {
        opened.set_value(fail(connection.error()));
        return;
    }
    opened.set_value({}); // from here on `open` and `opened` are gone
    loop(**connection);
}

void Writer::loop(Connection &connection)
{
    for (;;) {
        std::vector<Job> group = takeGroup();
        if (group.empty())
            return;
        store(connection, group);
        finish(std::move(group));
    }
}

std::vector<Writer::Job> Writer::takeGroup()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
    const int waiting = int(m_waiting.size());
    if (waiting <= m_batchSize)
        m_limit = m_batchSize;
    else if (waiting > m_limit)
        m_limit = std::max(m_batchSize, std::min(2 * m_limit, kLargestBatch));
    std::vector<Job> group;
    int events = 0;
    while (!m_waiting.empty() && (group.empty() || events + m_waiting.front().events <= m_limit)) {
        events += m_waiting.front().events;
        group.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    m_busy = !group.empty();
    return group;
}

void Writer::store(Connection &connection, std::span<Job> group)
{
    Result<> stored = connection.begin();
    bool refused = false;
    for (Job &job : group) {
        if (!stored)
            break;
        stored = job.work(connection);
        refused = !stored;
    }
    if (stored) {
        stored = connection.commit();
        refused = !stored && stored.error().code == Errc::Internal;
    }
    if (!stored)
        connection.rollback();
    if (refused && group.size() > 1) {
        // One of them must not take the others with it. Rare, so savepoints, which each job would
        // have to pay for, are not worth it.
        for (Job &job : group)
            store(connection, std::span(&job, 1));
        return;
    }
    if (!stored && stored.error().code != Errc::NotFound)
        qCWarning(logStore).noquote() << stored.error().message << stored.error().detail;
    for (Job &job : group)
        job.result = stored;
}

void Writer::finish(std::vector<Job> group)
{
    bool post = false;
    {
        const std::lock_guard lock(m_mutex);
        for (Job &job : group) {
            if (job.caller) {
                job.caller->set_value(job.result);
                continue;
            }
            post = post || m_finished.empty();
            m_finished.push_back(std::move(job));
        }
        m_busy = false;
    }
    m_changed.notify_all();
    if (post)
        QMetaObject::invokeMethod(
            &m_context, [this] { deliver(); }, Qt::QueuedConnection);
}

void Writer::deliver()
{
    // One at a time: what is called may start an event loop or flush(), and the order must hold.
    for (;;) {
        std::unique_lock lock(m_mutex);
        if (m_finished.empty())
            return;
        const Job job = std::move(m_finished.front());
        m_finished.pop_front();
        lock.unlock();
        if (job.done)
            job.done(job.result);
    }
}

} // namespace pilothouse
