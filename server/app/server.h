#pragma once

#include "access/access_control.h"
#include "access/credentials.h"
#include "access/share_links.h"
#include "app/engine.h"
#include "app/mcp/mcp_face.h"
#include "door/front_door.h"
#include "exchange/router.h"
#include "feed/text_frames.h"
#include "feed/write_pace.h"
#include "gptme/gptme_api.h"
#include "openai/openai_api.h"

#include <memory>
#include <vector>

namespace pilothouse {

/// The engine behind guarded ports: REST, server-sent events and WebSockets. All ports serve the
/// same; those besides the main one only open another page. Main thread. stop() before destroying
/// it; the engine outlives it.
class Server
{
    Q_DISABLE_COPY_MOVE(Server)
public:
    /// Listens. Errors: the address or port cannot be used, the certificate or token cannot be
    /// read; each says what to do.
    static Result<std::unique_ptr<Server>> start(Engine &engine);
    ~Server();

    /// What a person opens: http://HOST:PORT/ui/?token=…
    QString readyUrl() const;
    /// The same of each further port, with a word of what it opens: "chat:
    /// http://HOST:PORT/chat?token=…".
    QStringList furtherUrls() const;
    /// Null: switched off.
    McpFace *mcp() { return m_mcp.get(); }
    quint16 port() const { return m_doors.front()->serverPort(); }

    /// No new connections; lets answers end and says goodbye to viewers, for a few seconds.
    QCoro::Task<> stop();

private:
    Server(Engine &engine, const QByteArray &token);
    Result<> openLinks();
    Result<> listen();
    Result<> open(quint16 port, const QByteArray &landing);
    void addRoutes();
    void addSockets();
    void addMcp();
    ApiParts apiParts();
    void addGptme();
    void addOpenAi();
    void followChatModels();
    QStringList answering() const;
    QString urlOf(const FrontDoor &door, const QString &path) const;
    int openSockets() const;
    /// Whether this viewer may still hold its connection.
    std::function<bool()> mayStay(const Upgrade &viewer);
    void showList(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade);
    void showEvents(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade);
    void showDesktop(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade);

    Engine &m_engine;
    QByteArray m_token;
    Credentials m_credentials;
    AccessControl m_access;
    std::unique_ptr<ShareLinks> m_links; ///< null: switched off
    std::unique_ptr<McpFace> m_mcp;      ///< null: switched off
    Router m_router;
    TextFrames m_frames;
    WritePace m_pace;
    std::unique_ptr<Conversations> m_conversations;  ///< of gptme's clients
    TaskScope m_tasks;                               ///< of handlers; they use what is above
    QByteArrayList m_landings;                       ///< where "/" of each of m_doors leads
    std::vector<std::unique_ptr<FrontDoor>> m_doors; ///< the main one first; they use the above
    bool m_stopping = false;
};

} // namespace pilothouse
