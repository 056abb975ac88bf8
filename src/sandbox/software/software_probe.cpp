#include "sandbox/software/software_probe.h"

#include "sandbox/bwrap_layout.h"
#include "sandbox/helper_program.h"
#include "sandbox/sandbox_choice.h"
#include "sandbox/session_users.h"

#include <QDir>
#include <QTemporaryDir>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

/// As a session has it, over /usr alone, and in the folder where sessions have theirs.
QString tryOverlay(const QString &homes)
{
    QDir().mkpath(homes);
    const QTemporaryDir trial(homes + u"/.software-trial-XXXXXX"_s);
    const QString folder = trial.path();
    SystemOverlay usr{.inside = u"/usr"_s,
                      .kept = folder + u"/kept"_s,
                      .own = folder + u"/own"_s,
                      .host = u"/usr"_s,
                      .mapped = true};
    if (!QDir().mkpath(usr.own) || !QDir().mkpath(usr.kept + u"/upper"_s) ||
        !QDir().mkpath(usr.kept + u"/work"_s))
        return u"%1 cannot be written"_s.arg(homes);
    BwrapLayout layout(BwrapLayout::HandOver::Placed, 0, BwrapLayout::Users::Own);
    layout.addOverlay(usr);
    OwnUsers users = layout.ownUsers();
    users.rootIds = SessionUsers::rootIds(SessionUsers::kLast);
    const HelperSteps steps{.user = SessionUsers::kLast,
                            .dieWithParent = true,
                            .places = layout.places(),
                            .ownUsers = users};
    return complaintOf(throughHelper(steps, findProgram({u"bwrap"_s}),
                                     layout.arguments(u"/usr/bin/true"_s, {}), bareEnvironment()),
                       {});
}

QString probe(const DesktopConfig &config)
{
    const auto mode = chooseSandbox(config.sandbox, sandboxReport());
    if (geteuid() != 0)
        return u"the server must be root to give sessions a root of their own"_s;
    if (!mode || *mode != SandboxMode::Bwrap)
        return u"it takes the sandbox bwrap: make bubblewrap work (pilothouse doctor)"_s;
    const QString said = tryOverlay(config.homesDir);
    if (said.isEmpty())
        return {};
    return said + u" (it takes Linux 5.19, all user ids, and /usr and the data folder on a file "
                  "system such as ext4, XFS or Btrfs, not a container's own)"_s;
}

} // namespace

QString whyNoSoftware(const DesktopConfig &config)
{
    static const QString reason = probe(config);
    return reason;
}

SoftwareChoice chooseSoftware(const DesktopConfig &config, const SessionId &session)
{
    if (!config.software)
        return {.reason = u"this session may not install software; one with the option "
                          "\"software\" may"_s};
    const QString reason = whyNoSoftware(config);
    if (reason.isEmpty())
        return {.folder = softwareFolder(config, session)};
    return {.reason = u"software cannot be installed here: "_s + reason};
}

} // namespace pilothouse
