#pragma once

#include "agent/hooks/webhooks.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/scripted_http.h"

namespace pilothouse {

/// A store, a receiver that answers by a script, and who tells it.
struct Post : AgentFixture
{
    Post() : AgentFixture({}) { config.secret = QStringLiteral("whsec-0123456789abcdef"); }
    ~Post() { stop(); }

    /// A server begins. `addresses`: of each host that is asked for.
    void begin(const QList<QHostAddress> &addresses = {})
    {
        const Webhooks::Parts parts{
            .journal = journal,
            .deliveries = deliveries,
            .audit = audit,
            .clock = clock,
            .push = push,
            .lookup = [addresses](const Clock &, QString, std::stop_token)
                -> QCoro::Task<QList<QHostAddress>> { co_return addresses; },
            .chance = [] { return 0.5; }};
        hooks = std::make_unique<Webhooks>(parts, config);
        QObject::connect(
            hooks.get(), &Webhooks::tried, hooks.get(),
            [this](const Delivery &, DeliveryState state) { states.append(name(state)); });
        hooks->start();
    }
    void stop()
    {
        if (hooks)
            QCoro::waitFor(hooks->stop(std::chrono::milliseconds(0)));
        hooks.reset();
    }
    SessionId session(const QString &webhook = {})
    {
        SessionOptions options;
        options.webhook = webhook;
        return QCoro::waitFor(sessions.create(options))->id;
    }
    void happens(const SessionId &session, const EventBody &body)
    {
        const auto stored = QCoro::waitFor(journal.append(session, {body}));
        if (!stored)
            qFatal("%s", qPrintable(stored.error().message));
    }
    /// Time passes until `count` tries have ended.
    bool hasTried(qsizetype count)
    {
        return eventually([&] {
            clock.advance(std::chrono::milliseconds(0));
            return states.size() >= count;
        });
    }
    QString id(qsizetype request) const
    {
        return QString::fromUtf8(receiver.requests().at(request).headers.value("pilothouse-id"));
    }

    WebhookConfig config;
    PushActions *push = nullptr;
    ScriptedHttp receiver;
    DeliveryStore deliveries{*database};
    AuditLog audit{*database};
    QStringList states;
    std::unique_ptr<Webhooks> hooks;
};

} // namespace pilothouse
