#pragma once

#include "http/nodes/node_routes.h"

namespace pilothouse {

/// What /health and /metrics tell besides what ApiParts know.
struct ServerState
{
    QString version;
    QString provider;                     ///< "anthropic" or "demo"
    QString sandbox;                      ///< the mode in use: "bwrap", "landlock" …
    QString network;                      ///< "own" or "shared": has each session one?
    QString limits;                       ///< what holds the sessions' limits: "cgroup v2" …
    NodeTelling nodes = {};               ///< GET /nodes
    std::function<QJsonObject()> models;  ///< what GET /models answers: modelListJson()
    std::function<int()> openSockets;     ///< clients connected now
    std::function<QString()> whyNotReady; ///< empty: ready
};

/// /health/, /health/live, /health/ready, /models and /metrics (Prometheus text format 0.0.4).
void addHealthRoutes(Router &router, const ApiParts &parts, const ServerState &state);

} // namespace pilothouse
