#pragma once

#include "core/wait.h"
#include "feed/event_feed.h"
#include "support/agent_fixture.h"

#include <QSignalSpy>
#include <QTest>

namespace pilothouse {

/// What a test cannot go on without.
inline void must(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
}

inline ToolCall onScreen(const QString &id, const QString &action, const QJsonObject &input = {})
{
    return {.id = id,
            .toolset = QStringLiteral("computer"),
            .name = action,
            .tool = QStringLiteral("computer"),
            .action = action,
            .input = input};
}

inline ToolCall click(const QString &id)
{
    return onScreen(id, QStringLiteral("left_click"),
                    {{QStringLiteral("coordinate"), QJsonArray{640, 400}}});
}

inline ToolCall inShell(const QString &id, const QString &command)
{
    return {.id = id,
            .name = QStringLiteral("bash"),
            .tool = QStringLiteral("bash"),
            .action = QStringLiteral("run"),
            .input = {{QStringLiteral("command"), command}}};
}

/// A session with a scripted model and fake tools, and every frame that a viewer of it gets, in
/// order. Nothing in them depends on chance or on the machine: the ids are named in their order,
/// and time passes only when the test says so.
class RecordedSession
{
public:
    explicit RecordedSession(QList<ScriptedReply> script, SessionOptions options = {})
        : fixture(std::move(script)), session(QCoro::waitFor(registry.create(options)).value())
    {
        QObject::connect(&feed, &EventFeed::stored, &m_listener,
                         [this](const SessionId &, const WireEvent &event) { take(event); });
        QObject::connect(&feed, &EventFeed::live, &m_listener,
                         [this](const SessionId &, const WireEvent &frame) { take(frame); });
        fixture.benches.behaviour = [this](ToolCall call, std::stop_token stop) {
            return act(std::move(call), stop);
        };
    }
    ~RecordedSession() { QCoro::waitFor(registry.closeAll()); }

    /// Waits for the frame with this type, the `count`th of its kind.
    void until(const QString &type, qsizetype count = 1)
    {
        if (!QTest::qWaitFor([&] { return m_types.count(type) >= count; }, 30'000))
            qFatal("no frame of the type %s", qPrintable(type));
    }
    /// Waits until this many calls have reached the tools.
    void untilCalled(qsizetype count)
    {
        if (!QTest::qWaitFor([&] { return fixture.benches.calls.size() >= count; }, 30'000))
            qFatal("no call of a tool");
    }

    /// A message, and all that comes of it.
    void say(const QString &text)
    {
        QSignalSpy ended(session, &Session::runEnded);
        must(session->submit(text));
        if (!QTest::qWaitFor([&] { return !ended.isEmpty(); }, 30'000))
            qFatal("the run does not end");
    }

    /// As a viewer gets them who comes now: the snapshot and all that is stored. What comes later
    /// follows.
    void beginAnew()
    {
        m_frames.clear();
        take(feed.snapshot(fixture.sessions.find(session->id()).value()));
        const auto events = fixture.journal.events(session->id());
        for (const Event &event : *events)
            take(toWire(event));
    }

    QByteArrayList frames()
    {
        QByteArray text = m_frames.join('\n');
        text.replace(session->id().value.toUtf8(), "session-1");
        int run = 0;
        for (const RunStarted &started : fixture.bodies<RunStarted>(session->id()))
            text.replace(started.run.value.toUtf8(),
                         QByteArray("run-" + QByteArray::number(++run)));
        return text.split('\n');
    }

    QHash<QString, ToolOutcome> outcomes; ///< by the call's id; else "Done."
    QString held;                         ///< the call with this id lasts until goOn, or a stop
    bool isHalfSaid = false;              ///< by a model that says its reply in two pieces
    AgentFixture fixture;
    Waiter goOn{fixture.clock};
    SessionRegistry registry{fixture.services(), 8};
    EventFeed feed{fixture.journal, registry, fixture.clock};
    Session *session;

private:
    void take(const WireEvent &event)
    {
        m_types.append(event.type);
        m_frames.append(event.json);
    }

    QCoro::Task<ToolOutcome> act(ToolCall call, std::stop_token stop)
    {
        if (call.id == held) {
            const Woken woken = co_await goOn.wait(stop, std::chrono::hours(1));
            const Error stopped{Errc::Stopped, QStringLiteral("Stopped while waiting.")};
            if (woken == Woken::Stopped)
                co_return toolError(stopped);
        }
        ToolOutcome outcome = outcomes.value(call.id, {.text = QStringLiteral("Done.")});
        if (call.tool == QLatin1String("computer") && call.look && !outcome.isError)
            outcome.picture = ToolPicture{"screen after " + call.id.toUtf8(),
                                          QStringLiteral("image/png"), QSize(1280, 800)};
        co_return outcome;
    }

    QObject m_listener;
    QStringList m_types;
    QByteArrayList m_frames;
};

} // namespace pilothouse
