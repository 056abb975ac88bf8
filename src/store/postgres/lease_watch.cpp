#include "store/postgres/lease_watch.h"

#include "core/log.h"
#include "store/postgres/postgres_connection.h"
#include "store/postgres/stand_by_copy.h"
#include "store/postgres/taking_over.h"

#include <QThread>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kLook{500};

// `server` is null after a failure, and before the first look.
Result<bool> look(const PostgresServer &address, std::unique_ptr<Connection> &server)
{
    if (!server) {
        auto opened = openPostgres(address);
        if (!opened)
            return fail(opened.error());
        server = std::move(*opened);
    }
    return isJournalLeft(*server);
}

} // namespace

LeaseWatch::LeaseWatch(const StoreConfig &config, std::function<void()> tell)
    : m_config(config), m_tell(std::move(tell)), m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(u"store watch"_s);
    m_thread->start();
}

LeaseWatch::~LeaseWatch()
{
    m_ending.release();
    m_thread->wait();
}

void LeaseWatch::run()
{
    const PostgresServer address = *parseDatabaseUrl(m_config.databaseUrl)->postgres;
    StandByCopy copy(m_config);
    std::unique_ptr<Connection> server;
    Result<bool> over = false;
    while (!m_ending.tryAcquire(1, int((over ? kLook : 2 * kLeaseRenewal).count()))) {
        over = look(address, server);
        if (over && *over)
            break;
        if (const Result<> followed = over ? copy.follow(*server) : Result<>(); !followed)
            over = fail(followed.error());
        if (over)
            continue;
        qCWarning(logStore).noquote() << over.error().message << over.error().detail;
        server.reset();
    }
    if (over && *over) // else it was to end
        QMetaObject::invokeMethod(&m_context, m_tell, Qt::QueuedConnection);
}

} // namespace pilothouse
