#pragma once

#include "core/config.h"
#include "core/clock.h"
#include "store/database_url.h"
#include "store/file_lock.h"
#include "store/writer.h"

#include <QCoroTask>
#include <QSemaphore>
#include <QTemporaryDir>

#include <functional>

namespace pilothouse {

class Lease;

/// The SQLite file that holds sessions and their journal: one writer thread, one read-only
/// connection for the main thread (WAL, so neither waits for the other), one server at a time.
/// With a PostgreSQL server the file is a copy of what is there, "journal-copy.sqlite3" in the data
/// folder; what is written is on the server first (postgres/keeper.h). While that one is away,
/// writing waits for `config.serverPatience`, then fails as Unavailable, and reading goes on. It
/// has the lease on that journal (postgres/lease.h) for as long as it is there.
/// Lives on the main thread and outlives everything that stores. Connections are gone when it is.
class Database
{
    Q_DISABLE_COPY_MOVE(Database)
public:
    /// Opens `config.databaseUrl`, creating the file (0600) and its folder (0700) when missing,
    /// and brings its schema up to date. Each failure leaves an existing file as it is:
    /// InvalidArgument: the URL. Conflict: another server uses it. Unsupported: a newer server
    /// made it, or another program. Corrupt: damaged, or not a database. Unavailable: locked by
    /// another program. Io: disk full, read-only, not to be opened. Of a server: those of
    /// openPostgres(). `clock` must outlive it. `above`: the epoch() is to be higher than this.
    static Result<std::unique_ptr<Database>> open(const StoreConfig &config, const Clock &clock,
                                                  qint64 above = 0);
    /// Opens an existing database to read it only, also while a server uses it. Nothing may be
    /// stored through it. NotFound: there is none. Unsupported: another version of Pilothouse made
    /// it. Else as open(). A database in memory cannot be opened so: InvalidArgument. A server's is
    /// copied as it is now, which takes as long as it is large.
    static Result<std::unique_ptr<Database>> openToRead(const StoreConfig &config,
                                                        const Clock &clock);
    /// Stores and delivers what is queued.
    ~Database();

    /// Runs `work(Connection &)`, a callable returning a Result, at once. It sees everything that
    /// is committed, and must not write.
    template <typename Work>
    auto read(Work work) const -> decltype(work(std::declval<Connection &>()))
    {
        decltype(work(std::declval<Connection &>())) result;
        const Result<> done = readWith([&work, &result](Connection &connection) -> Result<> {
            result = work(connection);
            return {};
        });
        if (!done)
            return fail(done.error());
        return result;
    }
    /// Queues `work` for the writer thread; ends once its result is durable. Queued at once, even
    /// if the task is dropped. See Writer for failures and order.
    QCoro::Task<Result<>> write(Writer::Work work);
    /// The same with a callback on the main thread; `events`: how much of a batch it is.
    void submit(Writer::Work work, Writer::Done done, int events);
    /// Waits until all that was queued is stored, and delivers it.
    void flush();

    const Clock &clock() const { return m_clock; }

    /// Of a journal on a server: higher than those of all who had it before, whatever the clocks of
    /// their machines say. 0: a file, or opened to read.
    qint64 epoch() const;
    /// `tell` is called once, when another server has taken the journal over: nothing can be stored
    /// any more. Never of a file.
    void whenLost(std::function<void()> tell);

private:
    explicit Database(const Clock &clock);
    Result<> readWith(const Writer::Work &work) const;
    Result<QString> placeFor(const DatabaseLocation &location, const StoreConfig &config);
    Result<> openReader(const QString &file, const StoreConfig &config);

    const Clock &m_clock;
    std::optional<QTemporaryDir> m_folder; ///< for a copy without a place
    FileLock m_lock;
    std::unique_ptr<Lease> m_lease; ///< of a journal on a server; ends behind the writer
    std::shared_ptr<QSemaphore> m_stopping = std::make_shared<QSemaphore>();
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Connection> m_reader; ///< none in memory: then the writer reads, too
};

} // namespace pilothouse
