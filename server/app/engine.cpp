#include "app/engine.h"

#include "agent/upkeep/crash_recovery.h"
#include "agent/desktop_workbench.h"
#include "agent/hooks/hook_rules.h"
#include "access/secret_file.h"
#include "app/complain.h"
#include "app/model_provider.h"
#include "app/node/open_nodes.h"
#include "app/serve/own_process.h"
#include "app/secrets_file.h"
#include "core/hooks/webhook_spelling.h"
#include "core/log.h"
#include "remote/fence.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"
#include "store/masked_event.h"

#include <QDir>

namespace pilothouse {

using namespace Qt::StringLiterals;

Engine::Engine(Config config) : m_config(std::move(config)) {}

Engine::~Engine() = default;

QCoro::Task<Result<std::unique_ptr<Engine>>> Engine::start(Config config)
{
    std::unique_ptr<Engine> engine(new Engine(std::move(config)));
    if (auto opened = engine->openStore(); !opened)
        co_return fail(opened.error());
    if (auto opened = engine->openSecrets(); !opened)
        co_return fail(opened.error());
    if (auto opened = engine->openWebhooks(); !opened)
        co_return fail(opened.error());
    if (auto opened = engine->openModel(); !opened)
        co_return fail(opened.error());
    const DesktopConfig &desktop = engine->m_config.desktop;
    closeOwnProcess(desktop.sandbox);
    if (auto placed = engine->openNodes(); !placed)
        co_return fail(placed.error());
    if (const int swept = sweepOrphans(desktop); swept > 0)
        qCInfo(logApp) << "removed" << swept << "desktops that a crash had left";
    const SessionParts parts{.journal = *engine->m_journal,
                             .blobs = *engine->m_blobs,
                             .sessions = *engine->m_sessionStore,
                             .model = *engine->m_client,
                             .clock = engine->m_clock,
                             .workbench = engine->workbenches(),
                             .secrets = *engine->m_secrets,
                             .approvalTimeout = engine->m_config.agent.approvalTimeout,
                             .wheel = {.idle = engine->m_config.agent.wheelIdle}};
    engine->m_registry =
        std::make_unique<SessionRegistry>(parts, engine->m_config.agent.maxSessions);
    engine->openActions();
    engine->m_feed =
        std::make_unique<EventFeed>(*engine->m_journal, *engine->m_registry, engine->m_clock);
    co_await engine->m_snapshots->recover();
    const auto recovered = co_await closeOpenRuns(parts, engine->m_nodes != nullptr);
    if (!recovered)
        co_return fail(recovered.error());
    co_await engine->findDesktops();
    engine->m_search->fillIn();
    co_return engine;
}

/// Desktops are on nodes, or on this machine.
Result<> Engine::openNodes()
{
    if (!hasNodes(m_config)) {
        logSandbox(m_config.desktop.sandbox);
        return checkEgress(m_config.desktop);
    }
    m_config.desktop.homesElsewhere = true;
    m_config.desktop.saved.snapshots = m_config.desktop.saved.desks = 0;
    auto nodes = openNodesOf(m_config, m_clock, m_database->epoch());
    if (!nodes)
        return fail(nodes.error());
    m_nodes = *std::move(nodes);
    QObject::connect(m_nodes.get(), &Nodes::lost, m_nodes.get(),
                     [this](const SessionId &session) { m_registry->tellLost(session); });
    return {};
}

WorkbenchFactory Engine::workbenches()
{
    return m_nodes ? m_nodes->workbenches() : desktopWorkbenches(m_config.desktop, m_clock);
}

/// Those that outlived the server before this one.
QCoro::Task<> Engine::findDesktops()
{
    if (!m_nodes)
        co_return;
    const auto secretsOf = [this](const SessionId &id) -> const Secrets * {
        const auto session = m_sessionStore->find(id);
        const bool isWanted = session && session->status != SessionStatus::Finished;
        return isWanted ? &m_secrets->of(id) : nullptr;
    };
    const auto planOf = [this](const SessionId &id) {
        return benchPlanOf(*m_sessionStore->find(id), m_config.desktop);
    };
    const int found = co_await m_nodes->recover(secretsOf, planOf, m_config.server.idleTimeout);
    if (found > 0)
        qCInfo(logApp) << "found" << found << "desktops on nodes again";
}

QCoro::Task<> Engine::closeDesktops()
{
    co_await m_registry->closeAll();
    if (m_nodes)
        co_await m_nodes->stop();
}

Result<> Engine::openStore()
{
    // Who takes the journal over is the newer one for nodes, too.
    const Result<qint64> fence = hasNodes(m_config) ? lastFence(m_config.store.dataDir) : 0;
    if (!fence)
        return failAt(u"--data-dir"_s, fence.error());
    auto database = Database::open(m_config.store, m_clock, *fence);
    if (!database)
        return failAt(u"--database-url"_s, database.error());
    m_database = *std::move(database);
    m_journal = std::make_unique<Journal>(*m_database, m_clock);
    m_sessionStore = std::make_unique<SessionStore>(*m_database, m_config.desktop.egress);
    m_audit = std::make_unique<AuditLog>(*m_database);
    m_templates = std::make_unique<TemplateStore>(*m_database);
    m_search = std::make_unique<SearchIndex>(*m_database);
    m_shares = std::make_unique<ShareStore>(*m_database);
    m_conversations = std::make_unique<ConversationStore>(*m_database);
    m_saved = std::make_unique<SavedStore>(*m_database);
    auto blobs = BlobStore::open(QDir(m_config.store.dataDir).filePath(u"blobs"_s));
    if (!blobs)
        return failAt(u"--data-dir"_s, blobs.error());
    m_blobs = std::make_unique<BlobStore>(*std::move(blobs));
    return {};
}

Result<> Engine::openSecrets()
{
    const QString &path = m_config.agent.secretsFile;
    const auto everywhere =
        path.isEmpty() ? Result<QList<Secret>>(QList<Secret>()) : readSecretsFile(path);
    if (!everywhere)
        return fail(everywhere.error());
    m_secrets = std::make_unique<SecretVault>(*everywhere);
    m_journal->setFilter([this](const SessionId &session, EventBody body) {
        return masked(std::move(body), m_secrets->find(session));
    });
    return {};
}

Result<> Engine::openWebhooks()
{
    WebhookConfig &config = m_config.webhooks;
    if (config.secret.isEmpty() && !config.secretFile.isEmpty()) {
        const Result<QString> text = readSecretText(config.secretFile);
        const Result<QString> secrets = text ? webhookSecrets(*text) : text;
        if (!secrets)
            return failAt(u"--webhook-secret-file"_s, secrets.error());
        config.secret = *secrets;
    }
    for (const QString &url : std::as_const(config.urls))
        if (auto may = mayBeWebhook(url, config); !may)
            return fail(Errc::InvalidArgument,
                        u"--webhook: set PILOTHOUSE_WEBHOOK_SECRET, which signs what is sent, or "
                        "--webhook-format text"_s);
    m_deliveries = std::make_unique<DeliveryStore>(*m_database);
    const Result<QByteArray> secret =
        openSecretFile(m_config.store.dataDir + u"/push-key"_s, u"The key for browsers"_s);
    if (!secret)
        return fail(secret.error());
    const auto key = P256Key::from(QByteArray::fromBase64(*secret, QByteArray::Base64UrlEncoding));
    if (!key)
        return fail(key.error());
    m_pushStore = std::make_unique<PushStore>(*m_database);
    m_push = std::make_unique<PushActions>(PushActions::Parts{
        .store = *m_pushStore, .audit = *m_audit, .clock = m_clock, .config = config, .key = *key});
    const Webhooks::Parts parts{.journal = *m_journal,
                                .deliveries = *m_deliveries,
                                .audit = *m_audit,
                                .clock = m_clock,
                                .push = m_push.get()};
    m_webhooks = std::make_unique<Webhooks>(parts, config);
    return {};
}

Result<> Engine::openModel()
{
    m_namedChatModels = m_config.model.chat.models;
    m_models = modelsOf(m_config.model);
    auto client = openModelClient(m_config.model, m_models, m_clock);
    if (!client)
        return fail(client.error());
    m_client = *std::move(client);
    return {};
}

void Engine::whenJournalLost(std::function<void()> tell)
{
    m_database->whenLost(std::move(tell));
}

void Engine::addChatModels(const QStringList &listed)
{
    QStringList &models = m_config.model.chat.models;
    models = m_namedChatModels + listed;
    models.removeDuplicates();
    m_models = modelsOf(m_config.model);
}

void Engine::openActions()
{
    const SessionRemoval::Parts removal{
        .registry = *m_registry, .sessions = *m_sessionStore, .blobs = *m_blobs, .audit = *m_audit};
    SessionRemoval::FilesElsewhere elsewhere;
    if (m_nodes)
        elsewhere = [this](SessionId session) { return m_nodes->forget(std::move(session)); };
    m_removal = std::make_unique<SessionRemoval>(removal, m_config.desktop, std::move(elsewhere));
    const Housekeeper::Limits limits{.idleTimeout = m_config.server.idleTimeout,
                                     .retention = m_config.server.retention};
    const Housekeeper::Parts parts{.clock = m_clock,
                                   .registry = *m_registry,
                                   .sessions = *m_sessionStore,
                                   .removal = *m_removal};
    m_housekeeper = std::make_unique<Housekeeper>(parts, limits);
    m_homes = m_nodes ? m_nodes->homes() : std::make_unique<LocalHomes>(m_config.desktop);
    const Snapshots::Parts keeping{
        .saved = *m_saved, .sessions = *m_sessionStore, .journal = *m_journal, .clock = m_clock};
    m_snapshots = std::make_unique<Snapshots>(keeping, m_config.desktop);
    const SessionActions::Parts deeds{.registry = *m_registry,
                                      .sessions = *m_sessionStore,
                                      .journal = *m_journal,
                                      .removal = *m_removal,
                                      .audit = *m_audit,
                                      .secrets = *m_secrets,
                                      .blobs = *m_blobs,
                                      .shares = *m_shares,
                                      .models = m_models,
                                      .snapshots = *m_snapshots,
                                      .homes = *m_homes};
    m_actions = std::make_unique<SessionActions>(deeds);
    const DeskActions::Parts desks{.snapshots = *m_snapshots,
                                   .registry = *m_registry,
                                   .sessions = *m_sessionStore,
                                   .journal = *m_journal,
                                   .audit = *m_audit};
    m_deskActions = std::make_unique<DeskActions>(desks);
    m_templateActions = std::make_unique<TemplateActions>(*m_templates, *m_audit, *m_secrets);
}

QList<Misfit> Engine::misfits(const SessionOptions &options) const
{
    QList<Misfit> found =
        pilothouse::misfits(options, m_models) + pilothouse::misfits(options, m_config.agent);
    const ModelConfig &model = m_config.model;
    if (auto known = checkProvider(model, options.provider); !known)
        found.append({u"provider"_s, known.error().message});
    if (auto known = checkModelName(model, options.provider, options.model, m_models); !known)
        found.append({u"model"_s, known.error().message});
    const DesktopConfig &desktop = m_config.desktop;
    const auto sandbox = chooseSandbox(desktop.sandbox, sandboxReport());
    const bool isAsked = desktop.egressAsked || options.egress.mode != desktop.egress.mode;
    if (sandbox && isAsked && !m_nodes) // a node says so itself
        if (auto held = canHold(options.egress.mode, *sandbox, sandboxReport()); !held)
            found.append({u"egress"_s, held.error().message});
    if (!options.webhook.isEmpty())
        if (const auto may = mayBeWebhook(options.webhook, m_config.webhooks); !may)
            found.append({u"webhook"_s, may.error().message});
    if (!options.desk.isEmpty() && m_nodes)
        found.append({u"desk"_s, u"Desks are not brought to nodes yet."_s});
    else if (!options.desk.isEmpty())
        if (const auto desk = m_saved->desk(options.desk); !desk)
            found.append({u"desk"_s, desk.error().message});
    return found;
}

QList<Misfit> Engine::misfits(const SessionOptions &now, const SessionOptions &wanted) const
{
    QList<Misfit> found = pilothouse::misfits(now, wanted, m_models);
    const bool isOther = wanted.model != now.model;
    const auto known = checkModelName(m_config.model, now.provider, wanted.model, m_models);
    if (isOther && !known)
        found.append({u"model"_s, known.error().message});
    return found;
}

SessionOptions Engine::options(const SessionOverrides &overrides) const
{
    return sessionOptions(m_config, m_models, overrides);
}

} // namespace pilothouse
