#include "app/doctor_command.h"

#include "app/model_provider.h"
#include "core/clock.h"
#include "core/ids.h"
#include "desktop/desktop.h"
#include "desktop/requirements.h"
#include "store/database.h"

#include <QFile>
#include <QTemporaryDir>

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
        u"model"_s, set,
        u"%1 at %2, key %3"_s.arg(model.model, model.baseUrl, set ? u"set"_s : u"not set"_s),
        u"Set ANTHROPIC_API_KEY in the environment or an .env file."_s);
}

Requirement databaseFinding(const StoreConfig &store)
{
    const SystemClock clock;
    const auto opened = Database::open(store, clock);
    if (!opened && opened.error().code == Errc::Conflict)
        return finding(u"database"_s, true, store.databaseUrl + u", in use by a running server"_s);
    return finding(u"database"_s, opened.has_value(),
                   opened ? store.databaseUrl : opened.error().message);
}

QCoro::Task<Requirement> desktopFinding(DesktopConfig config)
{
    const QString name = u"desktop"_s;
    const QTemporaryDir homes(config.runtimeDir + u"/doctor-XXXXXX"_s);
    config.homesDir = homes.path();
    // The trial session may be a user of its own, who passes through to its home.
    QFile::setPermissions(homes.path(), QFile::permissions(homes.path()) | QFile::ExeOther);
    const SessionId trial{randomUuid()};
    const auto desktop = co_await Desktop::open(trial, config, std::stop_token());
    if (!desktop)
        co_return finding(name, false, desktop.error().message);
    co_return finding(name, true,
                      u"%1x%2, usable %3 ms after the call"_s.arg(config.size.width())
                          .arg(config.size.height())
                          .arg((*desktop)->startTime().count()));
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
