#pragma once

#include "agent/upkeep/housekeeper.h"
#include "agent/desks/desk_actions.h"
#include "agent/hooks/webhooks.h"
#include "agent/session_actions.h"
#include "agent/templates/template_actions.h"
#include "agent/session_options.h"
#include "core/clock.h"
#include "core/config.h"
#include "feed/event_feed.h"
#include "model/model_client.h"
#include "model/model_table.h"
#include "remote/nodes.h"
#include "store/conversation_store.h"
#include "store/database.h"
#include "store/search_index.h"

namespace pilothouse {

/// The whole product without a face: everything wired in start order, taken down in reverse.
/// Main thread.
class Engine
{
    Q_DISABLE_COPY_MOVE(Engine)
public:
    /// Opens the store, closes what a crash left open, sweeps orphaned desktops and makes the
    /// model client. Errors are those of the parts; each says what to do. Conflict: another server
    /// has the journal; nothing was changed.
    static QCoro::Task<Result<std::unique_ptr<Engine>>> start(Config config);
    ~Engine();

    Journal &journal() { return *m_journal; }
    SessionStore &sessions() { return *m_sessionStore; }
    SessionRegistry &registry() { return *m_registry; }
    /// Not started: for what runs long enough. stop() it before the registry's closeAll().
    Housekeeper &housekeeper() { return *m_housekeeper; }
    SessionActions &actions() { return *m_actions; }
    EventFeed &feed() { return *m_feed; }
    BlobStore &blobs() { return *m_blobs; }
    /// stop() it before the end.
    Snapshots &snapshots() { return *m_snapshots; }
    DeskActions &desks() { return *m_deskActions; }
    TemplateActions &templates() { return *m_templateActions; }
    AuditLog &audit() { return *m_audit; }
    SearchIndex &search() { return *m_search; }
    /// Not started: for what runs long enough. stop() it behind what appends.
    Webhooks &webhooks() { return *m_webhooks; }
    PushActions &push() { return *m_push; }
    ShareStore &shares() { return *m_shares; }
    ConversationStore &conversations() { return *m_conversations; }
    /// Null: desktops are on this machine. leaveDesktops() before closeDesktops().
    Nodes *nodes() { return m_nodes.get(); }
    /// All runs and desktops, wherever those are: SessionRegistry::closeAll(), and what follows.
    QCoro::Task<> closeDesktops();
    /// Database::whenLost().
    void whenJournalLost(std::function<void()> tell);
    const Clock &clock() const { return m_clock; }
    const Config &config() const { return m_config; }
    const ModelTable &models() const { return m_models; }
    /// What the server of chat completions says that it has, besides what was named.
    void addChatModels(const QStringList &listed);

    /// What a new session gets: model, dialect, prompt, sizes, limits.
    SessionOptions options(const SessionOverrides &overrides = {}) const;
    /// What of them cannot work: with their model, or on this machine.
    QList<Misfit> misfits(const SessionOptions &options) const;
    /// The same of what follows the options that a session has.
    QList<Misfit> misfits(const SessionOptions &now, const SessionOptions &wanted) const;

private:
    explicit Engine(Config config);
    Result<> openStore();
    Result<> openSecrets();
    Result<> openWebhooks();
    Result<> openModel();
    Result<> openNodes();
    WorkbenchFactory workbenches();
    QCoro::Task<> findDesktops();
    void openActions();

    Config m_config;
    const Clock &m_clock = systemClock();
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SessionStore> m_sessionStore;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<DeliveryStore> m_deliveries;
    std::unique_ptr<PushStore> m_pushStore;
    std::unique_ptr<PushActions> m_push;
    std::unique_ptr<Webhooks> m_webhooks;
    std::unique_ptr<TemplateStore> m_templates;
    std::unique_ptr<SearchIndex> m_search;
    std::unique_ptr<ShareStore> m_shares;
    std::unique_ptr<ConversationStore> m_conversations;
    std::unique_ptr<SavedStore> m_saved;
    std::unique_ptr<BlobStore> m_blobs;
    std::unique_ptr<SecretVault> m_secrets;
    QStringList m_namedChatModels;
    ModelTable m_models;
    std::unique_ptr<ModelClient> m_client;
    std::unique_ptr<Nodes> m_nodes; ///< null: desktops are on this machine
    std::unique_ptr<SessionRegistry> m_registry;
    std::unique_ptr<SessionRemoval> m_removal;
    std::unique_ptr<Housekeeper> m_housekeeper;
    std::unique_ptr<Snapshots> m_snapshots;
    std::unique_ptr<SessionHomes> m_homes;
    std::unique_ptr<SessionActions> m_actions;
    std::unique_ptr<DeskActions> m_deskActions;
    std::unique_ptr<TemplateActions> m_templateActions;
    std::unique_ptr<EventFeed> m_feed;
};

} // namespace pilothouse
