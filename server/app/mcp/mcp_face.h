#pragma once

#include "app/engine.h"
#include "mcp/agent/agent_tools.h"
#include "mcp/agent/run_tasks.h"
#include "mcp/agent/session_resources.h"
#include "mcp/computer/computer_tools.h"
#include "mcp/mcp_server.h"

namespace pilothouse {

/// What clients of the Model Context Protocol are offered of an engine, by its configuration: the
/// same for each transport. Main thread. The engine outlives it; it outlives their calls.
class McpFace
{
    Q_DISABLE_COPY_MOVE(McpFace)
public:
    explicit McpFace(Engine &engine);

    McpServer &server() { return m_server; }

private:
    ComputerTools m_computer;
    AgentTools m_agent;
    SessionResources m_resources;
    RunTasks m_tasks;
    McpServer m_server; // uses the tools
};

} // namespace pilothouse
