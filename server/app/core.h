#pragma once

#include "agent/housekeeper.h"
#include "core/clock.h"
#include "core/config.h"
#include "model/anthropic_client.h"
#include "model/demo/demo_server.h"
#include "store/database.h"

namespace pilothouse {

/// The whole product without a face: everything wired in start order, taken down in reverse.
/// Main thread.
class Core
{
    Q_DISABLE_COPY_MOVE(Core)
public:
    /// Opens the store, closes what a crash left open, sweeps orphaned desktops and makes the
    /// model client. Errors are those of the parts; each says what to do.
    static QCoro::Task<Result<std::unique_ptr<Core>>> start(Config config);
    ~Core();

    Journal &journal() { return *m_journal; }
    SessionStore &sessions() { return *m_sessionStore; }
    SessionRegistry &registry() { return *m_registry; }
    AuditLog &audit() { return *m_audit; }
    SessionRemoval &removal() { return *m_removal; }
    /// Not started: for what runs long enough. stop() it before the registry's closeAll().
    Housekeeper &housekeeper() { return *m_housekeeper; }
    const Config &config() const { return m_config; }

    /// What a new session gets from the configuration: model, dialect, prompt, sizes, limits.
    SessionOptions defaultOptions() const;

private:
    explicit Core(Config config);
    Result<> openStore();
    Result<> openModel();
    void openHousekeeping();

    Config m_config;
    SystemClock m_clock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SessionStore> m_sessionStore;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<BlobStore> m_blobs;
    std::unique_ptr<DemoModelServer> m_demo;
    ModelTable m_models = ModelTable::builtin();
    std::unique_ptr<AnthropicClient> m_client;
    std::unique_ptr<SessionRegistry> m_registry;
    std::unique_ptr<SessionRemoval> m_removal;
    std::unique_ptr<Housekeeper> m_housekeeper;
};

} // namespace pilothouse
