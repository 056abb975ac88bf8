#pragma once

#include "access/credentials.h"
#include "door/front_door.h"
#include "http/api.h"
#include "model/model_list.h"
#include "support/agent_fixture.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

namespace pilothouse {

/// A call of the shell for a scripted model.
inline ToolCall bashCall(const QString &id, const QString &command = QStringLiteral("ls"))
{
    const QString bash = QStringLiteral("bash");
    return {.id = id,
            .name = bash,
            .tool = bash,
            .action = QStringLiteral("run"),
            .input = QJsonObject{{QStringLiteral("command"), command}}};
}

/// The body of a message.
inline const QByteArray kHello = R"({"message":"Hello"})";

/// What came back for one request.
struct ApiAnswer
{
    int status = 0;
    QByteArray body;
    QByteArray type;
    QList<QNetworkReply::RawHeaderPair> fields = {};

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QJsonArray array() const { return QJsonDocument::fromJson(body).array(); }
    QByteArray field(const QByteArray &name) const
    {
        for (const auto &[key, value] : fields)
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        return {};
    }
    QString text(const char *key) const { return json().value(QLatin1String(key)).toString(); }
};

/// All routes on a real port, with a scripted model and fake desktops, and nobody at the gate.
class ApiServer
{
public:
    explicit ApiServer(QList<ScriptedReply> script = {}, int maxSessions = 8,
                       ModelClient *model = nullptr, SessionLimits limits = {},
                       bool shareLinks = true)
        : hasLinks(shareLinks), sessionLimits(limits), agent(std::move(script)),
          registry(agent.services(model), maxSessions)
    {
        addAllRoutes(router, credentials, parts(), state());
        if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("the test's port cannot be opened");
    }
    ~ApiServer()
    {
        QCoro::waitFor(registry.closeAll());
        QCoro::waitFor(snapshots.stop());
    }

    QUrl url(const QString &target) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(door.serverPort()).arg(target));
    }

    ApiAnswer ask(const QByteArray &method, const QString &target, const QByteArray &body = {},
                  const QByteArray &type = "application/json", const HttpFields &fields = {})
    {
        QNetworkRequest request(url(target));
        request.setHeader(QNetworkRequest::ContentTypeHeader, type);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);
        for (const auto &[name, value] : fields)
            request.setRawHeader(name, value);
        const std::unique_ptr<QNetworkReply> reply(
            network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(20'000))
            return {};
        return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                .body = reply->readAll(),
                .type = reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(),
                .fields = reply->rawHeaderPairs()};
    }
    ApiAnswer get(const QString &target) { return ask("GET", target); }
    ApiAnswer post(const QString &target, const QByteArray &body = {})
    {
        return ask("POST", target, body);
    }

    /// A new session's path: "/sessions/ID".
    QString newSession(const QByteArray &body = {})
    {
        return QStringLiteral("/sessions/") + post(QStringLiteral("/sessions/"), body).text("id");
    }
    bool waitForStatus(const QString &session, const QString &status)
    {
        return QTest::qWaitFor([&] { return get(session).text("status") == status; }, 20'000);
    }

    bool hasLinks;
    SessionLimits sessionLimits;
    AgentFixture agent;
    QString notReady; ///< why /health/ready says no
    AuditLog audit{*agent.database};
    SearchIndex search{*agent.database};
    ShareStore shares{*agent.database};
    SessionRegistry registry;
    SessionRemoval removal{{registry, agent.sessions, agent.blobs, audit}, homes()};
    SavedStore saved{*agent.database};
    Snapshots snapshots{{saved, agent.sessions, agent.journal, agent.clock}, homes()};
    LocalHomes sessionHomes{homes()};
    SessionActions actions{{registry, agent.sessions, agent.journal, removal, audit, agent.secrets,
                            agent.blobs, shares, ModelTable::builtin(), snapshots, sessionHomes}};
    TemplateStore templateStore{*agent.database};
    TemplateActions templates{templateStore, audit, agent.secrets};
    DeskActions desks{{snapshots, registry, agent.sessions, agent.journal, audit}};
    PushStore pushStore{*agent.database};
    PushActions push{{.store = pushStore,
                      .audit = audit,
                      .clock = agent.clock,
                      .config = {.allowed = {QStringLiteral("push.internal")}},
                      .key = P256Key::make()}};
    ShareLinks links{"key of links", shares, agent.clock};
    EventFeed feed{agent.journal, registry, agent.clock};
    WritePace pace{systemClock()}; // clients here wait for no fake time
    TaskScope tasks;
    Credentials credentials{ServerConfig(), "token", agent.clock};
    Router router;
    FrontDoor door{{}, router, agent.clock};
    QNetworkAccessManager network;

    ApiParts parts()
    {
        return {.actions = actions,
                .templates = templates,
                .desks = desks,
                .sessions = agent.sessions,
                .registry = registry,
                .journal = agent.journal,
                .blobs = agent.blobs,
                .audit = audit,
                .search = search,
                .push = push,
                .shares = shares,
                .links = hasLinks ? &links : nullptr,
                .feed = feed,
                .pace = pace,
                .clock = agent.clock,
                .tasks = tasks,
                .options =
                    [](const SessionOverrides &overrides) {
                        return sessionOptions(Config(), ModelTable::builtin(), overrides);
                    },
                .misfits =
                    [](const SessionOptions &options) {
                        return misfits(options, ModelTable::builtin());
                    },
                .changed =
                    [](const SessionOptions &now, const SessionOverrides &wishes) {
                        return changedOptions(now, ModelTable::builtin(), wishes);
                    },
                .changeMisfits =
                    [](const SessionOptions &now, const SessionOptions &wanted) {
                        return misfits(now, wanted, ModelTable::builtin());
                    }};
    }

private:
    ServerState state()
    {
        return {.version = QStringLiteral("1.2.3"),
                .provider = QStringLiteral("demo"),
                .sandbox = QStringLiteral("bwrap"),
                .limits = QStringLiteral("prlimit"),
                .models =
                    [] {
                        return modelListJson(ModelTable::builtin(),
                                             QStringLiteral("claude-opus-5-5"));
                    },
                .openSockets = [this] { return door.openSockets(); },
                .whyNotReady = [this] { return notReady; }};
    }
    DesktopConfig homes() const
    {
        DesktopConfig config;
        config.homesDir = agent.folder.filePath(QStringLiteral("homes"));
        config.savedDir = agent.folder.filePath(QStringLiteral("saved"));
        config.limits = sessionLimits;
        return config;
    }
};

} // namespace pilothouse
