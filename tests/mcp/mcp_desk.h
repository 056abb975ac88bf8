#pragma once

#include "core/json.h"
#include "core/wait.h"
#include "mcp/agent/agent_tools.h"
#include "mcp/agent/run_tasks.h"
#include "mcp/agent/session_resources.h"
#include "mcp/computer/computer_tools.h"
#include "mcp/mcp_server.h"
#include "store/share_store.h"
#include "support/agent_fixture.h"

#include <QCoroTask>
#include <QTest>

namespace pilothouse {

/// An MCP server with its tools on a scripted model and fake desktops, without a transport.
class McpDesk
{
public:
    explicit McpDesk(QList<ScriptedReply> script = {})
        : agent(std::move(script)), registry(agent.services(), 8)
    {
    }
    ~McpDesk()
    {
        QCoro::waitFor(registry.closeAll());
        QCoro::waitFor(snapshots.stop());
    }

    /// The answer of a client of the old era to one call of a tool: its result.
    QJsonObject call(const QString &tool, const QJsonObject &arguments,
                     const QJsonObject &meta = {})
    {
        const QJsonObject params{{QStringLiteral("name"), tool},
                                 {QStringLiteral("arguments"), arguments},
                                 {QStringLiteral("_meta"), meta}};
        const McpAnswer answer = ask(QStringLiteral("tools/call"), params);
        return answer.message.value(QStringLiteral("result")).toObject();
    }
    McpAnswer ask(const QString &method, const QJsonObject &params)
    {
        return QCoro::waitFor(server.answer(text(method, params), transport(), {}));
    }
    QByteArray text(const QString &method, const QJsonObject &params) const
    {
        QJsonObject message = rpcNotification(method, params);
        message.insert(QStringLiteral("id"), 1);
        return compactJson(message);
    }
    McpTransport transport()
    {
        McpTransport transport;
        transport.actor = QStringLiteral("token (MCP)");
        transport.address = QStringLiteral("http://here");
        transport.client = "a client";
        transport.notify = [this](const QJsonObject &message) { told.append(message); };
        return transport;
    }

    AgentFixture agent;
    AuditLog audit{*agent.database};
    ShareStore shares{*agent.database};
    SessionRegistry registry;
    SessionRemoval removal{{registry, agent.sessions, agent.blobs, audit}, homes()};
    SavedStore saved{*agent.database};
    Snapshots snapshots{{saved, agent.sessions, agent.journal, agent.clock}, homes()};
    LocalHomes sessionHomes{homes()};
    SessionActions actions{{registry, agent.sessions, agent.journal, removal, audit, agent.secrets,
                            agent.blobs, shares, ModelTable::builtin(), snapshots, sessionHomes}};
    EventFeed feed{agent.journal, registry, agent.clock};
    QList<QJsonObject> told; ///< notifications
    AgentTools agentTools{parts()};
    ComputerTools computerTools{parts()};
    SessionResources sessionResources{parts()};
    RunTasks runTasks{parts()};
    McpServer server{{.version = QStringLiteral("1.2.3"), .instructions = QStringLiteral("Do.")},
                     computerTools.tools() + agentTools.tools(),
                     sessionResources.resources(),
                     runTasks.tasks(),
                     agent.clock};

    McpParts parts()
    {
        return {.actions = actions,
                .sessions = agent.sessions,
                .registry = registry,
                .journal = agent.journal,
                .blobs = agent.blobs,
                .feed = feed,
                .clock = agent.clock,
                .options =
                    [](const SessionOverrides &overrides) {
                        return sessionOptions(Config(), ModelTable::builtin(), overrides);
                    },
                .misfits =
                    [](const SessionOptions &options) {
                        return misfits(options, ModelTable::builtin());
                    }};
    }

private:
    DesktopConfig homes() const
    {
        DesktopConfig config;
        config.homesDir = agent.folder.filePath(QStringLiteral("homes"));
        config.savedDir = agent.folder.filePath(QStringLiteral("saved"));
        return config;
    }
};

/// A call of the shell for a scripted model.
inline ToolCall shellCall(const QString &id)
{
    const QString bash = QStringLiteral("bash");
    return {.id = id,
            .name = bash,
            .tool = bash,
            .action = QStringLiteral("run"),
            .input = QJsonObject{{QStringLiteral("command"), QStringLiteral("ls")}}};
}

} // namespace pilothouse
