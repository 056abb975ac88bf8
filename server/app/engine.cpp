#include "app/engine.h"

#include "agent/upkeep/crash_recovery.h"
#include "agent/desktop_workbench.h"
#include "agent/hooks/hook_rules.h"
#include "app/complain.h"
#include "app/model_provider.h"
#include "app/secrets_file.h"
#include "core/log.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"
#include "store/masked_event.h"

#include <QDir>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// No core file may hold keys. Where the programs of desktops are of our own user and see our
/// process, the kernel is told that none may look into it: neither into its environment nor its
/// memory, whatever the sandbox does.
void closeOurselves(SandboxMode asked)
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    const auto mode = chooseSandbox(asked, sandboxReport());
    if (mode && sharesUser(*mode))
        prctl(PR_SET_DUMPABLE, 0);
}

/// What was asked for and cannot be held is refused before anybody relies on it.
Result<> checkEgress(const DesktopConfig &desktop)
{
    const auto mode = chooseSandbox(desktop.sandbox, sandboxReport());
    if (!desktop.egressAsked || !mode) // without a sandbox no desktop starts at all
        return {};
    if (auto held = canHold(desktop.egress.mode, *mode, sandboxReport()); !held)
        return failAt(u"--egress"_s, held.error());
    return {};
}

void logSandbox(SandboxMode asked)
{
    const SandboxReport &report = sandboxReport();
    const auto mode = chooseSandbox(asked, report);
    if (!mode)
        qCWarning(logApp).noquote() << mode.error().message;
    else if (*mode == SandboxMode::Bwrap)
        qCInfo(logApp).noquote() << u"sandbox"_s << describe(*mode, report);
    else
        qCWarning(logApp).noquote() << u"sandbox"_s << describe(*mode, report);
}

} // namespace

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
    closeOurselves(desktop.sandbox);
    logSandbox(desktop.sandbox);
    if (auto held = checkEgress(desktop); !held)
        co_return fail(held.error());
    if (const int swept = sweepOrphans(desktop); swept > 0)
        qCInfo(logApp) << "removed" << swept << "desktops that a crash had left";
    const SessionParts parts{.journal = *engine->m_journal,
                             .blobs = *engine->m_blobs,
                             .sessions = *engine->m_sessionStore,
                             .model = *engine->m_client,
                             .clock = engine->m_clock,
                             .workbench = desktopWorkbenches(desktop, engine->m_clock),
                             .secrets = *engine->m_secrets,
                             .approvalTimeout = engine->m_config.agent.approvalTimeout,
                             .wheel = {.idle = engine->m_config.agent.wheelIdle}};
    engine->m_registry =
        std::make_unique<SessionRegistry>(parts, engine->m_config.agent.maxSessions);
    engine->openActions();
    engine->m_feed =
        std::make_unique<EventFeed>(*engine->m_journal, *engine->m_registry, engine->m_clock);
    co_await engine->m_snapshots->recover();
    const auto recovered = co_await closeOpenRuns(parts);
    if (!recovered)
        co_return fail(recovered.error());
    engine->m_search->fillIn();
    co_return engine;
}

Result<> Engine::openStore()
{
    auto database = Database::open(m_config.store, m_clock);
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
        const Result<QString> secret = readSecretLine(config.secretFile, kLeastWebhookSecret);
        if (!secret)
            return failAt(u"--webhook-secret-file"_s, secret.error());
        config.secret = *secret;
    }
    for (const QString &url : std::as_const(config.urls))
        if (auto may = mayBeWebhook(url, config); !may)
            return fail(Errc::InvalidArgument,
                        u"--webhook: set PILOTHOUSE_WEBHOOK_SECRET, which signs what is sent, or "
                        "--webhook-format text"_s);
    m_deliveries = std::make_unique<DeliveryStore>(*m_database);
    const Webhooks::Parts parts{
        .journal = *m_journal, .deliveries = *m_deliveries, .audit = *m_audit, .clock = m_clock};
    m_webhooks = std::make_unique<Webhooks>(parts, config);
    return {};
}

Result<> Engine::openModel()
{
    m_models = modelsOf(m_config.model);
    auto client = openModelClient(m_config.model, m_models, m_clock);
    if (!client)
        return fail(client.error());
    m_client = *std::move(client);
    return {};
}

void Engine::openActions()
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
                                      .snapshots = *m_snapshots};
    m_actions = std::make_unique<SessionActions>(deeds, m_config.desktop);
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
    if (auto known = checkModelName(m_config.model, options.model, m_models); !known)
        found.append({u"model"_s, known.error().message});
    const DesktopConfig &desktop = m_config.desktop;
    const auto sandbox = chooseSandbox(desktop.sandbox, sandboxReport());
    const bool isAsked = desktop.egressAsked || options.egress.mode != desktop.egress.mode;
    if (sandbox && isAsked)
        if (auto held = canHold(options.egress.mode, *sandbox, sandboxReport()); !held)
            found.append({u"egress"_s, held.error().message});
    if (!options.webhook.isEmpty())
        if (const auto may = mayBeWebhook(options.webhook, m_config.webhooks); !may)
            found.append({u"webhook"_s, may.error().message});
    if (!options.desk.isEmpty())
        if (const auto desk = m_saved->desk(options.desk); !desk)
            found.append({u"desk"_s, desk.error().message});
    return found;
}

QList<Misfit> Engine::misfits(const SessionOptions &now, const SessionOptions &wanted) const
{
    QList<Misfit> found = pilothouse::misfits(now, wanted, m_models);
    const bool isOther = wanted.model != now.model;
    if (auto known = checkModelName(m_config.model, wanted.model, m_models); isOther && !known)
        found.append({u"model"_s, known.error().message});
    return found;
}

SessionOptions Engine::options(const SessionOverrides &overrides) const
{
    return sessionOptions(m_config, m_models, overrides);
}

} // namespace pilothouse
