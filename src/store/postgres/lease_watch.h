#pragma once

#include "core/config.h"
#include "store/postgres/lease_row.h"

#include <QObject>
#include <QSemaphore>

#include <functional>
#include <memory>

class QThread;

namespace pilothouse {

/// Looks whether a journal may be taken over from the server that has it, twice a second, on a
/// thread and a connection of its own, and keeps a copy of it up to date meanwhile (StandByCopy).
/// Where the PostgreSQL server was away, it lets who has the journal renew its lease first. Main
/// thread.
class LeaseWatch
{
    Q_DISABLE_COPY_MOVE(LeaseWatch)
public:
    /// `config.databaseUrl` is that of a server. `tell` is called once on the main thread: the
    /// lease is over. Somebody else may be faster.
    LeaseWatch(const StoreConfig &config, std::function<void()> tell);
    ~LeaseWatch();

private:
    void run();

    const StoreConfig m_config;
    const std::function<void()> m_tell;
    QSemaphore m_ending; ///< released: the thread ends
    QObject m_context;   ///< hears of the end
    std::unique_ptr<QThread> m_thread;
};

} // namespace pilothouse
