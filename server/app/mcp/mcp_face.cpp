#include "app/mcp/mcp_face.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

McpParts partsOf(Engine &engine)
{
    return {.actions = engine.actions(),
            .sessions = engine.sessions(),
            .registry = engine.registry(),
            .journal = engine.journal(),
            .blobs = engine.blobs(),
            .feed = engine.feed(),
            .clock = engine.clock(),
            .options = [&engine](const SessionOverrides &wishes) { return engine.options(wishes); },
            .misfits = [&engine](const SessionOptions &o) { return engine.misfits(o); }};
}

McpTools toolsOf(const QStringList &sets, ComputerTools &computer, AgentTools &agent)
{
    McpTools tools;
    if (sets.contains(u"computer"_s))
        tools += computer.tools();
    if (sets.contains(u"agent"_s))
        tools += agent.tools();
    return tools;
}

McpIdentity identityOf(const QStringList &sets)
{
    QString text = u"Pilothouse runs Linux desktops for agents; people watch at watch_url, may "
                   "approve, stop and take over."_s;
    if (sets.contains(u"computer"_s))
        text += u" open_desktop gives you a desktop to operate yourself."_s;
    if (sets.contains(u"agent"_s))
        text += u" run_task gives its own agent a task."_s;
    return {.version = QStringLiteral(PILOTHOUSE_VERSION), .instructions = text};
}

} // namespace

McpFace::McpFace(Engine &engine)
    : m_computer(partsOf(engine)), m_agent(partsOf(engine)), m_resources(partsOf(engine)),
      m_tasks(partsOf(engine)), m_server(identityOf(engine.config().server.mcp),
                                         toolsOf(engine.config().server.mcp, m_computer, m_agent),
                                         m_resources.resources(), m_tasks.tasks(), engine.clock())
{
}

} // namespace pilothouse
