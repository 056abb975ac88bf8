#include "app/core.h"

#include "agent/desktop_workbench.h"
#include "agent/system_prompt.h"
#include "core/log.h"
#include "desktop/desktop.h"
#include "model/dialect.h"

#include <QDir>

namespace pilothouse {

using namespace Qt::StringLiterals;

Core::Core(Config config) : m_config(std::move(config)) {}

Core::~Core() = default;

QCoro::Task<Result<std::unique_ptr<Core>>> Core::start(Config config)
{
    std::unique_ptr<Core> core(new Core(std::move(config)));
    if (auto opened = core->openStore(); !opened)
        co_return fail(opened.error());
    if (auto opened = core->openModel(); !opened)
        co_return fail(opened.error());
    const DesktopConfig &desktop = core->m_config.desktop;
    if (const int swept = sweepOrphans(desktop); swept > 0)
        qCInfo(logApp) << "removed" << swept << "desktops that a crash had left";
    const SessionServices services{.journal = *core->m_journal,
                                   .blobs = *core->m_blobs,
                                   .sessions = *core->m_sessionStore,
                                   .model = *core->m_client,
                                   .clock = core->m_clock,
                                   .workbench = desktopWorkbenches(desktop),
                                   .approvalTimeout = core->m_config.agent.approvalTimeout};
    core->m_registry =
        std::make_unique<SessionRegistry>(services, core->m_config.agent.maxSessions);
    core->openHousekeeping();
    const auto recovered = co_await core->m_registry->recover();
    if (!recovered)
        co_return fail(recovered.error());
    co_return core;
}

Result<> Core::openStore()
{
    auto database = Database::open(m_config.store, m_clock);
    if (!database)
        return fail(database.error());
    m_database = *std::move(database);
    m_journal = std::make_unique<Journal>(*m_database, m_clock);
    m_sessionStore = std::make_unique<SessionStore>(*m_database);
    m_audit = std::make_unique<AuditLog>(*m_database);
    auto blobs = BlobStore::open(QDir(m_config.store.dataDir).filePath(u"blobs"_s));
    if (!blobs)
        return fail(blobs.error());
    m_blobs = std::make_unique<BlobStore>(*std::move(blobs));
    return {};
}

Result<> Core::openModel()
{
    if (m_config.model.provider == "demo"_L1) {
        auto demo = DemoModelServer::listen();
        if (!demo)
            return fail(demo.error());
        m_demo = *std::move(demo);
        m_config.model.baseUrl = m_demo->baseUrl();
        m_config.model.apiKey = m_demo->apiKey();
        m_models = m_models.withoutPrices();
    }
    m_client = std::make_unique<AnthropicClient>(m_config.model, m_models, m_clock);
    return {};
}

void Core::openHousekeeping()
{
    const SessionRemoval::Parts removal{
        .registry = *m_registry, .sessions = *m_sessionStore, .blobs = *m_blobs, .audit = *m_audit};
    m_removal = std::make_unique<SessionRemoval>(removal, m_config.desktop);
    const Housekeeper::Limits limits{.idleTimeout = m_config.server.idleTimeout,
                                     .retention = m_config.server.retention};
    const Housekeeper::Parts parts{.clock = m_clock,
                                   .registry = *m_registry,
                                   .sessions = *m_sessionStore,
                                   .removal = *m_removal};
    m_housekeeper = std::make_unique<Housekeeper>(parts, limits);
}

SessionOptions Core::defaultOptions() const
{
    const ModelInfo model = m_models.find(m_config.model.model);
    SessionOptions options;
    options.provider = m_config.model.provider;
    options.model = m_config.model.model;
    options.dialect =
        m_config.model.dialect.isEmpty() ? name(model.dialect) : m_config.model.dialect;
    options.displaySize = m_config.desktop.size;
    options.pictureSize = pictureSizeFor(m_config.desktop.size, model.imageTier);
    options.systemPrompt = systemPrompt(options.pictureSize, m_config.agent.systemPromptSuffix);
    options.thinking = m_config.model.thinking;
    options.effort = m_config.model.effort;
    options.approval = m_config.agent.approval;
    options.budget = m_config.agent.budget;
    return options;
}

} // namespace pilothouse
