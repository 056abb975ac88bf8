#include "store/postgres/lease_watch.h"

#include "core/log.h"
#include "store/postgres/postgres_connection.h"
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
    Result<bool> over = isJournalLeft(*server);
    if (!over)
        server.reset();
    return over;
}

} // namespace

LeaseWatch::LeaseWatch(const PostgresServer &server, std::function<void()> tell)
    : m_server(server), m_tell(std::move(tell)), m_thread(QThread::create([this] { run(); }))
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
    std::unique_ptr<Connection> server;
    std::chrono::milliseconds pause = kLook;
    while (!m_ending.tryAcquire(1, int(pause.count()))) {
        const Result<bool> over = look(m_server, server);
        if (over && *over) {
            QMetaObject::invokeMethod(&m_context, m_tell, Qt::QueuedConnection);
            return;
        }
        if (!over)
            qCWarning(logStore).noquote() << over.error().message << over.error().detail;
        pause = over ? kLook : 2 * kLeaseRenewal;
    }
}

} // namespace pilothouse
