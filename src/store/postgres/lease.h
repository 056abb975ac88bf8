#pragma once

#include "store/database_url.h"
#include "store/postgres/lease_row.h"

#include <QObject>
#include <QSemaphore>

#include <functional>
#include <future>
#include <memory>

class QThread;

namespace pilothouse {

/// The lease of this server on a journal: renewed by a thread and a connection of its own, so that
/// neither a long commit nor a busy event loop lets it run out, and freed at its end. While the
/// PostgreSQL server is away it tries again and again: it is lost only when another has it.
/// Made and destroyed on the main thread, behind what stores.
class Lease
{
    Q_DISABLE_COPY_MOVE(Lease)
public:
    Lease(const PostgresServer &server, qint64 above);
    ~Lease();

    const LeaseClaim &claim() const { return m_claim; }
    /// The claim has become the lease (takeLease()): renews it from now on. To be called once, by
    /// any thread; what it has done holds for those who heard of it. Conflict: it is another's
    /// already. Else as openPostgres().
    Result<> begin();
    /// Higher than those of all who had the journal before. 0: begin() was not called.
    qint64 epoch() const { return m_epoch; }
    /// Called once on the main thread, when another server has taken the journal over.
    void whenLost(std::function<void()> tell);

private:
    void run(std::promise<Result<qint64>> &begun);
    bool goesOn(std::unique_ptr<Connection> &server);

    const PostgresServer m_server;
    const LeaseClaim m_claim;
    qint64 m_epoch = 0;
    QSemaphore m_ending; ///< released: the thread ends
    QObject m_context;   ///< hears of the loss
    std::function<void()> m_tell;
    bool m_isLost = false; ///< as the main thread knows
    std::unique_ptr<QThread> m_thread;
};

} // namespace pilothouse
