#pragma once

#include "agent/agent_loop.h"
#include "agent/approvals.h"
#include "agent/context.h"
#include "agent/session_desktop.h"
#include "agent/pictures/session_pictures.h"
#include "support/agent_fixture.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline ToolCall call(const QString &id, const QString &tool, const QString &action,
                     const QJsonObject &input = {})
{
    ToolCall made;
    made.id = id;
    made.tool = tool;
    made.action = action;
    made.name = tool == "computer"_L1 ? action : tool;
    made.toolset = tool == "computer"_L1 ? u"computer"_s : QString();
    made.input = input.isEmpty() ? neededInput(action) : input;
    return made;
}

/// One run of a loop in a session of its own.
struct Run
{
    explicit Run(QList<ScriptedReply> script, SessionOptions options = {})
        : fixture(std::move(script)),
          approvals(options.approval, 15min, fixture.secrets.find({}), fixture.clock)
    {
        session = *QCoro::waitFor(fixture.sessions.create(std::move(options)));
        QCoro::waitFor(fixture.journal.append(session.id, {UserMessage{.text = u"do it"_s}}));
    }

    RunEnded go()
    {
        desktop.emplace(SessionDesktop::Parts{fixture.journal,
                                              fixture.clock,
                                              fixture.benches.factory(),
                                              fixture.secrets.of(session.id),
                                              {}},
                        session.id);
        QCoro::waitFor(desktop->open(session, {}));
        pictures.emplace(session, fixture.sessions, fixture.blobs);
        SecretBriefing briefing(fixture.secrets.of(session.id));
        const RunParts parts{fixture.journal, fixture.model, approvals,    *desktop,
                             *pictures,       briefing,      fixture.clock};
        loop = std::make_unique<AgentLoop>(parts, session, AgentLoop::Options());
        return QCoro::waitFor(loop->run(stop.get_token()));
    }

    /// When an event of this kind is told and the loop has gone on.
    template <typename Body> void soonAfter(std::function<void()> then)
    {
        const auto look = [this, then](const Event &event) {
            if (std::holds_alternative<Body>(event.body))
                QMetaObject::invokeMethod(&fixture.journal, then, Qt::QueuedConnection);
        };
        QObject::connect(&fixture.journal, &Journal::appended, look);
    }

    QStringList kinds() { return fixture.kinds(session.id); }
    QList<ToolResult> results() { return fixture.bodies<ToolResult>(session.id); }
    bool everyCallIsAnswered() { return openCalls(*fixture.journal.events(session.id)).isEmpty(); }

    AgentFixture fixture;
    Approvals approvals;
    SessionRecord session;
    std::optional<SessionDesktop> desktop;
    std::optional<SessionPictures> pictures;
    std::unique_ptr<AgentLoop> loop;
    std::stop_source stop;
};

} // namespace pilothouse
