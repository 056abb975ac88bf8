#pragma once

#include "store/connection.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

class QThread;

namespace pilothouse {

/// The one thread that writes. It takes what waits, runs it in one transaction and commits that
/// durably: while one group is being synced to disk the next one gathers, so a busy server pays
/// one sync for many events and an idle one waits for nobody (group commit without a delay).
///
/// Created, used and destroyed on the main thread; only `Work` runs on the writer's.
class Writer
{
    Q_DISABLE_COPY_MOVE(Writer)
public:
    using Open = std::function<Result<std::unique_ptr<Connection>>()>;
    using Work = std::function<Result<>(Connection &)>;
    using Done = std::function<void(const Result<> &)>;
    static constexpr int kLargestBatch = 1000;

    /// Starts the thread and opens the connection there. `batchSize`: events in one transaction;
    /// while more than that keep waiting it doubles, up to kLargestBatch, so that a slow disk is
    /// made up for by larger groups. Errors are those of `open`.
    static Result<std::unique_ptr<Writer>> start(Open open, int batchSize);
    /// Finishes and delivers what is queued, then ends the thread.
    ~Writer();

    /// Queues `work`. `done` is called on the main thread once the result is durable, in the order
    /// of the calls. Work that fails is undone alone; its neighbours in the transaction are kept:
    /// they are run again, so work must not build on what it left in memory the first time.
    void submit(Work work, Done done, int events = 1);
    /// Runs `work` in the queue's order and waits for it; nothing is delivered meanwhile.
    Result<> call(Work work);
    /// Waits until all that was submitted is stored, and delivers it.
    void flush();

private:
    struct Job
    {
        Work work;
        Done done;                                ///< on the main thread; or
        std::promise<Result<>> *caller = nullptr; ///< who waits in call()
        int events = 1;
        Result<> result = {};
    };
    explicit Writer(int batchSize);
    void run(const Open &open, std::promise<Result<>> &opened);
    void loop(Connection &connection);
    std::vector<Job> takeGroup();
    void finish(std::vector<Job> group);
    void deliver();
    static void store(Connection &connection, std::span<Job> group);

    const int m_batchSize;
    int m_limit;        ///< of the next group, in events; the writer's own
    std::mutex m_mutex; ///< guards the next five
    std::condition_variable m_changed;
    std::deque<Job> m_waiting;
    std::deque<Job> m_finished; ///< stored or failed, not yet told
    bool m_busy = false;
    bool m_stopping = false;
    QObject m_context; ///< receives the writer's news on the main thread
    std::unique_ptr<QThread> m_thread;
};

} // namespace pilothouse
