#include "app/clouds/cloud_settings.h"
#include "app/doctor/doctor_command.h"

#include "app/doctor/cluster_finding.h"
#include "app/doctor/model_trial.h"
#include "app/model_provider.h"
#include "core/clock.h"
#include "core/ids.h"
#include "desktop/desktop.h"
#include "desktop/requirements.h"
#include "model/anthropic/endpoint.h"
#include "model/chat/listed_models.h"
#include "remote/node_query.h"
#include "store/database.h"
#include "store/postgres/postgres_connection.h"

#include <QDir>
#include <QRegularExpression>

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Prints findings one below the other and remembers whether all are fine.
class Report
{
public:
    void add(const Requirement &finding)
    {
        const bool needed = finding.level == Requirement::Level::Needed;
        m_fine = m_fine && (finding.ok || !needed);
        std::printf("%s %-16s %s\n",
                    finding.ok ? "✔"
                    : needed   ? "✘"
                               : "·",
                    qPrintable(finding.name), qPrintable(finding.detail));
        if (!finding.ok && !finding.fix.isEmpty())
            std::printf("  %-16s %s\n", "", qPrintable(u"→ "_s + finding.fix));
    }
    bool isFine() const { return m_fine; }

private:
    bool m_fine = true;
};

Requirement finding(const QString &name, bool ok, const QString &detail, const QString &fix = {})
{
    return {.name = name, .ok = ok, .detail = detail, .fix = fix};
}

Requirement keyFinding(const ModelConfig &model, Provider provider)
{
    if (const QString notice = providerNotice(provider); !notice.isEmpty())
        return finding(u"model"_s, true, notice);
    const ModelConfig own = settingsOf(model, provider);
    if (isCloud(provider))
        return finding(u"model"_s, true, cloudSummary(own));
    const bool set = !own.apiKey.isEmpty();
    const bool isNeeded = provider == Provider::Anthropic && isPublicApi(baseUrlOf(own));
    return finding(u"model"_s, set || !isNeeded,
                   u"%1 at %2, key %3"_s.arg(own.model, own.baseUrl, set ? u"set"_s : u"not set"_s),
                   u"Set ANTHROPIC_API_KEY in the environment or an .env file."_s);
}

QString listedWords(const QStringList &listed, const QString &usual)
{
    constexpr qsizetype kShown = 5;
    QString words = u"%1 on its server"_s.arg(listed.size());
    if (!listed.isEmpty())
        words += u": "_s + listed.first(std::min(kShown, listed.size())).join(u", "_s);
    if (listed.size() > kShown)
        words += u" …"_s;
    const bool isThere = usual.isEmpty() || listed.contains(usual);
    return isThere ? words : QString(words + u"; %1 is none of them"_s.arg(usual));
}

/// What a server of chat completions says of its models; what it does not say is no fault.
QCoro::Task<Requirement> listFinding(ModelConfig model)
{
    const ModelConfig own = settingsOf(model, Provider::Chat);
    const auto listed = co_await askForModels(systemClock(), own, std::stop_token());
    Requirement found =
        finding(u"models"_s, listed.has_value(),
                listed ? listedWords(*listed, own.model) : listed.error().message,
                u"Only the models of --model and --chat-models are offered to people."_s);
    found.level = Requirement::Level::Useful;
    co_return found;
}

Requirement databaseFinding(const StoreConfig &store)
{
    const QString name = u"database"_s;
    const QString shown = shownDatabase(store.databaseUrl);
    const auto location = parseDatabaseUrl(store.databaseUrl);
    if (location && location->postgres) {
        const auto version = tryPostgres(*location->postgres);
        return finding(name, version.has_value(),
                       version ? shown + u", "_s + *version : version.error().message);
    }
    const auto opened = Database::open(store, systemClock());
    if (!opened && opened.error().code == Errc::Conflict)
        return finding(name, true, shown + u", in use by a running server"_s);
    return finding(name, opened.has_value(), opened ? shown : opened.error().message);
}

QCoro::Task<Requirement> desktopFinding(DesktopConfig config)
{
    const QString name = u"desktop"_s;
    config.homesDir = config.runtimeDir + u"/homes"_s; // a folder of this process alone
    const SessionId trial{randomUuid()};
    auto desktop = co_await Desktop::open(trial, config, systemClock(), std::stop_token());
    Requirement found = finding(name, false, desktop ? QString() : desktop.error().message);
    if (desktop)
        found = finding(name, true,
                        u"%1x%2, usable %3 ms after the call"_s.arg(config.size.width())
                            .arg(config.size.height())
                            .arg((*desktop)->startTime().count()));
    if (desktop)
        desktop->reset();
    QDir(config.runtimeDir).removeRecursively();
    co_return found;
}

/// Each node by itself: a desktop that is started there would take somebody's room.
QCoro::Task<QList<Requirement>> nodeFindings(Config config)
{
    QList<Requirement> found;
    const auto nodes = nodeAddresses(config.nodes);
    if (!nodes)
        co_return QList<Requirement>(1, finding(u"nodes"_s, false, nodes.error().message));
    QNetworkAccessManager network;
    for (const NodeAddress &node : *nodes) {
        const auto answer =
            co_await askNode(network, systemClock(), node, "GET", u"/node"_s, std::stop_token());
        const NodeReport report = nodeReport(node, answer);
        const QString reason = reasonAgainst(report);
        const QString room = u"%1 of %2 desktops, load %3"_s.arg(report.running)
                                 .arg(report.most)
                                 .arg(report.load, 0, 'f', 1);
        const bool answers = report.trouble.isEmpty();
        const QStringList told{answers ? room : QString(), reason};
        QStringList words{node.name()};
        words += told.filter(QRegularExpression(u"."_s));
        found.append(
            finding(u"node"_s, answers, words.join(u": "_s),
                    u"Look there: pilothouse node, its address, token and certificate."_s));
    }
    co_return found;
}

/// What desktops need: on this machine, on nodes, or in a cluster.
QCoro::Task<QList<Requirement>> desktopFindings(Config config)
{
    if (config.kubernetes.isUsed) {
        const Requirement cluster = co_await clusterFinding(config.kubernetes);
        co_return QList<Requirement>(1, cluster);
    }
    if (!config.nodes.urls.isEmpty()) {
        const auto nodes = co_await nodeFindings(config);
        co_return nodes;
    }
    QList<Requirement> found = desktopRequirements(config.desktop);
    const Requirement desktop = co_await desktopFinding(config.desktop);
    found.append(desktop);
    co_return found;
}

} // namespace

QCoro::Task<int> examine(Config config)
{
    Report report;
    for (const Provider provider : providersOf(config.model)) {
        report.add(keyFinding(config.model, provider));
        if (provider != Provider::Chat)
            continue;
        const Requirement list = co_await listFinding(config.model);
        report.add(list);
        const Requirement answer = co_await tryModel(config.model, provider);
        report.add(answer);
    }
    report.add(databaseFinding(config.store));
    const QList<Requirement> desktops = co_await desktopFindings(config);
    for (const Requirement &requirement : desktops)
        report.add(requirement);
    std::puts(report.isFine() ? "\nEverything is in place."
                              : "\nSomething is missing: see the ✘ lines.");
    co_return report.isFine() ? 0 : 1;
}

} // namespace pilothouse
