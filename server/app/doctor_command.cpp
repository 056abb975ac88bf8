#include "app/doctor_command.h"

#include "app/model_provider.h"
#include "core/clock.h"
#include "core/ids.h"
#include "desktop/desktop.h"
#include "desktop/requirements.h"
#include "model/anthropic/endpoint.h"
#include "store/database.h"

#include <QDir>

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

Requirement keyFinding(const ModelConfig &model)
{
    if (const QString notice = providerNotice(model.provider); !notice.isEmpty())
        return finding(u"model"_s, true, notice);
    const bool set = !model.apiKey.isEmpty();
    return finding(
        u"model"_s, set || !isPublicApi(baseUrlOf(model)),
        u"%1 at %2, key %3"_s.arg(model.model, model.baseUrl, set ? u"set"_s : u"not set"_s),
        u"Set ANTHROPIC_API_KEY in the environment or an .env file."_s);
}

Requirement databaseFinding(const StoreConfig &store)
{
    const auto opened = Database::open(store, systemClock());
    if (!opened && opened.error().code == Errc::Conflict)
        return finding(u"database"_s, true, store.databaseUrl + u", in use by a running server"_s);
    return finding(u"database"_s, opened.has_value(),
                   opened ? store.databaseUrl : opened.error().message);
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

} // namespace

QCoro::Task<int> examine(Config config)
{
    Report report;
    for (const Requirement &requirement : desktopRequirements(config.desktop))
        report.add(requirement);
    report.add(keyFinding(config.model));
    report.add(databaseFinding(config.store));
    const Requirement desktop = co_await desktopFinding(config.desktop);
    report.add(desktop);
    std::puts(report.isFine() ? "\nEverything is in place."
                              : "\nSomething is missing: see the ✘ lines.");
    co_return report.isFine() ? 0 : 1;
}

} // namespace pilothouse
