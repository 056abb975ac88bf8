#pragma once

#include "mcp/agent/agent_parts.h"
#include "mcp/resources.h"

namespace pilothouse {

/// Sessions, what happened in them, what their screens show and their files, as resources:
/// pilothouse://sessions, …/{id}, …/{id}/events, …/{id}/screenshot, …/{id}/files/{path}. Main
/// thread. Outlives the tasks of its reads.
class SessionResources
{
    Q_DISABLE_COPY_MOVE(SessionResources)
public:
    explicit SessionResources(McpParts parts) : m_parts(std::move(parts)) {}

    McpResources resources();

private:
    bool isWatched(const QString &uri) const;
    void watch(ChangeNotices &notices) const;
    QJsonArray list() const;
    QCoro::Task<Result<QJsonArray>> read(QString uri, std::stop_token stop);
    QCoro::Task<Result<QJsonArray>> readPart(QString uri, SessionRecord session, QString path,
                                             std::stop_token stop);
    Result<QByteArray> sessions() const;
    Result<QByteArray> events(const SessionId &session, EventSeq after) const;
    QCoro::Task<Result<QByteArray>> screenshot(SessionId session, std::stop_token stop);
    QCoro::Task<Result<QJsonObject>> file(SessionId session, QString path);

    McpParts m_parts;
};

} // namespace pilothouse
