#include "store/postgres/lease.h"

#include "core/ids.h"
#include "core/log.h"
#include "store/postgres/postgres_connection.h"

#include <QThread>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kPause{1'000}; // while the server is away

} // namespace

Lease::Lease(const PostgresServer &server, qint64 above)
    : m_server(server), m_claim{.owner = randomUuid(), .above = above}
{
}

Lease::~Lease()
{
    m_ending.release();
    if (m_thread)
        m_thread->wait();
}

Result<> Lease::begin()
{
    std::promise<Result<qint64>> begun;
    m_thread.reset(QThread::create([this, &begun] { run(begun); }));
    m_thread->setObjectName(u"store lease"_s);
    m_thread->start();
    const Result<qint64> epoch = begun.get_future().get();
    if (!epoch)
        return fail(epoch.error());
    m_epoch = *epoch;
    return {};
}

void Lease::whenLost(std::function<void()> tell)
{
    m_tell = std::move(tell);
    if (m_isLost && m_tell)
        m_tell();
}

void Lease::run(std::promise<Result<qint64>> &begun)
{
    auto opened = openPostgres(m_server);
    const Result<qint64> epoch =
        opened ? renewLease(**opened, m_claim.owner) : fail(opened.error());
    std::unique_ptr<Connection> server = epoch ? std::move(*opened) : nullptr;
    begun.set_value(epoch); // from here on `begun` is gone
    if (!server)
        return;
    while (!m_ending.tryAcquire(1, int((server ? kLeaseRenewal : kPause).count())))
        if (!goesOn(server))
            return;
    if (server)
        (void)freeLease(*server, m_claim.owner); // else it runs out
}

// False: it is another's. `server` is null after a failure.
bool Lease::goesOn(std::unique_ptr<Connection> &server)
{
    const bool wasThere = server != nullptr;
    if (!wasThere)
        if (auto opened = openPostgres(m_server))
            server = std::move(*opened);
    if (!server)
        return true;
    const auto renewed = renewLease(*server, m_claim.owner);
    if (renewed)
        return true;
    qCWarning(logStore).noquote() << renewed.error().message << renewed.error().detail;
    server.reset();
    if (renewed.error().code != Errc::Conflict)
        return true;
    const auto tell = [this] {
        m_isLost = true;
        if (m_tell)
            m_tell();
    };
    QMetaObject::invokeMethod(&m_context, tell, Qt::QueuedConnection);
    return false;
}

} // namespace pilothouse
