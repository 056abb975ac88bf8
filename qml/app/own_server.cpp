#include "qml/app/own_server.h"

#include "app/config_defaults.h"
#include "app/model_provider.h"

#include <algorithm>

#include <unistd.h>

namespace pilothouse {

OwnServer::OwnServer(QObject *parent) : QObject(parent) {}

OwnServer::~OwnServer() = default;

void OwnServer::start(Config config)
{
    enter(Starting);
    m_tasks.launch([this, config](std::stop_token) { return run(config); });
}

QCoro::Task<> OwnServer::run(Config config)
{
    auto settled = resolved(std::move(config));
    if (!settled) {
        enter(Failed, settled.error().message);
        co_return;
    }
    // From a menu the current folder is nobody's choice: docs/decisions/0065.
    if (::isatty(STDIN_FILENO) == 0)
        keepDatabaseWithData(settled->store);
    auto engine = co_await Engine::start(*std::move(settled));
    if (!engine) {
        enter(Failed, engine.error().message);
        co_return;
    }
    auto server = Server::start(**engine);
    if (!server) {
        enter(Failed, server.error().message);
        co_return;
    }
    m_engine = *std::move(engine);
    m_server = *std::move(server);
    if (m_state == Stopping) // meanwhile
        co_await end();
    else
        enter(Ready);
}

void OwnServer::stop()
{
    if (m_state == Stopping)
        return;
    const State was = m_state;
    enter(Stopping);
    if (was == Ready)
        m_tasks.launch([this](std::stop_token) { return end(); });
    else if (was != Starting)
        emit stopped();
}

QCoro::Task<> OwnServer::end()
{
    co_await m_engine->snapshots().stop(); // some request may be waiting for one
    co_await m_server->stop();
    co_await m_engine->housekeeper().stop();
    co_await m_engine->registry().closeAll();
    co_await m_engine->webhooks().stop(std::chrono::seconds(3));
    m_server.reset();
    m_engine.reset();
    emit stopped();
}

QString OwnServer::notice() const
{
    return m_engine ? providerNotice(m_engine->config().model.provider) : QString();
}

QString OwnServer::link() const
{
    return m_server ? m_server->readyUrl() : QString();
}

int OwnServer::goingOn() const
{
    if (!m_engine)
        return 0;
    const QList<SessionId> open = m_engine->registry().openSessions();
    return static_cast<int>(std::count_if(open.begin(), open.end(), [this](const SessionId &id) {
        const auto record = m_engine->registry().record(id);
        return record && (record->status == SessionStatus::Running ||
                          record->status == SessionStatus::AwaitingApproval);
    }));
}

void OwnServer::enter(State state, const QString &trouble)
{
    // A start that fails while it shall stop has stopped.
    const bool over = m_state == Stopping && state == Failed;
    m_state = state;
    m_trouble = trouble;
    emit changed();
    if (over)
        emit stopped();
}

} // namespace pilothouse
