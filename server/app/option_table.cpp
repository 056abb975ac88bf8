#include "app/option_kinds.h"

#include "core/region.h"
#include "core/screen_limits.h"
#include "store/database_url.h"
#include "store/session_store.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace options;

namespace {

/// Shown without its password.
Option databaseOption()
{
    Option option = text(
        u"database-url"_s, u"DATABASE_URL"_s,
        u"sqlite:///relative, sqlite:////absolute, sqlite:// (in memory) or "
        "postgresql://USER:PASSWORD@HOST/DATABASE"_s,
        [](auto &c) -> auto & { return c.store.databaseUrl; });
    option.get = [](const Config &config) { return shownDatabase(config.store.databaseUrl); };
    return option;
}

QList<Option> storeOptions()
{
    return {
        databaseOption(),
        text(
            u"data-dir"_s, u"PILOTHOUSE_DATA_DIR"_s,
            u"pictures and homes; default: pilothouse in the XDG data home, or /var/lib/pilothouse "
            "where sessions could not pass to that"_s,
            [](auto &c) -> auto & { return c.store.dataDir; }),
        number(
            u"message-batch-size"_s, u"MESSAGE_BATCH_SIZE"_s, 1, 10'000,
            u"events in one transaction at the most"_s,
            [](auto &c) -> auto & { return c.store.batchSize; }),
    };
}

Result<> setAllowHosts(Config &config, const QString &value)
{
    QStringList hosts;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        const Result<QString> host = allowedHost(part);
        if (!host)
            return fail(host.error());
        if (!hosts.contains(*host))
            hosts.append(*host);
    }
    if (hosts.size() > kMostAllowedHosts)
        return fail(Errc::InvalidArgument, u"there may be at most %1"_s.arg(kMostAllowedHosts));
    config.desktop.egress.hosts = hosts;
    return {};
}

Result<> take(const Result<QString> &read, QString &into)
{
    if (!read)
        return fail(read.error());
    into = *read;
    return {};
}

Option egressOption()
{
    Option egress = named(
        u"egress"_s, u"PILOTHOUSE_EGRESS"_s, u"all|public|none|list"_s,
        u"where the programs of new sessions may connect to; list: only to --allow-hosts"_s,
        egressModeFrom, [](auto &c) -> auto & { return c.desktop.egress.mode; });
    egress.set = [set = egress.set](Config &config, const QString &value) {
        config.desktop.egressAsked = true;
        return set(config, value);
    };
    return egress;
}

QList<Option> regionOptions()
{
    return {
        {.flag = u"locale"_s,
         .environment = u"PILOTHOUSE_LOCALE"_s,
         .value = u"NAME"_s,
         .help = u"language and notation of the desktop's programs: de_DE"_s,
         .set = [](Config &c, const QString &value) -> Result<> {
             return take(installedLocale(value), c.desktop.locale);
         },
         .get = [](const Config &c) { return c.desktop.locale; }},
        {.flag = u"time-zone"_s,
         .environment = u"PILOTHOUSE_TIME_ZONE"_s,
         .value = u"NAME"_s,
         .help = u"of the desktop's programs: Europe/Berlin; default: this machine's"_s,
         .set = [](Config &c, const QString &value) -> Result<> {
             return take(knownTimeZone(value), c.desktop.timeZone);
         },
         .get = [](const Config &c) { return c.desktop.timeZone; }},
        toggle(u"accessibility"_s,
               u"the desktop's programs tell what they show (GET /sessions/ID/elements); costs "
               "browsers memory"_s,
               [](Config &c) { c.desktop.accessibility = true; }),
        toggle(u"software"_s,
               u"programs of new sessions may install software (sudo apt install), each for its "
               "session alone"_s,
               [](Config &c) { c.desktop.software = true; }),
    };
}

QList<Option> desktopOptions()
{
    return {
        number(
            u"width"_s, u"WIDTH"_s, kLeastScreen.width(), kLargestScreen.width(),
            u"pixels of the desktop"_s, [](auto &c) -> auto & { return c.desktop.size.rwidth(); }),
        number(
            u"height"_s, u"HEIGHT"_s, kLeastScreen.height(), kLargestScreen.height(),
            u"pixels of the desktop"_s, [](auto &c) -> auto & { return c.desktop.size.rheight(); }),
        named(
            u"sandbox"_s, u"PILOTHOUSE_SANDBOX"_s, u"auto|bwrap|landlock|user|none"_s,
            u"how the desktop's programs are kept apart"_s, sandboxModeFrom,
            [](auto &c) -> auto & { return c.desktop.sandbox; }),
        number(
            u"session-memory"_s, u"PILOTHOUSE_SESSION_MEMORY"_s, 0, 1e7,
            u"MiB that the programs of a session may use together; 0: off"_s,
            [](auto &c) -> auto & { return c.desktop.limits.memory; }),
        number(
            u"session-processes"_s, u"PILOTHOUSE_SESSION_PROCESSES"_s, 0, 1e6,
            u"processes and threads of a session; 0: off"_s,
            [](auto &c) -> auto & { return c.desktop.limits.processes; }),
        number(
            u"session-file-size"_s, u"PILOTHOUSE_SESSION_FILE_SIZE"_s, 0, 1e7,
            u"MiB that one file may have that a session's program writes; 0: off"_s,
            [](auto &c) -> auto & { return c.desktop.limits.fileSize; }),
        number(
            u"session-home-size"_s, u"PILOTHOUSE_SESSION_HOME_SIZE"_s, 0, 1e8,
            u"MiB on the disk that all files of a session may take up together; 0: off"_s,
            [](auto &c) -> auto & { return c.desktop.limits.homeSize; }),
        egressOption(),
        {.flag = u"allow-hosts"_s,
         .environment = u"PILOTHOUSE_ALLOW_HOSTS"_s,
         .value = u"A,B"_s,
         .help = u"for sessions with egress list: example.com, *.debian.org, host:8443"_s,
         .set = setAllowHosts,
         .get = [](const Config &c) { return c.desktop.egress.hosts.join(u','); }},
        toggle(u"no-network"_s, u"the same as --egress none"_s,
               [](Config &c) {
                   c.desktop.egress.mode = EgressMode::None;
                   c.desktop.egressAsked = true;
               }),
    };
}

QList<Option> savedOptions()
{
    return {
        number(
            u"snapshots"_s, u"PILOTHOUSE_SNAPSHOTS"_s, 0, 1000,
            u"of the files of a session that are kept, the newest; 0: none"_s,
            [](auto &c) -> auto & { return c.desktop.saved.snapshots; }),
        number(
            u"snapshots-size"_s, u"PILOTHOUSE_SNAPSHOTS_SIZE"_s, 0, 1e8,
            u"MiB on the disk that all snapshots of a session may take up together; 0: off"_s,
            [](auto &c) -> auto & { return c.desktop.saved.snapshotsSize; }),
        number(
            u"desks"_s, u"PILOTHOUSE_DESKS"_s, 0, 10'000,
            u"that may be kept for new sessions to begin with; 0: none"_s,
            [](auto &c) -> auto & { return c.desktop.saved.desks; }),
        number(
            u"desks-size"_s, u"PILOTHOUSE_DESKS_SIZE"_s, 0, 1e8,
            u"MiB that all desks may take up together; 0: off"_s,
            [](auto &c) -> auto & { return c.desktop.saved.desksSize; }),
    };
}

Result<> setTools(Config &config, const QString &value)
{
    QStringList tools;
    const QStringList named = value.split(u',', Qt::SkipEmptyParts);
    std::ranges::copy_if(toolNames(), std::back_inserter(tools),
                         [&named](const QString &tool) { return named.contains(tool); });
    if (tools.isEmpty() || tools.size() != named.size())
        return fail(Errc::InvalidArgument, u"it must be some of "_s + toolNames().join(u", "_s));
    config.agent.tools = tools;
    return {};
}

Option toolsOption()
{
    return {.flag = u"tools"_s,
            .environment = u"PILOTHOUSE_TOOLS"_s,
            .value = u"A,B"_s,
            .help = u"what models may be offered, of "_s + toolNames().join(u", "_s) +
                    u"; default: all"_s,
            .set = setTools,
            .get = [](const Config &c) { return c.agent.tools.join(u','); }};
}

QList<Option> agentOptions()
{
    return {
        toolsOption(),
        named(
            u"approval"_s, u"PILOTHOUSE_APPROVAL"_s, u"auto|sensitive|all"_s,
            u"what asks you before it is done"_s, approvalPolicyFrom,
            [](auto &c) -> auto & { return c.agent.approval; }),
        number(
            u"max-steps"_s, u"PILOTHOUSE_MAX_STEPS"_s, 0, 1e6, u"model calls of a run; 0: off"_s,
            [](auto &c) -> auto & { return c.agent.budget.maxSteps; }),
        number(
            u"max-cost-usd"_s, u"PILOTHOUSE_MAX_COST_USD"_s, 0, 1e6, u"of a session; 0: off"_s,
            [](auto &c) -> auto & { return c.agent.budget.maxCostUsd; }),
        number(
            u"max-tokens-total"_s, u"PILOTHOUSE_MAX_TOKENS_TOTAL"_s, 0, 1e12,
            u"of a session; 0: off"_s,
            [](auto &c) -> auto & { return c.agent.budget.maxTokensTotal; }),
        duration(
            u"max-time"_s, u"PILOTHOUSE_MAX_TIME"_s, u"of a run; 0: off"_s,
            [](auto &c) -> auto & { return c.agent.budget.maxTime; }),
        number(
            u"max-repeats"_s, u"PILOTHOUSE_MAX_REPEATS"_s, 0, 1000,
            u"the same action on the same picture this often is a loop; 0: off"_s,
            [](auto &c) -> auto & { return c.agent.budget.maxRepeats; }),
        limit(
            u"wheel-idle"_s, u"PILOTHOUSE_WHEEL_IDLE"_s, std::chrono::seconds(1),
            std::chrono::hours(24),
            u"a person at the wheel who does nothing for this long loses it"_s,
            [](auto &c) -> auto & { return c.agent.wheelIdle; }),
        number(
            u"max-sessions"_s, u"PILOTHOUSE_MAX_SESSIONS"_s, 1, 1000, u"desktops at once"_s,
            [](auto &c) -> auto & { return c.agent.maxSessions; }),
        text(
            u"system-prompt-suffix"_s, u"PILOTHOUSE_SYSTEM_PROMPT_SUFFIX"_s,
            u"added to the system prompt of new sessions"_s,
            [](auto &c) -> auto & { return c.agent.systemPromptSuffix; }),
        text(
            u"secrets-file"_s, u"PILOTHOUSE_SECRETS_FILE"_s,
            u"JSON file (0600) with what the model may type without seeing it"_s,
            [](auto &c) -> auto & { return c.agent.secretsFile; }),
    };
}

QList<Option> logOptions()
{
    return {
        choice(
            u"log-level"_s, u"PILOTHOUSE_LOG_LEVEL"_s,
            {u"debug"_s, u"info"_s, u"warning"_s, u"error"_s},
            u"what is logged to stderr; default: warning for run, else info"_s,
            [](auto &c) -> auto & { return c.log.level; }),
        Option{.flag = u"log-format"_s,
               .environment = u"PILOTHOUSE_LOG_FORMAT"_s,
               .value = u"text|json"_s,
               .help = u"text, or one JSON object a line"_s,
               .set = [](Config &c, const QString &value) -> Result<> {
                   if (value != "text"_L1 && value != "json"_L1)
                       return fail(Errc::InvalidArgument, u"it must be one of text, json"_s);
                   c.log.json = value == "json"_L1;
                   return {};
               },
               .get = [](const Config &c) { return c.log.json ? u"json"_s : u"text"_s; }},
        toggle(u"verbose"_s, u"the same as --log-level info"_s,
               [](Config &c) { c.log.level = u"info"_s; }),
        toggle(u"debug"_s, u"the same as --log-level debug"_s,
               [](Config &c) { c.log.level = u"debug"_s; }),
    };
}

} // namespace

const QList<Option> &optionTable()
{
    static const QList<Option> table =
        serverOptions() + limitOptions() + modelOptions() + cloudOptions() + desktopOptions() +
        regionOptions() + savedOptions() + agentOptions() + nodeOptions() + kubernetesOptions() +
        webhookOptions() + storeOptions() + logOptions();
    return table;
}

} // namespace pilothouse
